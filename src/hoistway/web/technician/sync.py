"""Deeds, photos and keys as a technician's phone sends them; each is taken in exactly once."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import MOST_EXACT_BYTES, keep_exact, kept_hashes
from hoistway.maintenance.actions import (
    Answer,
    Deed,
    NewKey,
    instant,
    is_sha256,
    register_key,
    take_in,
)
from hoistway.maintenance.queries.packs import told_state
from hoistway.maintenance.vocabulary import OperationKind, Verdict
from hoistway.maintenance.vocabulary.sync import SyncFault
from hoistway.web.frame import language
from hoistway.web.signing_in import by
from hoistway.web.technician.phone_door import NotUnderstood, phone_door, said_in

MOST_DEEDS, MOST_HASHES = 1000, 500
"""Of one message. Chosen: ten times what a phone sends at once."""

_LARGEST = 2**62


@require_POST
@phone_door
def sync(request: HttpRequest) -> HttpResponse:
    """Take deeds in and answer each by its number, with where the touched visits stand now."""
    said, now, actor = said_in(request), clock.now(), by(request)
    device, sent_at = _uuid(said.get("device")), _instant(said.get("sent_at"))
    ops = said.get("ops")
    if device is None or not isinstance(ops, list) or len(ops) > MOST_DEEDS:
        raise NotUnderstood
    read = [(op, _deed(op, device, actor)) for op in ops]
    deeds = [deed for _, deed in read if deed is not None]
    skew = round((now - sent_at).total_seconds() * 1000) if sent_at else None
    taken = take_in(deeds=deeds, skew_ms=skew, now=now, by=actor)
    answers = [_told(one) for one in taken.answers]
    answers += [_unread(op) for op, deed in read if deed is None]
    visits = {str(visit.uid): told_state(visit=visit) for visit in taken.visits}
    return JsonResponse({"at": now.isoformat(), "answers": answers, "visits": visits})


@require_http_methods(["PUT"])
@phone_door
def blob(request: HttpRequest, sha256: str) -> HttpResponse:
    """Keep a photo byte by byte; the same again is no fault."""
    if not is_sha256(said=sha256):
        raise NotUnderstood
    data = request.read(MOST_EXACT_BYTES + 1)
    fresh = keep_exact(sha256=sha256, data=data, now=clock.now(), by=by(request))
    return JsonResponse({"sha256": sha256}, status=201 if fresh else 200)


@require_POST
@phone_door
def blobs_missing(request: HttpRequest) -> HttpResponse:
    """Tell which of these photos have not arrived."""
    asked = said_in(request).get("sha256")
    if not isinstance(asked, list) or len(asked) > MOST_HASHES:
        raise NotUnderstood
    wanted = [one for one in asked if is_sha256(said=one)]
    here = kept_hashes(sha256s=wanted)
    return JsonResponse({"missing": [one for one in wanted if one not in here]})


@require_POST
@phone_door
def keys(request: HttpRequest) -> HttpResponse:
    """Keep the public half of the key by which this person signs on this phone."""
    said = said_in(request)
    uid, device = _uuid(said.get("id")), _uuid(said.get("device"))
    name, public_key = said.get("device_name", ""), said.get("public_key")
    texts = isinstance(name, str) and isinstance(public_key, str)
    if uid is None or device is None or not texts:
        raise NotUnderstood
    key = NewKey(uid=uid, device=device, device_name=str(name), public_key=str(public_key))
    row = register_key(key=key, now=clock.now(), by=by(request))
    return JsonResponse({"id": str(row.uid)}, status=201)


def _deed(op: object, device: UUID, actor: Actor) -> Deed | None:
    """Return a deed; None for what cannot even be named by its number and its visit."""
    if not isinstance(op, Mapping):
        return None
    uid, visit, made_at = _uuid(op.get("id")), _uuid(op.get("visit")), _instant(op.get("made_at"))
    kind = next((one for one in OperationKind if str(one) == op.get("kind")), None)
    data, number = op.get("data"), op.get("elevator")
    whole = all(_is_whole(op.get(name)) for name in ("seq", "base"))
    if uid is None or visit is None or made_at is None or kind is None or not whole:
        return None
    if not isinstance(data, Mapping) or not isinstance(number, str):
        return None
    return Deed(
        uid=uid, seq=op["seq"], visit=visit, register_number=number, kind=kind, base=op["base"],
        made_at=made_at, device=device, person=actor.person_id, label=actor.name, data=data,
    )  # fmt: skip


def _told(answer: Answer) -> dict[str, Any]:
    fault = answer.fault
    return {
        "id": str(answer.uid), "verdict": str(answer.verdict), "code": str(fault or ""),
        "sentence": "".join(_sentence(answer)) if fault else "",
    }  # fmt: skip


def _sentence(answer: Answer) -> Iterator[str]:
    spoken, english = language(), language().startswith("en")
    if answer.fault is not None:
        yield answer.fault.in_language(spoken)
    if answer.missing:
        named = [one.in_language(spoken) for one in answer.missing]
        yield (": " if english else "：") + ("; " if english else "；").join(named)
    yield "." if english else "。"


def _unread(op: object) -> dict[str, Any]:
    uid = op.get("id") if isinstance(op, Mapping) else None
    fault = SyncFault.BAD_SHAPE
    return {
        "id": uid if isinstance(uid, str) else "", "verdict": str(Verdict.REFUSED),
        "code": str(fault), "sentence": fault.in_language(language()),
    }  # fmt: skip


def _uuid(said: object) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _instant(said: object) -> datetime | None:
    return instant(text=said) if isinstance(said, str) else None


def _is_whole(said: object) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 0 <= said < _LARGEST
