"""What keeps a visit out that a firm's own system sends: everything at once, nothing written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import kept_hashes
from hoistway.foundation.periods import local_day
from hoistway.foundation.senders import sent_rows
from hoistway.maintenance.actions.beginning import fault_in_begin
from hoistway.maintenance.actions.crews import held_on, strangers
from hoistway.maintenance.actions.signing import fault_of_text, key_at, lacking
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.content import (
    BadContent,
    Content,
    NotCanonical,
    read_content,
    text_of,
)
from hoistway.maintenance.rules.deeds import LONGEST_CONTENT, Deed, is_well_formed
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.signature import der_of_raw, fits
from hoistway.maintenance.rules.uploads import (
    Fault,
    Signature,
    Upload,
    begin_data,
    plain_fault,
    where_of,
)
from hoistway.maintenance.vocabulary import OperationKind, VisitKind, VisitState
from hoistway.maintenance.vocabulary.sync import SyncFault
from hoistway.registry.queries import elevator_numbered

_OPEN = frozenset({VisitState.PLANNED, VisitState.VOID})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an upload is: its content and visit where they could be read, and all its faults.

    `again` says that the very same text stands already as the record of the visit.
    """

    content: Content | None = None
    visit: Visit | None = None
    again: bool = False
    faults: tuple[Fault, ...] = ()


def judge_upload(*, upload: Upload, now: datetime, by: Actor, signed: bool = True) -> Judged:
    """Say everything for which an upload would be refused; without `signed` of its text alone."""
    try:
        if len(upload.content) > LONGEST_CONTENT:
            raise BadContent("length")
        content = read_content(text=upload.content)
    except NotCanonical:
        return Judged(faults=(plain_fault(SyncFault.NOT_CANONICAL, "content"),))
    except BadContent as bad:
        return Judged(faults=(plain_fault(SyncFault.BAD_SHAPE, f"content.{bad}"),))
    known = _known(content.visit)
    if known is not None and known.firm_id != by.organisation_id and known.state not in _OPEN:
        return Judged(faults=(plain_fault(SyncFault.NOT_YOURS, "content.visit"),))
    visit = known or _fresh(content, by)
    if visit is None:
        return Judged(content=content, faults=(_of(SyncFault.OTHER_ELEVATOR),))
    if known is not None and _is_signed(known):
        same = upload.content == _text_of(known)
        stands = () if same else (_of(SyncFault.ALREADY_SIGNED),)
        return Judged(content=content, visit=known, again=same, faults=stands)
    faults = tuple(_faults(content, visit, known, now=now, by=by))
    if signed:
        faults += tuple(_of_signatures(upload, content))
    return Judged(content=content, visit=visit, faults=faults)


def _of(fault: SyncFault) -> Fault:
    return plain_fault(fault, where_of(fault))


def _known(uid: UUID) -> Visit | None:
    rows = Visit.objects.select_related("elevator__jurisdiction", "record")
    return rows.filter(uid=uid).first()


def _fresh(content: Content, by: Actor) -> Visit | None:
    """Return the visit that a text would make; None where nobody knows the elevator."""
    number = content.said["elevator"].get("register_number", "")
    elevator = elevator_numbered(register_number=number)
    if elevator is None:
        return None
    return Visit(
        uid=content.visit, elevator=elevator, firm_id=by.organisation_id, kind=content.kind,
        level=content.level, edition=content.said["edition"], state=VisitState.PLANNED,
    )  # fmt: skip


def _is_signed(visit: Visit) -> bool:
    return visit.state in VisitState.counted_states() or "review" in visit.sheet


def _text_of(visit: Visit) -> str:
    if visit.record is None:
        return str(visit.sheet.get("content", ""))
    return text_of(content=json.loads(visit.record.body or "{}").get("content"))


def _faults(
    content: Content, visit: Visit, known: Visit | None, *, now: datetime, by: Actor
) -> Iterator[Fault]:
    begin = _fault_in_begin(content, visit, known, now=now, by=by)
    if begin is not None:
        yield _of(begin)
    text = fault_of_text(visit=_as_begun(visit, content), content=content, now=now)
    if text is not None and text is not begin:
        yield _of(text)
    if known is not None and known.sheet.get("content") not in {None, content.text}:
        yield _of(SyncFault.OTHER_CONTENT)
    yield from _of_crew(content, visit)
    for one in lacking(visit=_as_begun(visit, content), content=content):
        yield Fault(
            where=f"content.lines.{one.item}" if one.item else f"content.{one.block}",
            code=str(one.block), zh=one.in_language("zh"), en=one.in_language("en"),
        )  # fmt: skip
    for sha in sorted(content.photos() - _photos_at_hand(content, known, by)):
        yield plain_fault(SyncFault.PHOTOS_MISSING, f"photos.{sha}")


