"""When each level of maintenance falls due: the gap is judged, never the number of visits a year.

Days are calendar days in Shanghai; a last day is the last on which the visit is still in time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from hoistway.maintenance.rules.calibration import Governor, calibration_due
from hoistway.maintenance.rules.items import LEVELS
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.rules.pauses import DAY, Pause, paused_days
from hoistway.maintenance.rules.policy import MaintenancePolicy
from hoistway.maintenance.rules.seasons import in_season
from hoistway.maintenance.vocabulary import Annex, Level

FIRST_MET_DAYS = 15
"""How far back the clock of an elevator may start that the platform has just met. Chosen: one
gap; what was done before that is on paper."""


@dataclass(frozen=True, slots=True)
class Return:
    """The day on which an elevator came back from maintenance on demand to fixed intervals."""

    on: date
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one elevator: the last visit of each level and what moves its last days.

    `began_on` is when the clock starts for a level that was never done.
    """

    annex: Annex
    began_on: date
    lasts: Mapping[Level, date] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    governor: Governor = field(default_factory=Governor)
    returned: Return | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What follows for one elevator: last visits, last days, and the next visit.

    While the elevator is out of use there is no next visit.
    """

    lasts: Mapping[Level, date]
    dues: Mapping[Level, date]
    calibration_due: date | None
    next_level: Level | None
    next_due_on: date | None
    paused_since: date | None


@lru_cache(maxsize=65_536)
def last_day(last: date, level: Level, policy_gaps: tuple[int, int, int, int]) -> date:
    """Return the last day for the visit that follows one of this level on day `last`.

    `policy_gaps` are days for the lowest level and months for the others.
    Source: 特种设备安全监察条例 art. 31 (at least every 15 days); TSG T5002-2017 level names.

    Example:
        >>> from datetime import date as d
        >>> last_day(d(2026, 1, 31), Level.HALF_MONTH, (15, 3, 6, 12))
        datetime.date(2026, 2, 15)
        >>> last_day(d(2025, 11, 30), Level.QUARTER, (15, 3, 6, 12))
        datetime.date(2026, 2, 28)
    """
    gap = policy_gaps[LEVELS.index(level)]
    if level is Level.HALF_MONTH:
        return last + gap * DAY
    return months_after(day=last, months=gap)


def gaps_of(*, policy: MaintenancePolicy) -> tuple[int, int, int, int]:
    """Return the gaps of the levels from the lowest: days, then three times months."""
    return (
        policy.half_month_days, policy.quarter_months, policy.half_year_months,
        policy.year_months,
    )  # fmt: skip


def is_in_time(*, last: date, done: date, level: Level, policy: MaintenancePolicy) -> bool:
    """Return whether the gap between two visits is one that the rule allows.

    Example:
        >>> from datetime import date as d
        >>> from hoistway.maintenance.rules.policy import policy_on
        >>> rule = policy_on(day=d(2026, 3, 1))
        >>> [is_in_time(last=d(2026, 3, 1), done=d(2026, 3, n), level=Level.HALF_MONTH,
        ...             policy=rule) for n in (16, 17)]
        [True, False]
    """
    return done <= last_day(last, level, gaps_of(policy=policy))


def reset_by(*, lasts: Mapping[Level, date]) -> dict[Level, date]:
    """Return the last days with each higher visit counted for all levels below it.

    Source: TSG T5002-2017: each level contains the items of those before it.
    """
    found: dict[Level, date] = {}
    best: date | None = None
    for level in reversed(LEVELS):
        here = lasts.get(level)
        if here is not None and (best is None or here > best):
            best = here
        if best is not None:
            found[level] = best
    return found


def worked_out(*, standing: Standing, policy: MaintenancePolicy) -> Worked:
    """Return what falls due when, and which visit comes next.

    Days out of use do not count: they move every last day. The seasonal items of annex D bring
    the visit that contains them forward, the governor's calibration the yearly one.
    """
    lasts, gaps = reset_by(lasts=standing.lasts), gaps_of(policy=policy)
    dues: dict[Level, date] = {}
    for level in LEVELS:
        last = lasts.get(level, standing.began_on)
        due = last_day(last, level, gaps)
        if standing.pauses:
            due += paused_days(since=last, pauses=standing.pauses) * DAY
        dues[level] = due
    if standing.annex is Annex.D:
        for level in (Level.QUARTER, Level.HALF_YEAR):
            last = lasts.get(level, standing.began_on)
            dues[level] = in_season(due=dues[level], last=last, level=level, policy=policy)
    if standing.returned is not None:
        dues = _since_return(dues, lasts, standing, policy)
    calibration = calibration_due(annex=standing.annex, governor=standing.governor)
    if calibration is not None:
        dues[Level.YEAR] = min(dues[Level.YEAR], calibration)
    away = next((one.since for one in standing.pauses if one.until is None), None)
    coming = None if away else next_visit(dues=dues, policy=policy)
    return Worked(
        lasts=lasts, dues=dues, calibration_due=calibration, paused_since=away,
        next_level=coming and coming[0], next_due_on=coming and coming[1],
    )  # fmt: skip


def _since_return(
    dues: Mapping[Level, date], lasts: Mapping[Level, date], standing: Standing,
    policy: MaintenancePolicy,
) -> dict[Level, date]:  # fmt: skip
    """Return the last days of an elevator that is back on fixed intervals.

    Nobody is overdue for time on demand: what was not done since starts with one gap from the
    day of return, or, at once, with that very day.
    """
    back = standing.returned
    if back is None:
        return dict(dues)
    gap = 0 if back.at_once else policy.half_month_days
    start = back.on + (gap + paused_days(since=back.on, pauses=standing.pauses)) * DAY
    found = dict(dues)
    for level, due in dues.items():
        if lasts.get(level, date.min) < back.on:
            at_once = back.at_once and level is Level.HALF_MONTH
            found[level] = start if at_once else max(due, start)
    return found


def next_visit(*, dues: Mapping[Level, date], policy: MaintenancePolicy) -> tuple[Level, date]:
    """Return level and last day of the next visit.

    It is the highest level that would fall due before the visit after it could do it: nobody
    comes twice within a fortnight.

    Example:
        >>> from datetime import date as d
        >>> from hoistway.maintenance.rules.policy import policy_on
        >>> dues = {Level.HALF_MONTH: d(2026, 3, 16), Level.QUARTER: d(2026, 3, 20),
        ...         Level.HALF_YEAR: d(2026, 6, 1), Level.YEAR: d(2026, 9, 1)}
        >>> level, day = next_visit(dues=dues, policy=policy_on(day=d(2026, 3, 1)))
        >>> str(level), str(day)
        ('quarter', '2026-03-16')
    """
    first = min(dues.values())
    after = first + policy.half_month_days * DAY
    level = next(one for one in reversed(LEVELS) if dues[one] < after or dues[one] == first)
    return level, first


def overdue_days(*, due: date, today: date) -> int:
    """Return by how many days the last day has passed, 0 until it has."""
    return max(0, (today - due).days)


def warning(*, due: date, today: date, policy: MaintenancePolicy) -> int | None:
    """Return which warning stands: the nearest of `warn_days` that has come, None before all.

    Example:
        >>> from datetime import date as d
        >>> from hoistway.maintenance.rules.policy import policy_on
        >>> rule = policy_on(day=d(2026, 3, 1))
        >>> [warning(due=d(2026, 3, 16), today=d(2026, 3, n), policy=rule) for n in (10, 11, 14)]
        [None, 5, 2]
    """
    left = (due - today).days
    return min((days for days in policy.warn_days if left <= days), default=None)


def coming_visits(
    *, standing: Standing, policy: MaintenancePolicy, first: date, last: date
) -> list[tuple[Level, date]]:
    """Return the visits that fall due from `first` to `last` if each is done on its last day.

    The first of them is what is due now, also where it should have been done before `first`.
    """
    found: list[tuple[Level, date]] = []
    held = dict(standing.lasts)
    while True:
        ahead = Standing(
            annex=standing.annex, began_on=standing.began_on, lasts=held,
            pauses=standing.pauses, governor=standing.governor, returned=standing.returned,
        )  # fmt: skip
        worked = worked_out(standing=ahead, policy=policy)
        if worked.next_due_on is None or worked.next_level is None:
            return found
        done = worked.next_due_on if found else max(worked.next_due_on, first)
        if done > last:
            return found
        if found and done <= found[-1][1]:
            return found
        found.append((worked.next_level, done))
        held[worked.next_level] = done
