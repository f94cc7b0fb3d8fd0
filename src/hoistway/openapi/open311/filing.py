"""A citizen's system files a report in the name of nobody: as if it had been made at the code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.open311.door import Several, calling_program, jurisdiction_asked
from hoistway.openapi.open311.offered import KINDS, asked_of, service_named
from hoistway.openapi.open311.reading import page_of, promise_of, wants_extensions
from hoistway.openapi.open311.said import Tree, english
from hoistway.openapi.v1.codes import plate_named
from hoistway.plates.vocabulary import Scan
from hoistway.programs.models import ApiKey
from hoistway.registry.queries import survivor_numbered
from hoistway.riders.actions import Reported, add_photo, file_report
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import is_urgent, needs_words, published_numbered
from hoistway.riders.vocabulary import Topic, WrongFact

MOST_WORDS = 1_000
"""Signs of a description that are kept; the specification lets 4,000 come."""

SAME_S = 600
"""Seconds in which the same call again is the same report. Chosen: longer than any client retries
by itself, shorter than a fault that comes back."""

_FORMS = UUID("0d2f6f5e-5d2c-4c3b-8a55-311311311311")
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,40})\](?:\[\d*\])?")
_MOST_PHOTOS = 3  # Chosen: as the form at the code


class Missing(Refusal):
    """Raised when an argument that must be given is not."""

    code = "argument_missing"
    zh = "缺少 {name}。{words}"
    en = "{name} is missing. {words}"
    status = 400


class ElevatorUnknown(Refusal):
    """Raised when no elevator is meant by what was given."""

    code = "elevator_unknown"
    zh = "没有电梯“{typed}”。请填写扫码所得网址、12 位电梯码、救援识别码或使用登记编号。"
    en = (
        "There is no elevator «{typed}»: give its scanned address, its 12 signs, its rescue number "
        "or its register number."
    )
    status = 400


class PlaceUnsound(Refusal):
    """Raised when coordinates are none, or only one of them came."""

    code = "place_unsound"
    zh = "lat 和 long 应同时填写，WGS84 度数。"
    en = "lat and long go together, in degrees of WGS84."
    status = 400


class ChoiceUnsound(Refusal):
    """Raised when an attribute has a value that is not in its list."""

    code = "choice_unsound"
    zh = "attribute[{name}] 没有选项“{typed}”，可选：{known}。"
    en = "attribute[{name}] knows no «{typed}»; there are: {known}."
    status = 400


class SoundsUrgent(Refusal):
    """Raised when a description may be a call for help: nothing is filed, help is shown first."""

    code = "sounds_urgent"
    zh = (
        "说明像是在求救，尚未提交。有人被困或受伤请立即打开 {page} 求救，或拨打 110；"
        "没有人需要救援的，加上 attribute[calm]=yes 再发一次。"
    )
    en = (
        "This may be a call for help and was not filed. If anybody is shut in or hurt open {page} "
        "or call 110 now; if nobody is, send it again with attribute[calm]=yes."
    )
    status = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a call brought, before it is judged."""

    said: Mapping[str, str]
    attributes: Mapping[str, str]


def filed(*, request: HttpRequest) -> Tree:
    """File what a call brings and return the tree of its answer.

    Raises: Several, SoundsUrgent, what `calling_program`, `file_report` raise.
    """
    key, now = calling_program(request=request), clock.now()
    call = Call(
        said={name: request.POST.get(name, "").strip() for name in request.POST},
        attributes=_attributes(request),
    )
    report, words = _reported(call, key, _form(request, key, now), request=request)
    row = file_report(report=report, now=now)
    _keep_photos(request, row, report.form_id, now)
    return [_told(row, words, extensions=wants_extensions(request=request))]


def _attributes(request: HttpRequest) -> dict[str, str]:
    found = {}
    for name, values in request.POST.lists():
        matched = _ATTRIBUTE.fullmatch(name)
        if matched:
            found[matched[1]] = ",".join(str(value).strip() for value in values)
    return found


def _form(request: HttpRequest, key: ApiKey, now: datetime) -> UUID:
    """Return what makes a call that is sent again the same report."""
    given = request.headers.get("Idempotency-Key", "")
    if given:
        return uuid5(_FORMS, f"{key.pk} {given}")
    said = sorted((name, values) for name, values in request.POST.lists() if name != "api_key")
    digest = sha256(repr(said).encode()).hexdigest()
    return uuid5(_FORMS, f"{key.pk} {digest} {int(now.timestamp()) // SAME_S}")


