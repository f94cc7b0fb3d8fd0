"""Suspicion, never refusal, for help; a moderate number of everything else."""

from dataclasses import dataclass
from datetime import timedelta

from hoistway.riders.rules.policy import ReportPolicy
from hoistway.riders.vocabulary import ReportKind, Suspicion

MANY_ELEVATORS = 4
"""Different elevators from one network address within the window that raise suspicion.
Chosen: an estate behind one address may have two or three at once in a power cut."""

WINDOW_S = 600
"""Seconds looked back. Chosen: the ten minutes in which reports of one event arrive."""


def suspicion_of(*, genuine_code: bool, elevators_lately: int) -> Suspicion:
    """Return what the desk should know about a request.

    Example:
        >>> suspicion_of(genuine_code=True, elevators_lately=1)
        <Suspicion.NONE: 'none'>
    """
    if not genuine_code:
        return Suspicion.UNVERIFIED_CODE
    if elevators_lately >= MANY_ELEVATORS:
        return Suspicion.MANY_PLACES
    return Suspicion.NONE


REPORTS_WINDOW = timedelta(hours=1)
"""How far back reports are counted. Chosen: who was refused may come again on the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """How many reports came within the window from one device, one address, for one code."""

    device: int
    origin: int
    code: int


def is_too_many(*, kind: ReportKind, lately: Lately, policy: ReportPolicy) -> bool:
    """Return whether one more report would be too many; calls for help know no such limit.

    Example:
        >>> from datetime import date
        >>> from hoistway.riders.rules.policy import policy_on
        >>> [is_too_many(kind=ReportKind.FAULT, lately=Lately(device=n, origin=n, code=n),
        ...     policy=policy_on(day=date(2026, 11, 22))) for n in (5, 6)]
        [False, True]
    """
    if kind is ReportKind.CORRECTION and lately.origin >= policy.corrections:
        return True
    return (
        lately.device >= policy.per_device
        or lately.origin >= policy.per_origin
        or lately.code >= policy.per_code
    )
