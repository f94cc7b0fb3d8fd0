"""Check what a technician signs, keep the signature, and keep the record when all have signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import kept_hashes
from hoistway.foundation.periods import local_day
from hoistway.foundation.prepared import Prepared
from hoistway.maintenance.actions.crews import held_on, set_crew, strangers
from hoistway.maintenance.actions.recording import keep_record
from hoistway.maintenance.models import Crew, PhoneKey, Visit
from hoistway.maintenance.queries.checklists import checklists_of
from hoistway.maintenance.rules.completeness import Missing, missing
from hoistway.maintenance.rules.content import BadContent, Content, NotCanonical, read_content
from hoistway.maintenance.rules.deeds import Deed, instant
from hoistway.maintenance.rules.differences import (
    differing_lines,
    left_out,
    lines_as_signed,
    photos_as_signed,
)
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.sheet import other_phones, same_line
from hoistway.maintenance.rules.signature import der_of_raw, fits
from hoistway.maintenance.vocabulary import VisitKind
from hoistway.maintenance.vocabulary.sync import SyncFault
from hoistway.registry.queries import survivor_numbered, survivor_of

AHEAD = timedelta(minutes=5)
"""How far the end of the work may lie ahead of us. Chosen: a record counts from its own day, and a
phone that knows its offset is wrong by seconds."""


_KEY = Prepared(
    ask=lambda person, uid: PhoneKey.objects.filter(person_id=person, uid=uid),
    samples=[0, UUID(int=0)],
)


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a deed: nothing to say, or a fault with what is missing."""

    fault: SyncFault | None = None
    missing: tuple[Missing, ...] = ()


def sign(*, visit: Visit, deed: Deed, now: datetime, by: Actor) -> Said:
    """Keep one technician's signature under the text; the last one makes the record.

    Announces: VisitSigned and RepairOpened when all of the crew have signed.
    """
    text = deed.data["content"]
    try:
        content = read_content(text=text)
    except NotCanonical:
        return Said(SyncFault.NOT_CANONICAL)
    except BadContent:
        return Said(SyncFault.BAD_SHAPE)
    fault = fault_of_text(visit=visit, content=content, now=now)
    if fault is None and visit.sheet.get("content") == text:
        return Said(_fault_beside(visit, content, by) or _signed(visit, content, deed, now, by))
    fault = fault or _fault_of_crew(visit, content, by) or _fault_of_lines(visit, content, deed)
    if fault is not None:
        return Said(fault)
    absent = lacking(visit=visit, content=content)
    if absent:
        return Said(SyncFault.INCOMPLETE, absent)
    if content.photos() - kept_hashes(sha256s=content.photos()):
        return Said(SyncFault.PHOTOS_MISSING)
    return Said(_signed(visit, content, deed, now, by))


def _fault_beside(visit: Visit, content: Content, by: Actor) -> SyncFault | None:
    """Return why somebody may not sign a text that stands; it was judged at its first signature."""
    if visit.sheet["conflicts"]:
        return SyncFault.CONFLICTS_OPEN
    return None if _is_of_crew(content, by) else SyncFault.CREW_UNKNOWN


def fault_of_text(*, visit: Visit, content: Content, now: datetime) -> SyncFault | None:
    """Return why a text cannot be one of this visit, None where it can."""
    number = content.said["elevator"].get("register_number", "")
    if content.visit != visit.uid or not is_elevator(visit=visit, register_number=number):
        return SyncFault.OTHER_ELEVATOR
    if (content.kind, content.level) != (visit.kind, visit.level):
        return SyncFault.OTHER_KIND
    if content.said["edition"] != visit.edition:
        return SyncFault.OTHER_KIND
    if content.ended_at > now + AHEAD:
        return SyncFault.CLOCK_AHEAD
    return None


def is_elevator(*, visit: Visit, register_number: str) -> bool:
    """Return whether a number is that of the visit's elevator, or of one merged with it."""
    if visit.elevator.register_number == register_number:
        return True
    home = survivor_numbered(register_number=register_number)
    return home != 0 and home == survivor_of(elevator_id=visit.elevator_id)


def _fault_of_crew(visit: Visit, content: Content, by: Actor) -> SyncFault | None:
    people = {one.person for one in content.crew}
    day = local_day(at=content.begun_at)
    code = visit.elevator.jurisdiction.code
    alone = visit.kind is VisitKind.SELF_INSPECTION
    least = 1 if alone else policy_on(day=day, jurisdiction_code=code).crew_size
    if len(people) < least:
        return SyncFault.CREW_TOO_SMALL
    if not _is_of_crew(content, by):
        return SyncFault.CREW_UNKNOWN
    if strangers(people=people, firm_id=visit.firm_id, at=content.begun_at):
        return SyncFault.CREW_UNKNOWN
    held = held_on(people=people, day=day)
    if any(one.certificate not in held.get(one.person, {}) for one in content.crew):
        return SyncFault.CERTIFICATE_MISSING
    return None


