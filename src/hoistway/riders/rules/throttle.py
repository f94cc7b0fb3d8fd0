"""Suspicion, never refusal: who calls for help is helped first and doubted later."""

from hoistway.riders.vocabulary import Suspicion

MANY_ELEVATORS = 4
"""Different elevators from one network address within the window that raise suspicion.
Chosen: an estate behind one address may have two or three at once in a power cut."""

WINDOW_S = 600
"""Seconds looked back. Chosen: the ten minutes in which reports of one event arrive."""

SUGGESTIONS_EACH = 6
SUGGESTIONS_WINDOW_S = 3_600
"""Corrections of data taken from one network address in an hour. Chosen: a person who walks past
all cars of a building; a call for help knows no such limit."""


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