def _as_begun(visit: Visit, content: Content) -> Visit:
    """Return a visit as its sign-in will make it: by the edition and level of the text."""
    if visit.state not in _OPEN or content.level is None:
        return visit
    begun = _fresh_of(visit, content)
    return begun if visit.pk and visit.level != content.level else visit


def _fresh_of(visit: Visit, content: Content) -> Visit:
    return Visit(
        uid=visit.uid, elevator=visit.elevator, firm_id=visit.firm_id, kind=visit.kind,
        level=content.level, edition=visit.edition, state=visit.state,
    )  # fmt: skip


def _fault_in_begin(
    content: Content, visit: Visit, known: Visit | None, *, now: datetime, by: Actor
) -> SyncFault | None:
    if not is_well_formed(kind=OperationKind.BEGIN, data=begin_data(content)):
        return SyncFault.BAD_SHAPE
    deed = begin_deed(content=content, device=content.visit)
    fault = fault_in_begin(deed=deed, elevator=visit.elevator, visit=known, now=now, by=by)
    return None if fault is SyncFault.CREW_UNKNOWN else fault


def begin_deed(*, content: Content, device: UUID, label: str = "") -> Deed:
    """Return the sign-in that a text tells of, by the first of its crew."""
    return Deed(
        uid=content.visit, seq=1, visit=content.visit, kind=OperationKind.BEGIN, base=0,
        register_number=str(content.said["elevator"].get("register_number", "")),
        made_at=content.begun_at - timedelta(milliseconds=content.clock_offset_ms),
        device=device, person=content.crew[0].person if content.crew else 0, label=label,
        data=begin_data(content),
    )  # fmt: skip


def _of_crew(content: Content, visit: Visit) -> Iterator[Fault]:
    people = {one.person for one in content.crew}
    day = local_day(at=content.begun_at)
    code = visit.elevator.jurisdiction.code
    alone = visit.kind is VisitKind.SELF_INSPECTION
    if len(people) < (1 if alone else policy_on(day=day, jurisdiction_code=code).crew_size):
        yield plain_fault(SyncFault.CREW_TOO_SMALL, "content.crew")
    foreign = strangers(people=people, firm_id=visit.firm_id, at=content.begun_at)
    held = held_on(people=people, day=day)
    for number, one in enumerate(content.crew):
        where = f"content.crew.{number}"
        if one.person in foreign:
            yield plain_fault(SyncFault.CREW_UNKNOWN, where)
        elif one.certificate not in held.get(one.person, {}):
            yield plain_fault(SyncFault.CERTIFICATE_MISSING, f"{where}.certificate")


def _photos_at_hand(content: Content, known: Visit | None, by: Actor) -> set[str]:
    """Return the photos that the firm sent, and those that its phones brought for this visit."""
    named = content.photos()
    own = set(sent_rows(sha256s=named, by=by)) if named else set()
    said = {one["sha256"] for one in known.sheet.get("photos", ())} if known is not None else set()
    return own | (kept_hashes(sha256s=named & said) if named & said else set())


def _of_signatures(upload: Upload, content: Content) -> Iterator[Fault]:
    signed: Mapping[int, Signature] = {one.person_id: one for one in upload.signatures}
    crew = {one.person for one in content.crew}
    for number, one in enumerate(upload.signatures):
        fault = _of_signature(one, content, crew)
        if fault is not None:
            yield plain_fault(fault, f"signatures.{number}")
    for number, member in enumerate(content.crew):
        if member.person not in signed:
            yield plain_fault(SyncFault.SIGNATURE_MISSING, f"content.crew.{number}")


def _of_signature(one: Signature, content: Content, crew: set[int]) -> SyncFault | None:
    if one.person_id not in crew:
        return SyncFault.CREW_UNKNOWN
    key = key_at(person_id=one.person_id, uid=one.key, at=one.signed_at)
    if key is None:
        return SyncFault.KEY_UNKNOWN
    signature = der_of_raw(raw=one.signature)
    right = fits(spki=key.public_key, signature=signature, text=content.text)
    return None if right else SyncFault.SIGNATURE_WRONG
