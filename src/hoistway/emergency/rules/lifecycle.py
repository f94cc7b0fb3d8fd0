"""The one table of how a rescue moves."""

from hoistway.emergency.vocabulary import Deed, IncidentState
from hoistway.foundation.refusal import Refusal

_OPEN, _ACCEPTED, _ARRIVED = IncidentState.OPEN, IncidentState.ACCEPTED, IncidentState.ARRIVED
_FREED, _CLOSED, _FALSE = IncidentState.FREED, IncidentState.CLOSED, IncidentState.FALSE_ALARM

MOVES: dict[tuple[IncidentState, Deed], IncidentState] = {
    (_OPEN, Deed.ACCEPTED): _ACCEPTED,
    (_ACCEPTED, Deed.ACCEPTED): _ACCEPTED,
    (_ARRIVED, Deed.ACCEPTED): _ARRIVED,
    (_ACCEPTED, Deed.WITHDRAWN): _OPEN,
    (_ARRIVED, Deed.WITHDRAWN): _OPEN,
    (_ACCEPTED, Deed.ARRIVED): _ARRIVED,
    (_OPEN, Deed.FREED): _FREED,
    (_ACCEPTED, Deed.FREED): _FREED,
    (_ARRIVED, Deed.FREED): _FREED,
    (_FREED, Deed.CLOSED): _CLOSED,
    (_OPEN, Deed.FALSE_ALARM): _FALSE,
    (_ACCEPTED, Deed.FALSE_ALARM): _FALSE,
    (_ARRIVED, Deed.FALSE_ALARM): _FALSE,
}
"""(state, deed) → state. Deeds that are not in the table leave the state as it is."""

MOVING = frozenset(deed for _, deed in MOVES)


class WrongMoment(Refusal):
    """Raised when a deed does not fit the state of the rescue."""

    code = "wrong_moment"
    zh = "当前状态为“{state_zh}”，不能进行“{deed_zh}”。请刷新页面查看最新进展。"
    en = "The rescue is “{state_en}”; “{deed_en}” does not fit. Reload to see its progress."


def state_after(*, state: IncidentState, deed: Deed) -> IncidentState:
    """Return the state after a deed.

    Raises: WrongMoment when the deed moves rescues but not from this state.

    Example:
        >>> state_after(state=IncidentState.OPEN, deed=Deed.ACCEPTED)
        <IncidentState.ACCEPTED: 'accepted'>
        >>> state_after(state=IncidentState.CLOSED, deed=Deed.NOTED)
        <IncidentState.CLOSED: 'closed'>
    """
    if deed not in MOVING:
        return state
    try:
        return MOVES[state, deed]
    except KeyError:
        raise WrongMoment(
            state_zh=state.zh, deed_zh=deed.zh, state_en=state.en, deed_en=deed.en
        ) from None
