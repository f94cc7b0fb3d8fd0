"""All that decides when elevators fall due, gathered for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q
from django.db.models.fields.json import KT

from hoistway.filings.queries.answering import Answering, answering_on
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI
from hoistway.maintenance.models import PartUsed, Pause, Visit
from hoistway.maintenance.queries.by_need import Around, Needs, needs_of
from hoistway.maintenance.queries.held import Held, held_schedules
from hoistway.maintenance.rules import schedule as rule
from hoistway.maintenance.rules.calibration import Governor, calibration_item
from hoistway.maintenance.rules.items import annex_of
from hoistway.maintenance.rules.on_demand import ByNeed
from hoistway.maintenance.rules.pauses import Pause as Idle
from hoistway.maintenance.vocabulary import Annex, Level, VisitKind
from hoistway.parties.queries import holding
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries.upkeep import ToMaintain
from hoistway.registry.vocabulary import UseState

NET_DAYS = 45
"""How far back the nightly work looks for visits that no event told of. Chosen: a phone that was
offline for a month; each signed visit is counted at once by its own event."""

CALIBRATED = tuple(
    sorted(
        str(item.code)
        for item in (calibration_item(annex=annex) for annex in Annex)
        if item is not None
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One elevator with what its schedule said before and what it is worked out from.

    `by_need` is there while it follows a year plan; then the levels do not count.
    """

    facts: ToMaintain
    held: Held | None
    standing: rule.Standing
    technician_id: int | None
    by_need: ByNeed | None = None

    @property
    def firm_id(self) -> int | None:
        """The firm that answers today; nobody's where the row is no elevator of its own."""
        return None if self.facts.merged else self.facts.firm_id


def standings(
    *, rows: Sequence[ToMaintain], today: date, all_visits: bool,
    replaced: Mapping[int, date] | None = None,
) -> list[Known]:  # fmt: skip
    """Return what these elevators' schedules follow from, in their order; constant in queries.

    With `all_visits` every counted visit is looked at, else those of the last days only: what
    the schedules hold already comes from the earlier ones. `replaced` are governors put in new,
    where the caller knows them already.
    """
    keys = [facts.elevator_id for facts in rows]
    since = None if all_visits else today - timedelta(days=NET_DAYS)
    held, counted = held_schedules(elevator_ids=keys), _counted(keys, since)
    calibrated = _calibrated(keys, since)
    replaced = replaced_governors(elevator_ids=keys) if replaced is None else replaced
    pauses = pauses_of(elevator_ids=keys)
    answering = answering_on(elevator_ids=keys, day=today)
    staff = _staff(answering, today)
    kinds = {facts.elevator_id: annex_of(kind=facts.kind) for facts in rows}
    needs = needs_of(annexes=kinds, today=today)
    found = []
    for facts in rows:
        key = facts.elevator_id
        before, by_filing = held.get(key), answering.get(key)
        lasts = _lasts(before, counted.get(key))
        governor = Governor(
            made_on=replaced.get(key) or facts.made_on,
            calibrated_on=_latest(before.calibrated_on if before else None, calibrated.get(key)),
        )
        began = _began(facts, before, by_filing, lasts, today)
        around = Around(lasts, pauses.get(key, ()), governor, began)
        found.append(
            Known(
                facts=facts, held=before, standing=_standing(key, around, needs),
                technician_id=_technician(facts, before, by_filing, staff),
                by_need=needs.by_need(key, around),
            )
        )  # fmt: skip
    return found


def _standing(key: int, around: Around, needs: Needs) -> rule.Standing:
    return rule.Standing(
        annex=needs.annexes[key], governor=around.governor, lasts=needs.lasts(key, around),
        began_on=around.began_on, pauses=around.pauses, returned=needs.returned(key),
    )  # fmt: skip


def pauses_of(*, elevator_ids: Collection[int]) -> dict[int, tuple[Idle, ...]]:
    """Return the days without use of each elevator, in order; one query."""
    found: dict[int, list[Idle]] = defaultdict(list)
    rows = Pause.objects.filter(among("elevator_id", elevator_ids)).order_by("since", "pk")
    for key, since, until in rows.values_list("elevator_id", "since", "until"):
        found[key].append(Idle(since, until))
    return {key: tuple(some) for key, some in found.items()}


