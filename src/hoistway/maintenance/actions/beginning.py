"""Let a visit begin: on a planned one, or on one that the phone makes itself."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from hoistway.filings.queries import maintainer_on
from hoistway.filings.vocabulary import Basis
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.prepared import Prepared
from hoistway.maintenance.actions.crews import strangers
from hoistway.maintenance.models import Visit
from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.rules.items import edition
from hoistway.maintenance.rules.sheet import empty_sheet
from hoistway.maintenance.vocabulary import Level, SignInWay, VisitKind, VisitState
from hoistway.maintenance.vocabulary.sync import SyncFault

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator


def _held(uid: UUID) -> QuerySet[Visit]:
    found = Visit.objects.select_for_update(of=("self",)).filter(uid=uid)
    return found.select_related("elevator__jurisdiction")


_HELD = Prepared(ask=_held, samples=[UUID(int=0)])


def held_visit(*, uid: UUID) -> Visit | None:
    """Return the visit with this number, locked until the transaction ends."""
    return _HELD.first(uid)


def fault_in_begin(
    *, deed: Deed, elevator: "Elevator", visit: Visit | None, now: datetime, by: Actor
) -> SyncFault | None:
    """Return why a sign-in cannot stand, None where it can.

    The firm is asked for on the day of the sign-in, not on the day on which we hear of it.
    """
    kind, level = VisitKind(deed.data["kind"]), deed.data.get("level")
    if not _fits(kind, level, visit):
        return SyncFault.BAD_SHAPE
    begun_at = _begun_at(deed)
    if visit is None or visit.state in {VisitState.PLANNED, VisitState.VOID}:
        if visit is not None and visit.kind is not kind:
            return SyncFault.OTHER_KIND
        if not _maintained(elevator, begun_at, now=now, by=by):
            return SyncFault.NOT_MAINTAINED
    elif visit.kind is not kind or visit.level != (Level(level) if level else None):
        return SyncFault.OTHER_KIND
    if strangers(people=deed.data["crew"], firm_id=by.organisation_id, at=begun_at):
        return SyncFault.CREW_UNKNOWN
    return None


def _fits(kind: VisitKind, level: str | None, visit: Visit | None) -> bool:
    """Return whether kind and level go together; without a level a visit must carry its items."""
    if kind is VisitKind.TARGETED:
        return visit is not None and level is None
    by_need = visit is not None and visit.level is None and bool(visit.items)
    return (kind is VisitKind.MAINTENANCE) == (level is not None) or by_need


def make_visit(*, deed: Deed, elevator: "Elevator", now: datetime, by: Actor) -> Visit:
    """Return the visit that a phone has made, locked; two phones make one."""
    level = deed.data.get("level")
    fresh = Visit(
        uid=deed.visit, elevator=elevator, firm_id=by.organisation_id, edition=edition(),
        kind=VisitKind(deed.data["kind"]), level=Level(level) if level else None, made_at=now,
        sheet=empty_sheet(), planned_on=local_day(at=_begun_at(deed)),
    )  # fmt: skip
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        return _HELD.rows(deed.visit)[0]
    return fresh


def set_under_way(*, visit: Visit, deed: Deed, now: datetime, by: Actor) -> None:
    """Let a planned or void visit be under way; who plans anew does not undo work on site.

    A void one, or one of another level than planned, no longer stands for the planned period.
    """
    data, level = deed.data, deed.data.get("level")
    if visit.state is VisitState.VOID or visit.level != level:
        visit.due_on, visit.void_reason = None, ""
    if level is not None:
        visit.items, visit.why = [], {}
    visit.level = Level(level) if level else None
    visit.state, visit.firm_id, visit.edition = VisitState.UNDER_WAY, by.organisation_id, edition()
    visit.begun_at, visit.begun_received_at = _begun_at(deed), now
    visit.way, visit.clock_offset_ms = SignInWay(data["way"]), data["clock_offset_ms"]
    place = data.get("place") or {}
    visit.longitude, visit.latitude = place.get("longitude"), place.get("latitude")
    visit.accuracy_m = place.get("accuracy_m")
    if visit.lead_id is None:
        visit.lead_id = by.person_id


def take_back(*, visit: Visit, reason: str) -> None:
    """Let a visit stand as if nobody had begun it: planned ones wait again, others are void."""
    planned = visit.due_on is not None
    visit.state = VisitState.PLANNED if planned else VisitState.VOID
    visit.void_reason = "" if planned else reason[:200]
    visit.sheet, visit.begun_at, visit.begun_received_at = empty_sheet(), None, None
    visit.way = visit.longitude = visit.latitude = visit.accuracy_m = None
    visit.clock_offset_ms = None


def _begun_at(deed: Deed) -> datetime:
    return deed.made_at + timedelta(milliseconds=deed.data["clock_offset_ms"])


def _maintained(elevator: "Elevator", begun_at: datetime, *, now: datetime, by: Actor) -> bool:
    day = local_day(at=begun_at)
    if day == local_day(at=now) and elevator.firm_id == by.organisation_id:
        return True
    known = maintainer_on(elevator_id=elevator.pk, day=day)
    silent = known.basis is Basis.UNKNOWN  # neither filings nor register spoke before that day
    return (elevator.firm_id if silent else known.firm_id) == by.organisation_id
