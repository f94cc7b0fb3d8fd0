"""Who answers for an elevator on which days: stretches that never overlap, and how they change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from hoistway.filings.vocabulary import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A firm answers for an elevator from `since` until the day before `until`, or for good."""

    since: date
    until: date | None
    firm_id: int
    filing_id: int

    def covers(self, day: date) -> bool:
        """Return whether this day is one of the stretch."""
        return self.since <= day and (self.until is None or day < self.until)


Days = tuple[Held, ...]
"""Stretches of one elevator in order; no day is in two of them."""


def overlap(
    *, since: date, until: date | None, other_since: date, other_until: date | None
) -> bool:
    """Return whether two half-open stretches of days share a day; None is «for good».

    Example:
        >>> from datetime import date as d
        >>> overlap(since=d(2026, 1, 1), until=d(2026, 3, 15),
        ...         other_since=d(2026, 3, 15), other_until=None)
        False
    """
    return (until is None or other_since < until) and (other_until is None or since < other_until)


def in_order(*, days: Iterable[Held]) -> Days:
    """Return stretches by their first day."""
    return tuple(sorted(days, key=lambda one: one.since))


def held_on(*, days: Days, day: date) -> Held | None:
    """Return the stretch in which a day lies."""
    return next((one for one in days if one.covers(day)), None)


def standing_on(*, days: Days, day: date) -> Basis | None:
    """Return what filings say of a day: filed, nobody, or nothing at all before the first one.

    What was filed once and then ended is «nobody», not a matter of older registers.
    """
    if held_on(days=days, day=day) is not None:
        return Basis.FILED
    return Basis.NOBODY if any(one.since <= day for one in days) else None


def others_in(*, days: Days, firm_id: int, since: date, until: date | None) -> Days:
    """Return the stretches of other firms that share a day with these."""
    return tuple(
        one for one in days
        if one.firm_id != firm_id
        and overlap(since=since, until=until, other_since=one.since, other_until=one.until)
    )  # fmt: skip


def claimed(*, days: Days, firm_id: int, filing_id: int, since: date, until: date | None) -> Days:
    """Return the days after a firm's filing was accepted for its whole period.

    Whoever held some of these days keeps those before them. What their stretch said of later
    days does not come back by itself, nor does the rest of the firm's own contract that the
    filing renews or changes: who wants those days files them.
    """
    kept: list[Held] = []
    for one in days:
        if not overlap(since=since, until=until, other_since=one.since, other_until=one.until):
            kept.append(one)
        elif one.since < since:
            kept.append(replace(one, until=since))
    fresh = Held(since=since, until=until, firm_id=firm_id, filing_id=filing_id)
    return in_order(days=(*kept, fresh))


def ended(*, days: Days, firm_id: int, on: date) -> Days:
    """Return the days after a firm has ended: from that day on it answers for none of them."""
    kept = []
    for one in days:
        if one.firm_id != firm_id or (one.until is not None and one.until <= on):
            kept.append(one)
        elif one.since < on:
            kept.append(replace(one, until=on))
    return tuple(kept)


def filled(*, days: Days, by: Days) -> Days:
    """Return the days with those of others put where nobody stands (two rows are one elevator)."""
    found = list(days)
    for one in by:
        for since, until in _gaps(days, one.since, one.until):
            found.append(replace(one, since=since, until=until))
    return in_order(days=found)


def _gaps(
    days: Days, since: date, until: date | None
) -> Iterable[tuple[date, date | None]]:  # fmt: skip
    """Yield the parts of a stretch in which no stretch of `days` lies."""
    at = since
    for one in days:
        if not overlap(since=at, until=until, other_since=one.since, other_until=one.until):
            continue
        if at < one.since:
            yield at, one.since
        if one.until is None:
            return
        at = one.until
    if until is None or at < until:
        yield at, until


def without_filings(*, days: Days, filing_ids: Iterable[int]) -> Days:
    """Return the days without those that rest on these filings."""
    gone = set(filing_ids)
    return tuple(one for one in days if one.filing_id not in gone)


def is_sound(*, days: Sequence[Held]) -> bool:
    """Return whether every stretch has a day and no day lies in two of them."""
    ordered = in_order(days=days)
    return all(one.until is None or one.since < one.until for one in ordered) and all(
        one.until is not None and one.until <= after.since for one, after in pairwise(ordered)
    )
