"""A sound form of a check becomes a record: photos kept, the signature drawn, the refusal shown."""

import base64
import binascii
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import BadAttachment, keep
from hoistway.foundation.recordings import keep_recording
from hoistway.registry.queries import elevators
from hoistway.sampling.vocabulary import Answer
from hoistway.supervision.actions import Found, Officer, Record, UnitHand, UnitRefusal
from hoistway.supervision.vocabulary import FindingWeight, Measure
from hoistway.web.checks.forms import HAND, REFUSED, CheckForm

_FACTS = ("legal_person", "safety_head", "contact", "post", "phone", "address")
_PNG = "data:image/png;base64,"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a form says: the record, and what the unit did with it."""

    record: Record
    unit: UnitHand | UnitRefusal | None


def taken(*, form: CheckForm, now: datetime, by: Actor) -> Taken:
    """Return a sound form as a record, its files kept.

    Raises: BadAttachment, BadRecording, NoRoom.
    """
    given = form.cleaned_data
    known = _known(given["elevators"], by)
    findings = tuple(_findings(form, known, now, by))
    ended = given["posted_at"] or now
    place = form.place()
    record = Record(
        officers=tuple(_officers(given, by)), began_at=given["began_at"],
        ended_at=min(ended, now), findings=findings, elevators=sorted(known),
        answers={
            one.code: Answer(given[f"q-{one.code}"])
            for one in form.checklist.items if given[f"q-{one.code}"]
        },
        measures=[Measure(one) for one in given["measures"]],
        unit_facts={name: given[name] for name in _FACTS if given[name]},
        opinion=given["opinion"], remark=given["remark"],
        place={
            "longitude": f"{place.longitude:.6f}", "latitude": f"{place.latitude:.6f}",
            "accuracy_m": f"{form.accuracy() or 0:.0f}",
        } if place else None,
    )  # fmt: skip
    return Taken(record, unit_of(form=form, now=now, by=by))


def _known(text: str, by: Actor) -> dict[str, int]:
    """Return those of the typed register numbers that the officer may see, with their keys."""
    typed = text.replace(",", " ").replace("，", " ").split()
    rows = elevators(by=by).filter(register_number__in=typed)
    return dict(rows.values_list("register_number", "pk"))


def _officers(given: dict[str, str], by: Actor) -> Iterator[Officer]:
    yield Officer(person_id=by.person_id, card=given["card"])
    for name in ("partner", "third"):
        if given[name]:
            yield Officer(person_id=int(given[name]), card=given[f"{name}_card"])


def _findings(
    form: CheckForm, known: dict[str, int], now: datetime, by: Actor
) -> Iterator[Found]:  # fmt: skip
    given = form.cleaned_data
    only = next(iter(known.values())) if len(known) == 1 else None
    for one in form.checklist.items:
        if given[f"q-{one.code}"] == str(Answer.NO) or given[f"w-{one.code}"].strip():
            yield Found(
                words=given[f"w-{one.code}"], item=one.code,
                weight=_weight(given[f"g-{one.code}"]),
                elevator_id=only if one.on == "elevator" else None,
                articles=given[f"a-{one.code}"],
                files=_photos(given[f"f-{one.code}"], now, by),
            )  # fmt: skip
    if given["other_words"].strip():
        yield Found(
            words=given["other_words"], weight=_weight(given["other_weight"]), elevator_id=only,
            files=_photos(given["other_photo"], now, by),
        )  # fmt: skip


def _weight(code: str) -> FindingWeight:
    return FindingWeight(code) if code else FindingWeight.BREACH


def _photos(upload: object, now: datetime, by: Actor) -> tuple[str, ...]:
    if not upload:
        return ()
    return (keep(upload=upload, now=now, by=by, photo=True).sha256,)  # type: ignore[arg-type]


def unit_of(*, form: CheckForm, now: datetime, by: Actor) -> UnitHand | UnitRefusal | None:
    """Return what the organisation did on the spot; None where it signs later.

    Raises: BadAttachment, BadRecording, NoRoom.
    """
    given = form.cleaned_data
    if given["way"] == HAND:
        file = drawing(text=given["unit_drawing"], now=now, by=by)
        return UnitHand(name=given["unit_name"], post=given["unit_post"], file=file)
    if given["way"] == REFUSED:
        files = form.files.getlist("refusal_files")
        return UnitRefusal(
            words=given["refusal_words"], witness=given["refusal_witness"],
            files=[keep_recording(upload=one, now=now, by=by).sha256 for one in files],
        )  # fmt: skip
    return None


def drawing(*, text: str, now: datetime, by: Actor) -> str:
    """Return the SHA-256 of a drawn signature, empty where nothing was drawn.

    Raises: BadAttachment, NoRoom.
    """
    if not text:
        return ""
    if not text.startswith(_PNG):
        raise BadAttachment
    try:
        data = base64.b64decode(text.removeprefix(_PNG), validate=True)
    except binascii.Error:
        raise BadAttachment from None
    return keep(upload=io.BytesIO(data), now=now, by=by, photo=True).sha256
