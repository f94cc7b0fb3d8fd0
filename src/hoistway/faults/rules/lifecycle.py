"""Which deed moves a fault from which state to which."""

from hoistway.faults.vocabulary import FaultCause, FaultDeed, FaultState
from hoistway.foundation.refusal import Refusal

_OPEN, _UNDER, _MENDED = FaultState.OPEN, FaultState.UNDER_REPAIR, FaultState.MENDED
_CLOSED, _FALSE = FaultState.CLOSED, FaultState.FALSE

COURSE: dict[tuple[FaultState, FaultDeed], FaultState] = {
    (_OPEN, FaultDeed.ORDER): _UNDER,
    (_OPEN, FaultDeed.MEND): _MENDED,
    (_OPEN, FaultDeed.DISMISS): _FALSE,
    (_UNDER, FaultDeed.MEND): _MENDED,
    (_UNDER, FaultDeed.REOPEN): _OPEN,
    (_MENDED, FaultDeed.REOPEN): _OPEN,
    (_MENDED, FaultDeed.JUDGE): _CLOSED,
    (_CLOSED, FaultDeed.APPEAL): _CLOSED,
    (_CLOSED, FaultDeed.UPHOLD): _CLOSED,
    (_CLOSED, FaultDeed.REVISE): _CLOSED,
    (_FALSE, FaultDeed.APPEAL): _FALSE,
    (_FALSE, FaultDeed.UPHOLD): _FALSE,
    (_FALSE, FaultDeed.REVISE): _CLOSED,
}
_NAMING = frozenset({FaultDeed.JUDGE, FaultDeed.REVISE})


class FaultMovedOn(Refusal):
    """Raised when a fault is no longer where a deed makes sense."""

    code = "fault_moved_on"
    zh = "该故障现为「{state_zh}」，不能再进行此操作。请刷新页面。"
    en = "This fault is now «{state_en}»; that can no longer be done. Load the page again."


def state_after(
    *, state: FaultState, deed: FaultDeed, cause: FaultCause | None = None
) -> FaultState:
    """Return the state to which a deed leads; a cause «false» makes the fault a false one.

    Raises: FaultMovedOn.

    Example:
        >>> str(state_after(state=FaultState.MENDED, deed=FaultDeed.JUDGE, cause=FaultCause.USE))
        'closed'
    """
    if deed is FaultDeed.NOTE:
        return state
    after = COURSE.get((state, deed))
    if after is None:
        raise FaultMovedOn(state_zh=state.zh, state_en=state.en)
    return _FALSE if deed in _NAMING and cause is FaultCause.FALSE else after
