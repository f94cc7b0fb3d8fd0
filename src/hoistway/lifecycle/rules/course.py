"""The one table of how a request of a use unit moves."""

from hoistway.foundation.refusal import Refusal
from hoistway.lifecycle.vocabulary import RequestDeed, UseRequestState

_FILED, _CONFIRMED = UseRequestState.FILED, UseRequestState.CONFIRMED

MOVES: dict[tuple[UseRequestState, RequestDeed], UseRequestState] = {
    (_FILED, RequestDeed.CONFIRM): _CONFIRMED,
    (_FILED, RequestDeed.RETURN): UseRequestState.RETURNED,
    (_FILED, RequestDeed.WITHDRAW): UseRequestState.WITHDRAWN,
    (_CONFIRMED, RequestDeed.WITHDRAW): UseRequestState.WITHDRAWN,
    (_CONFIRMED, RequestDeed.RETURN): UseRequestState.RETURNED,
    (_CONFIRMED, RequestDeed.ENTER): UseRequestState.IN_FORCE,
}
"""(state, deed) → state. What is in force is undone only by another request."""


class RequestMovedOn(Refusal):
    """Raised when a deed does not fit the state of a request."""

    code = "request_moved_on"
    zh = "该申请当前为“{state_zh}”，不能“{deed_zh}”。请刷新页面查看最新状态。"
    en = "The request is “{state_en}”; “{deed_en}” does not fit. Reload to see how it stands."


def state_after(*, state: UseRequestState, deed: RequestDeed) -> UseRequestState:
    """Return the state of a request after a deed.

    Raises: RequestMovedOn.

    Example:
        >>> state_after(state=UseRequestState.FILED, deed=RequestDeed.CONFIRM)
        <UseRequestState.CONFIRMED: 'confirmed'>
    """
    try:
        return MOVES[state, deed]
    except KeyError:
        raise RequestMovedOn(
            state_zh=state.zh, state_en=state.en, deed_zh=deed.zh, deed_en=deed.en
        ) from None
