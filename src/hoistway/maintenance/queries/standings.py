"""All that decides when elevators fall due, gathered for many at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, TextField
from django.db.models.functions import Cast

from hoistway.filings.queries.answering import Answering, answering_on
from hoistway.maintenance.models import PartUsed, Pause, Schedule, Visit
from hoistway.maintenance.rules import schedule as rule
from hoistway.maintenance.rules.calibration import Governor, calibration_item
from hoistway.maintenance.rules.items import LEVELS, annex_of
from hoistway.maintenance.vocabulary import Annex, Level, VisitKind
from hoistway.registry.queries.upkeep import ToMaintain, to_maintain
from hoistway.registry.vocabulary import UseState

NET_DAYS = 45
"""How far back the nightly work looks for visits that no event told of. Chosen: a phone that was
offline for a month; each signed visit is counted at once by its own event."""

CALIBRATED = {
    str(item.code)
    for item in (calibration_item(annex=annex) for annex in Annex)
    if item is not None
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One elevator with what its schedule said before and what it is worked out from."""

    facts: ToMaintain
    held: Schedule | None
    standing: rule.Standing
    technician_id: int | None

    @property
    def firm_id(self) -> int | None:
        """The firm that answers today; nobody's where the row is no elevator of its own."""
        return None if self.facts.merged else self.facts.firm_id


def standings(*, elevator_ids: Collection[int], today: date, all_visits: bool) -> list[Known]:
    """Return what these elevators' schedules follow from, by key; a constant number of queries.

    With `all_visits` every counted visit is looked at, else those of the last days only: what
    the schedules hold already comes from the earlier ones.
    """
    since = None if all_visits else today - timedelta(days=NET_DAYS)
    held = {row.pk: row for row in Schedule.objects.filter(pk__in=elevator_ids)}
    counted = _counted(elevator_ids, since)
    calibrated, replaced = _calibrated(elevator_ids, since), _replaced(elevator_ids)
    pauses = pauses_of(elevator_ids=elevator_ids)
    answering = answering_on(elevator_ids=elevator_ids, day=today)
    found = []
    for facts in to_maintain(elevator_ids=elevator_ids):
        key = facts.elevator_id
        before, by_filing = held.get(key), answering.get(key)
        lasts = _lasts(before, counted.get(key, {}))
        governor = Governor(
            made_on=replaced.get(key) or facts.made_on,
            calibrated_on=_latest(before.calibrated_on if before else None, calibrated.get(key)),
        )
        standing = rule.Standing(
            annex=annex_of(kind=facts.kind), governor=governor, lasts=lasts,
            began_on=_began(facts, before, by_filing, lasts, today), pauses=pauses.get(key, ()),
        )  # fmt: skip
        found.append(
            Known(
                facts=facts, held=before, standing=standing,
                technician_id=_technician(facts, before, by_filing),
            )
        )  # fmt: skip
    return found


def pauses_of(*, elevator_ids: Collection[int]) -> dict[int, tuple[rule.Pause, ...]]:
    """Return the days without use of each elevator, in order; one query."""
    found: dict[int, list[rule.Pause]] = defaultdict(list)
    rows = Pause.objects.filter(elevator_id__in=elevator_ids).order_by("since", "pk")
    for key, since, until in rows.values_list("elevator_id", "since", "until"):
        found[key].append(rule.Pause(since, until))
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
        own = rows.filter(**{f"{column}__in": elevator_ids}).values_list(column, "level")
        for key, level, day in own.annotate(Max("counted_on")):
            found[key][level] = max(day, found[key].get(level, day))
    return found


def _calibrated(elevator_ids: Collection[int], since: date | None) -> dict[int, date]:
    """Return when the governor was calibrated last: the item of a counted visit has a value."""
    rows = Visit.objects.filter(
        elevator_id__in=elevator_ids, level=Level.YEAR, counted_on__isnull=False
    )
    if since is not None:
        rows = rows.filter(counted_on__gte=since)
    found: dict[int, date] = {}
    for code in CALIBRATED:
        said = {f"sheet__lines__{code}__has_key": "value"}
        measured = rows.filter(**said).annotate(
            said=Cast(f"sheet__lines__{code}__value", TextField())
        )
        for key, day, value in measured.values_list("elevator_id", "counted_on", "said"):
            if day is not None and value not in {None, "null", '""'}:
                found[key] = max(day, found.get(key, day))
    return found


def _replaced(elevator_ids: Collection[int]) -> dict[int, date]:
    """Return when a governor was put in new: a part was used under its item."""
    rows = PartUsed.objects.filter(
        visit__elevator_id__in=elevator_ids, item__in=CALIBRATED, visit__counted_on__isnull=False
    )
    columns = rows.values_list("visit__elevator_id").annotate(Max("visit__counted_on"))
    return dict(columns)


def _latest(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _lasts(held: Schedule | None, counted: dict[Level, date]) -> dict[Level, date]:
    found = dict(counted)
    for level in LEVELS:
        day = _latest(found.get(level), getattr(held, f"{level}_on", None))
        if day is not None:
            found[level] = day
    return found


def _began(
    facts: ToMaintain, held: Schedule | None, by_filing: Answering | None,
    lasts: dict[Level, date], today: date,
) -> date:  # fmt: skip
    """Return when the clock starts for what was never done.

    A new firm inherits what was done; where nothing was, its first day starts the clock. An
    elevator met for the first time starts no earlier than one gap ago: before that was paper.
    """
    first = by_filing.since if by_filing and by_filing.firm_id == facts.firm_id else today
    if held is not None:
        return held.began_on if lasts or held.firm_id == facts.firm_id else first
    if lasts:
        return min(first, *lasts.values())
    return first if today - first <= timedelta(days=rule.FIRST_MET_DAYS) else today


def _technician(
    facts: ToMaintain, held: Schedule | None, by_filing: Answering | None
) -> int | None:  # fmt: skip
    """Return who looks after an elevator: whom the filing names first, else as before."""
    if by_filing and by_filing.firm_id == facts.firm_id and by_filing.technicians:
        return by_filing.technicians[0]
    return held.technician_id if held and held.firm_id == facts.firm_id else None