def out_of_use(*, facts: ToMaintain) -> bool:
    """Return whether a row of the register is not maintained at present."""
    return facts.use_state is not UseState.IN_USE


def _counted(
    elevator_ids: Collection[int], since: date | None
) -> dict[int, dict[Level, date]]:  # fmt: skip
    """Return by elevator and level the last day that counts; index scan of the latest visits.

    What was done on a row that was merged into an elevator counts for that elevator.
    """
    rows = Visit.objects.filter(kind=VisitKind.MAINTENANCE, counted_on__isnull=False)
    rows = rows.exclude(level=None)
    if since is not None:
        rows = rows.filter(counted_on__gte=since)
    found: dict[int, dict[Level, date]] = defaultdict(dict)
    for column in ("elevator_id", "elevator__merged_into_id"):
        own = rows.filter(among(column, elevator_ids)).values_list(column, "level")
        for key, level, day in own.annotate(Max("counted_on")):
            found[key][level] = max(day, found[key].get(level, day))
    return found


def _calibrated(elevator_ids: Collection[int], since: date | None) -> dict[int, date]:
    """Return when the governor was calibrated last: the item of a counted visit has a value."""
    said = {f"said_{n}": KT(f"sheet__lines__{code}__value") for n, code in enumerate(CALIBRATED)}
    rows = Visit.objects.filter(
        Q(level=Level.YEAR) | Q(level=None, kind=VisitKind.MAINTENANCE),
        among("elevator_id", elevator_ids), counted_on__isnull=False,
        sheet__lines__has_any_keys=CALIBRATED,
    )  # fmt: skip
    if since is not None:
        rows = rows.filter(counted_on__gte=since)
    found: dict[int, date] = {}
    for key, day, *values in rows.annotate(**said).values_list("elevator_id", "counted_on", *said):
        if day is not None and any(values):
            found[key] = max(day, found.get(key, day))
    return found


def replaced_governors(*, elevator_ids: Collection[int] | None = None) -> dict[int, date]:
    """Return when a governor was put in new: a part was used under its item; None is all."""
    whose = Q() if elevator_ids is None else Q(among("visit__elevator_id", elevator_ids))
    rows = PartUsed.objects.filter(whose, item__in=CALIBRATED, visit__counted_on__isnull=False)
    columns = rows.values_list("visit__elevator_id").annotate(Max("visit__counted_on"))
    return dict(columns)


def _latest(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _lasts(held: Held | None, counted: Mapping[Level, date] | None) -> dict[Level, date]:
    found = held.lasts() if held is not None else {}
    for level, day in (counted or {}).items():
        if level not in found or day > found[level]:
            found[level] = day
    return found


def _began(
    facts: ToMaintain, held: Held | None, by_filing: Answering | None,
    lasts: dict[Level, date], today: date,
) -> date:  # fmt: skip
    """Return when the clock starts for what was never done.

    A new firm inherits what was done; where nothing was, its first day starts the clock. An
    elevator met for the first time starts no earlier than one gap ago: before that was paper.
    """
    first = by_filing.since if by_filing and by_filing.firm_id == facts.firm_id else today
    if held is not None:
        return held.began_on if lasts or held.firm_id == facts.firm_id else first
    met = first if today - first <= timedelta(days=rule.FIRST_MET_DAYS) else today
    return min(met, *lasts.values()) if lasts else met


def _staff(answering: Mapping[int, Answering], today: date) -> set[tuple[int, int]]:
    """Return who of those whom filings name works for a firm at the end of the day."""
    named = {person for one in answering.values() for person in one.technicians}
    evening = datetime.combine(today + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    return holding(person_ids=named, role=RoleKind.TECHNICIAN, at=evening)


def _technician(
    facts: ToMaintain, held: Held | None, by_filing: Answering | None, staff: set[tuple[int, int]]
) -> int | None:
    """Return who looks after an elevator: whom the filing names first and who is still there."""
    if by_filing and by_filing.firm_id == facts.firm_id:
        firm = by_filing.firm_id
        there = (person for person in by_filing.technicians if (firm, person) in staff)
        if (first := next(there, None)) is not None:
            return first
    return held.technician_id if held and held.firm_id == facts.firm_id else None
