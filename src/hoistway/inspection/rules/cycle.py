"""What is due next on an elevator: counted in years from its base, to the end of a month."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from hoistway.inspection.rules.policy import InspectionPolicy, policy_on
from hoistway.inspection.vocabulary import DueStanding, InspectionKind

_FULL = frozenset({InspectionKind.PERIODIC, InspectionKind.RETURN_TO_USE})
"""What looks at the whole elevator, and so is good for a year of either sort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A report as judgement needs it."""

    kind: InspectionKind
    good: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days on which an elevator was out of use; `until` is the first day of use again."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of an elevator: its reports, its pauses, the base that the register names."""

    held: Sequence[Held]
    pauses: Sequence[Pause] = ()
    registered_base: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What comes next and why; `due_on` is None where only use again would need it."""

    kind: InspectionKind
    due_on: date | None
    early_from: date | None
    ask_by: date | None
    base_on: date
    year: int
    edition: str
    why: str


def months_on(*, day: date, months: int) -> date:
    """Return the same day some months on, or the last one of a shorter month.

    Example:
        >>> months_on(day=date(2026, 3, 31), months=-1)
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(*, year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def base_of(*, past: Past) -> date | None:
    """Return from when the years count: the last supervised installation or alteration.

    Where no such report is known, what the register says of the installation.
    Source: TSG T7001-2023.
    """
    bases = [one.on for one in past.held if one.good and one.kind in InspectionKind.bases()]
    return max(bases, default=past.registered_base)


def next_due(*, past: Past, today: date) -> Due | None:
    """Return what is due next; None where no report is known, or nothing to count from.

    The years before the first known report are not judged: nobody can tell what was done.
    Source: TSG T7001-2023, TSG T7008-2023; 特种设备安全法 art. 40.

    Example:
        >>> new = Held(kind=InspectionKind.INSTALLATION, good=True, on=date(2024, 5, 12))
        >>> due = next_due(past=Past(held=[new]), today=date(2024, 6, 1))
        >>> str(due.kind), due.due_on, due.early_from
        ('periodic', datetime.date(2025, 5, 31), datetime.date(2025, 3, 1))
    """
    base = base_of(past=past)
    if base is None or not past.held:
        return None
    again = _before_use_again(past, base, today)
    if again is not None:
        return again
    known_from = min(one.on for one in past.held)
    for year in count(max(1, known_from.year - base.year)):
        slot = _slot(base, year, past.held)
        if slot.due_on is not None and slot.due_on >= known_from and not _met(slot, past.held):
            return slot
    raise AssertionError


def standing(*, due: Due | None, on: date, out_of_use: bool = False) -> DueStanding:
    """Return how an elevator stands on a day; the last day is still in time.

    Example:
        >>> due = Due(kind=InspectionKind.TEST, due_on=date(2026, 5, 31),
        ...     early_from=date(2026, 4, 1), ask_by=date(2026, 4, 30), base_on=date(2024, 5, 1),
        ...     year=2, edition="tsg-2023", why="year")
        >>> [str(standing(due=due, on=date(2026, month, day)))
        ...  for month, day in ((3, 31), (4, 1), (4, 30), (5, 31), (6, 1))]
        ['in_time', 'open_window', 'to_ask', 'to_ask', 'overdue']
    """
    if due is None:
        return DueStanding.UNKNOWN
    if out_of_use or due.due_on is None:
        return DueStanding.PAUSED
    if on > due.due_on:
        return DueStanding.OVERDUE
    if due.ask_by is not None and on >= due.ask_by:
        return DueStanding.TO_ASK
    is_open = due.early_from is not None and on >= due.early_from
    return DueStanding.OPEN_WINDOW if is_open else DueStanding.IN_TIME


def moment_passed(*, due_on: date, today: date, warn_days: Sequence[int]) -> int:
    """Return how many of the moments to warn have passed, the day after the last one included.

    Example:
        >>> [moment_passed(due_on=date(2026, 5, 31), today=day, warn_days=(60, 30, 7))
        ...  for day in (date(2026, 4, 1), date(2026, 4, 2), date(2026, 5, 31), date(2026, 6, 1))]
        [0, 1, 3, 4]
    """
    left = (due_on - today).days
    return sum(left <= days for days in warn_days) + (left < 0)


def _slot(base: date, year: int, held: Sequence[Held]) -> Due:
    """Return what the series asks in a year after its base, met or not."""
    calendar_year = base.year + year
    due_on = month_end(year=calendar_year, month=_month(base, calendar_year, held))
    policy = policy_on(day=due_on)
    return _due(policy.kind_in(year=year), due_on, base, year, policy)


def _due(
    kind: InspectionKind, due_on: date, base: date, year: int, policy: InspectionPolicy,
    why: str = "year",
) -> Due:  # fmt: skip
    early = months_on(day=due_on.replace(day=1), months=-policy.early_months(kind=kind))
    return Due(
        kind=kind, due_on=due_on, early_from=early, base_on=base, year=year,
        ask_by=months_on(day=due_on, months=-policy.ask_months), edition=policy.edition, why=why,
    )  # fmt: skip


def _month(base: date, calendar_year: int, held: Sequence[Held]) -> int:
    """Return the month of a year: that of the base, after use again that of its inspection."""
    again = [
        one.on for one in held
        if one.good and one.kind is InspectionKind.RETURN_TO_USE
        and one.on > base and one.on.year < calendar_year
    ]  # fmt: skip
    return max(again, default=base).month


def _met(slot: Due, held: Sequence[Held]) -> bool:
    return any(one.good and one.on > slot.base_on and _meets(one, slot) for one in held)


def _meets(one: Held, slot: Due) -> bool:
    """Return whether a good report stands for a year's inspection or test."""
    if slot.due_on is None or slot.early_from is None:
        return False
    in_time_on = one.on >= slot.early_from
    if one.kind in _FULL:
        is_back = one.kind is InspectionKind.RETURN_TO_USE and one.on.year >= slot.due_on.year
        return in_time_on or is_back
    if one.kind is InspectionKind.TEST:
        stands_in = policy_on(day=slot.due_on).test_stands_in
        return in_time_on and (slot.kind is InspectionKind.TEST or stands_in)
    is_of_year = one.on.year == slot.due_on.year or (in_time_on and one.on <= slot.due_on)
    is_repair = one.kind is InspectionKind.MAJOR_REPAIR
    return is_repair and slot.kind is InspectionKind.PERIODIC and is_of_year


def _before_use_again(past: Past, base: date, today: date) -> Due | None:
    """Return the inspection that a long time out of use asks for before the elevator runs."""
    for pause in _long(past.pauses, today):
        policy = policy_on(day=pause.until or today)
        since = months_on(day=pause.until, months=-policy.early_months_periodic) if (
            pause.until
        ) else pause.since  # fmt: skip
        looked = any(
            one.good and one.kind in _FULL and one.on >= since and one.on > pause.since
            for one in past.held
        )
        if looked:
            continue
        year = (pause.until or today).year - base.year
        kind = InspectionKind.RETURN_TO_USE
        if pause.until is not None:
            return _due(kind, pause.until, base, year, policy, why="pause")
        return Due(
            kind=kind, due_on=None, early_from=None, ask_by=None, base_on=base, year=year,
            edition=policy.edition, why="pause",
        )  # fmt: skip
    return None


def _long(pauses: Sequence[Pause], today: date) -> Iterator[Pause]:
    """Give the pauses of more than the months that the rule names, the latest first."""
    for pause in sorted(pauses, key=lambda one: one.since, reverse=True):
        end = pause.until or today
        months = policy_on(day=end).pause_months
        if end > months_on(day=pause.since, months=months):
            yield pause


def days_after(*, day: date, days: int) -> date:
    """Return the day that lies some days after another."""
    return day + timedelta(days=days)