def _is_of_crew(content: Content, by: Actor) -> bool:
    return any(one.person == by.person_id for one in content.crew)


def _fault_of_lines(visit: Visit, content: Content, deed: Deed) -> SyncFault | None:
    """Return a conflict with what other phones have said; the own phone's text is its word."""
    sheet: dict[str, Any] = visit.sheet
    if sheet["conflicts"]:
        return SyncFault.CONFLICTS_OPEN
    if sheet.get("content"):
        return SyncFault.OTHER_CONTENT
    people = {one.person for one in content.crew}
    others = other_phones(sheet=sheet, device=deed.device)
    if others and people != set(sheet["crew"]):
        return SyncFault.LINES_DIFFER
    differing = differing_lines(sheet=sheet, content=content, device=str(deed.device))
    if differing:
        stands = {code: sheet["lines"][code]["version"] for code in differing}
        beside = lines_as_signed(content=content, deed=deed, versions=stands)
        for code in differing:
            sheet["conflicts"].setdefault(code, []).append(beside[code])
        return SyncFault.LINES_DIFFER
    return SyncFault.LINES_DIFFER if left_out(sheet=sheet, content=content, deed=deed) else None


def lacking(*, visit: Visit, content: Content) -> tuple[Missing, ...]:
    """Return what a text lacks; a checklist of the days for which phones are packed suffices."""
    absent: tuple[Missing, ...] = ()
    for checklist in checklists_of(visit=visit, day=local_day(at=content.begun_at)):
        found = missing(
            content=content, checklist=checklist, use_unit=visit.elevator.use_unit_id is not None
        )
        if not found:
            return ()
        absent = absent or found
    return absent


def key_at(*, person_id: int, uid: UUID, at: datetime) -> PhoneKey | None:
    """Return a person's key that had not ended at an instant."""
    key = _KEY.first(person_id, uid)
    return None if key is None or (key.revoked_at and key.revoked_at < at) else key


def _signed(
    visit: Visit, content: Content, deed: Deed, now: datetime, by: Actor
) -> SyncFault | None:
    signed_at = instant(text=deed.data["signed_at"]) or now
    key = key_at(person_id=by.person_id, uid=UUID(deed.data["key"]), at=signed_at)
    if key is None:
        return SyncFault.KEY_UNKNOWN
    signature = der_of_raw(raw=deed.data["signature"])
    if not fits(spki=key.public_key, signature=signature, text=content.text):
        return SyncFault.SIGNATURE_WRONG
    _lay_down(visit, content, deed, now)
    facts: Mapping[str, Any] = {
        "signed_at": min(signed_at, now + AHEAD), "signature": signature, "key": key,
        "content_sha256": sha256(content.text.encode()).hexdigest(),
    }  # fmt: skip
    Crew.objects.filter(visit=visit, person_id=by.person_id).update(**facts)
    if Crew.objects.filter(visit=visit, signed_at=None).exists():
        return None
    if visit.kind is VisitKind.SELF_INSPECTION:
        visit.sheet["review"] = "waiting"
    else:
        keep_record(visit=visit, content=content, now=now, by=by)
    return None


def _lay_down(visit: Visit, content: Content, deed: Deed, now: datetime) -> None:
    """Let the sheet say what the first technician has signed, with the crew and its papers."""
    if visit.sheet.get("content"):
        return
    ticked = visit.sheet["lines"]
    versions = {code: line["version"] for code, line in ticked.items()}
    signed = lines_as_signed(content=content, deed=deed, versions=versions)
    for code, line in signed.items():
        if code in ticked and same_line(one=ticked[code], other=line):
            line["at"] = ticked[code].get("at", line["at"])
    visit.sheet["lines"] = signed
    visit.sheet["photos"] = photos_as_signed(sheet=visit.sheet, content=content, deed=deed)
    visit.sheet["crew"] = [one.person for one in content.crew]
    visit.sheet["content"] = content.text
    set_crew(visit=visit, people=visit.sheet["crew"], now=now)
    named = {one.person: (one.certificate, one.until) for one in content.crew}
    for row in Crew.objects.filter(visit=visit):
        known = row.certificate_number, row.certificate_until
        if known != named[row.person_id]:
            row.certificate_number, row.certificate_until = named[row.person_id]
            row.save(update_fields=["certificate_number", "certificate_until"])