def _reported(
    call: Call, key: ApiKey, form_id: UUID, *, request: HttpRequest
) -> tuple[Reported, str]:
    wrong: list[Refusal] = []
    topic, elevator_id = _service(call, wrong), _elevator(call, wrong)
    place = _place(call, wrong)
    words = call.said.get("description", "")
    try:
        jurisdiction_asked(request=request)
    except Refusal as refusal:
        wrong.append(refusal)
    if topic is not None:
        _require_said(call, topic, words, wrong)
    if wrong or topic is None:
        raise Several(wrong=sorted(wrong, key=lambda one: -one.status))
    value = call.attributes.get("value", "")[:120]
    if is_urgent(text=f"{value} {words}") and not call.attributes.get("calm"):
        raise SoundsUrgent(page=page_of(elevator_id=elevator_id))
    who = call.said.get("device_id") or call.said.get("account_id") or ""
    device = f"open311 {key.pk} {who}" if who else ""
    fact = call.attributes.get("fact", "")
    return Reported(
        elevator_id=elevator_id, form_id=form_id, kind=KINDS[topic], topic=topic,
        origin=device or f"open311 {form_id.hex}", device=device, words=words[:MOST_WORDS],
        phone=call.said.get("phone", "")[:32], language=get_language() or "zh-hans",
        longitude=place[0], latitude=place[1], value=value,
        fact=WrongFact(fact) if topic is Topic.WRONG_DATA else None,
    ), words  # fmt: skip


def _service(call: Call, wrong: list[Refusal]) -> Topic | None:
    code = call.said.get("service_code", "")
    if not code:
        wrong.append(Missing(name="service_code", words=_see("services.json")))
        return None
    try:
        return service_named(code=code)
    except Refusal as refusal:
        wrong.append(refusal)
        return None


def _see(where: str) -> str:
    return f"See {where}." if english() else f"见 {where}。"


def _elevator(call: Call, wrong: list[Refusal]) -> int:
    """Return the key of the elevator that the attribute or `address_id` names, 0 where none."""
    typed = call.attributes.get("elevator") or call.said.get("address_id") or ""
    if not typed:
        wrong.append(Missing(name="attribute[elevator]", words=_see("services/{code}.json")))
        return 0
    known = survivor_numbered(register_number=typed)
    if known:
        return known
    found = plate_named(typed=typed)
    if found.scan is Scan.UNKNOWN:
        wrong.append(ElevatorUnknown(typed=typed[:80]))
        return 0
    return found.elevator_id


def _place(call: Call, wrong: list[Refusal]) -> tuple[float | None, float | None]:
    east, north = call.said.get("long", ""), call.said.get("lat", "")
    if not (east or north):
        return None, None
    try:
        longitude, latitude = float(east), float(north)
    except ValueError:
        longitude = latitude = 1e9
    if abs(longitude) <= 180 and abs(latitude) <= 90:
        return longitude, latitude
    wrong.append(PlaceUnsound())
    return None, None


def _require_said(call: Call, topic: Topic, words: str, wrong: list[Refusal]) -> None:
    if needs_words(topic=topic) and not words:
        why = ("请写一句是什么问题。", "Say what it is about.")
        wrong.append(Missing(name="description", words=why[english()]))
    for asked in asked_of(topic=topic):
        typed, known = call.attributes.get(asked.code, ""), [code for code, _ in asked.values]
        if asked.required and not typed and asked.code != "elevator":
            wrong.append(Missing(name=f"attribute[{asked.code}]", words=asked.words[english()]))
        elif typed and known and typed not in known:
            wrong.append(ChoiceUnsound(name=asked.code, typed=typed[:40], known=", ".join(known)))


def _keep_photos(request: HttpRequest, row: PublicReport, form_id: UUID, now: datetime) -> None:
    """Keep photos that came with a call; one that cannot be used never costs a report."""
    for place, upload in enumerate(request.FILES.getlist("media")[:_MOST_PHOTOS]):
        photo_id = uuid5(form_id, f"photo.{place}")
        try:
            add_photo(token=row.token, form_id=photo_id, upload=upload, now=now)
        except Refusal:
            continue


def _told(row: PublicReport, words: str, *, extensions: bool) -> Tree:
    seen = published_numbered(numbers=[row.number])
    notice = [promise_of(first=seen[0].joined or seen[0])] if seen else []
    if len(words) > MOST_WORDS:
        cut = ("说明只保留了前 1000 字。", "Of the description 1,000 signs were kept.")
        notice.append(cut[english()])
    told: dict[str, Tree] = {
        "service_request_id": row.number,
        "service_notice": " ".join(part for part in notice if part),
        "account_id": "",
    }
    if extensions:
        told["extended_attributes"] = {"follow_url": f"{settings.BASE_URL}/r/{row.token}"}
    return told
