"""Whether an elevator is covered on a day, and when its cover runs out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.insurance.vocabulary import CoverStanding, PolicyPhase, PolicyState

LAPSED_MOMENT = -1
"""The moment after the last day; those before it are the days that are left."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` up to the day before `after`."""

    first: date
    after: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How an elevator stands on a day; `last` is the last day of its cover, None without one."""

    standing: CoverStanding
    last: date | None = None


def runs(*, spans: Iterable[Span]) -> list[Span]:
    """Return stretches without a gap, by their days; one policy may follow or overlap another.

    Example:
        >>> year = [Span(date(y, 3, 1), date(y + 1, 3, 1)) for y in (2027, 2026)]
        >>> runs(spans=year) == [Span(date(2026, 3, 1), date(2028, 3, 1))]
        True
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if span.first >= span.after:
            continue
        if merged and span.first <= merged[-1].after:
            last = merged.pop()
            merged.append(Span(last.first, max(last.after, span.after)))
        else:
            merged.append(span)
    return merged


def standing(*, spans: Iterable[Span], day: date, warn_days: Collection[int]) -> Standing:
    """Return how an elevator with these covers stands on a day.

    What begins only later covers nothing yet. Source: 286号 附件2 二（二）3.
    """
    begun = [run for run in runs(spans=spans) if run.first <= day]
    if not begun:
        return Standing(CoverStanding.NEVER)
    last = begun[-1].after - _DAY
    if last < day:
        return Standing(CoverStanding.LAPSED, last)
    ends_soon = (last - day).days <= max(warn_days)
    return Standing(CoverStanding.ENDING if ends_soon else CoverStanding.COVERED, last)


def moment(*, last: date, day: date, warn_days: Collection[int]) -> int | None:
    """Return which moment to tell has come: the fewest days that are left, −1 after the last day.

    Example:
        >>> days = [date(2026, 11, d) for d in (1, 24, 29, 30)] + [date(2026, 12, 1)]
        >>> [moment(last=date(2026, 11, 30), day=d, warn_days=(30, 7, 1)) for d in days]
        [30, 7, 1, 1, -1]
    """
    left = (last - day).days
    if left < 0:
        return LAPSED_MOMENT
    return min((days for days in warn_days if left <= days), default=None)


def phase(
    *, state: PolicyState, first: date, last: date, day: date, warn_days: Collection[int]
) -> PolicyPhase:  # fmt: skip
    """Return where a policy stands on a day.

    Example:
        >>> str(phase(state=PolicyState.IN_FORCE, first=date(2026, 1, 1), last=date(2026, 12, 31),
        ...           day=date(2027, 1, 1), warn_days=(30,)))
        'ended'
    """
    if state is PolicyState.CANCELLED:
        return PolicyPhase.CANCELLED
    if day < first:
        return PolicyPhase.COMING
    if day > last:
        return PolicyPhase.ENDED
    return PolicyPhase.ENDING if (last - day).days <= max(warn_days) else PolicyPhase.RUNNING
