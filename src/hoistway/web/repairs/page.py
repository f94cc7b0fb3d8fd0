"""One repair as its page shows it: course, both visits, and what this reader may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Repair, RepairStep, Visit
from hoistway.maintenance.queries.repairs import (
    may_move,
    out_of_service,
    records_for,
    repair_steps_of,
)
from hoistway.maintenance.queries.summaries import summary_of
from hoistway.maintenance.vocabulary.repairs import RepairDeed
from hoistway.parties.queries import may, members
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import word
from hoistway.web.repairs.shown import RepairRow, repair_rows

_REGULATORS = {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step, as `lifecycle/_steps.html` shows it."""

    at: datetime
    text: str
    actor_label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VisitLink:
    """A visit that a repair is linked with, and which parts it used."""

    uid: UUID
    words: str
    day: date | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairPage:
    """What the page of one repair shows to this reader."""

    row: RepairRow
    steps: tuple[Step, ...]
    found_in: VisitLink | None
    done_in: VisitLink | None
    notice: bool
    has_file: bool
    deeds: frozenset[str]
    people: tuple[tuple[int, str], ...]
    records: tuple[VisitLink, ...]
    today: date
    form_id: UUID

    @property
    def firm_acts(self) -> bool:
        """Whether the firm can do anything here."""
        return bool(self.deeds - {"return", "reject"})


def repair_page(*, repair: Repair, by: Actor, now: datetime) -> RepairPage:
    """Return the page of a repair for this reader; a constant number of queries."""
    deeds = _deeds(repair, by)
    staff = members(organisation_id=repair.firm_id, role=RoleKind.TECHNICIAN, at=now)
    stands = out_of_service(elevator_ids=[repair.elevator_id], now=now)
    return RepairPage(
        row=repair_rows(repairs=[repair], now=now)[0],
        steps=_steps(repair_steps_of(repair_id=repair.pk), by),
        found_in=_link(repair.found_in), done_in=_link(repair.done_in),
        notice=any(one.notice for one in stands.values()),
        has_file=repair.solution_file_id is not None, deeds=deeds,
        people=tuple((one.person_id, one.person.name) for one in staff)
        if "assign" in deeds else (),
        records=tuple(
            link for row in records_for(repair=repair)[:10] if (link := _link(row)) is not None
        ) if "finish" in deeds else (),
        today=local_day(at=now), form_id=uuid4(),
    )  # fmt: skip


_FIRM_DEEDS = {
    "assign": RepairDeed.BEGIN, "finish": RepairDeed.FINISH, "stop": RepairDeed.STOP,
    "give_up": RepairDeed.GIVE_UP, "drop": RepairDeed.DROP,
}  # fmt: skip
_UNIT_DEEDS = {"return": RepairDeed.RETURN, "reject": RepairDeed.REJECT}


def _deeds(repair: Repair, by: Actor) -> frozenset[str]:
    """Return the deeds that this reader may do in this state."""
    works = may(by=by, deed=Deed.DO_MAINTENANCE) or may(by=by, deed=Deed.PLAN_MAINTENANCE)
    found: dict[str, RepairDeed] = {}
    if works and repair.firm_id == by.organisation_id:
        found = dict(_FIRM_DEEDS)
        if repair.stopped_at is not None:
            found = {code: deed for code, deed in found.items() if code not in {"stop", "drop"}}
    confirms = may(by=by, deed=Deed.CONFIRM_MAINTENANCE)
    if confirms and repair.elevator.use_unit_id == by.organisation_id:
        found = found | _UNIT_DEEDS
    return frozenset(
        code for code, deed in found.items() if may_move(state=repair.state, deed=deed)
    )


def _link(visit: Visit | None) -> VisitLink | None:
    if visit is None:
        return None
    level = f" · {word(visit.level)}" if visit.level else ""
    parts = summary_of(visit=visit).parts if visit.record_id else ()
    return VisitLink(visit.uid, f"{word(visit.kind)}{level}", visit.counted_on, parts)


def _steps(rows: Iterable[RepairStep], by: Actor) -> tuple[Step, ...]:
    lines = [Step(row.at, _text(row), _doer(row, by), row.words) for row in rows]
    return tuple(reversed(lines))


def _text(row: RepairStep) -> str:
    if row.old_state is row.new_state:
        return _("报修") if row.words and str(row.new_state) == "open" else word(row.new_state)
    return word(row.new_state)


def _doer(row: RepairStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    role = next((word(role) for role in RoleKind if str(role) == row.by.get("role")), "")
    own = row.by.get("organisation") == by.organisation_id
    if role and (own or by.role in _REGULATORS):
        return f"{row.by.get('name')} · {role}"
    return role or _("平台")
