"""When a remote check counts: enough data, every witness measured, nothing open against it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hoistway.monitoring.rules.policy import MonitoringPolicy
from hoistway.monitoring.vocabulary import IndicatorKind


class Hindrance(StrEnum):
    """Why a remote check does not count; the words stand with the page."""

    NO_WITNESS = "no_witness"
    COVERAGE = "coverage"
    UNTOLD = "untold"
    DEVIATION = "deviation"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFacts:
    """What is known of one elevator over the days of the check.

    `known_days` are the days on which each indicator was told; `open_items` the items of which
    an open deviation speaks, `alarmed_items` those of which a fault code or alarm does.
    """

    coverage: float
    known_days: Mapping[IndicatorKind, int]
    open_items: Collection[str]
    alarmed_items: Collection[str]


def hindrance_of(*, item: str, facts: RemoteFacts, policy: MonitoringPolicy) -> Hindrance | None:
    """Return why a remote check of this item does not count, None where it does.

        Source: maintenance-and-supervision 3.3: coverage ≥ 95 % and no open alarm of that item.

        Example:
            >>> from datetime import date
            >>> import numpy as np
    from numpy.typing import NDArray

    from hoistway.monitoring.rules.policy import policy_on
            >>> facts = RemoteFacts(coverage=0.99, known_days={}, open_items=(), alarmed_items=())
            >>> policy = policy_on(day=date(2026, 1, 1))
        >>> str(hindrance_of(item="A-1-18", facts=facts, policy=policy))
            'no_witness'
    """
    witnesses = policy.witnesses.get(item)
    if not witnesses:
        return Hindrance.NO_WITNESS
    if facts.coverage < policy.remote_coverage:
        return Hindrance.COVERAGE
    if any(facts.known_days.get(kind, 0) < policy.remote_known_days for kind in witnesses):
        return Hindrance.UNTOLD
    if item in facts.open_items:
        return Hindrance.DEVIATION
    return Hindrance.ALARM if item in facts.alarmed_items else None


def coverage_of(*, days: NDArray[np.void], first: int, length: int) -> dict[int, float]:
    """Return the share of the expected minutes in which each elevator was heard.

    A day of which nothing is known counts as expected and not heard; without any expectation
    (suspended throughout) there is no share.
    """
    inside = days[(days["day"] >= first) & (days["day"] < first + length)]
    slots, line = np.unique(inside["slot"], return_inverse=True)
    heard, expected = np.zeros(len(slots)), np.zeros(len(slots))
    known = np.bincount(line, minlength=len(slots))
    np.add.at(heard, line, inside["heard_minutes"])
    np.add.at(expected, line, inside["expected_minutes"])
    expected += (length - known) * _DAY_MINUTES
    return {
        int(slot): min(float(said / of), 1.0)
        for slot, said, of in zip(slots, heard, expected, strict=True)
        if of > 0
    }


_DAY_MINUTES = 24 * 60
