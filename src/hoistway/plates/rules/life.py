"""The one table of how a plate moves."""

from hoistway.foundation.refusal import Refusal
from hoistway.plates.vocabulary import PlateDeed, PlateState

_S, _D = PlateState, PlateDeed

MOVES: dict[tuple[PlateState, PlateDeed], PlateState] = {
    (_S.ISSUED, _D.PRINT): _S.PRINTED,
    (_S.PRINTED, _D.PRINT): _S.PRINTED,
    (_S.ISSUED, _D.POST): _S.POSTED,
    (_S.PRINTED, _D.POST): _S.POSTED,
    (_S.POSTED, _D.POST): _S.POSTED,
    (_S.DAMAGED, _D.POST): _S.POSTED,
    (_S.LOST, _D.POST): _S.POSTED,
    **{
        (state, _D.REPORT_DAMAGED): _S.DAMAGED for state in (_S.ISSUED, _S.PRINTED, _S.POSTED)
    },
    **{
        (state, _D.REPORT_LOST): _S.LOST
        for state in (_S.ISSUED, _S.PRINTED, _S.POSTED, _S.DAMAGED)
    },
    (_S.POSTED, _D.REJECT): _S.PRINTED,
    **{(state, _D.REPLACE): _S.REPLACED for state in _S.living()},
    **{(state, _D.VOID): _S.VOID for state in (*_S.living(), _S.REPLACED)},
}  # fmt: skip
"""(state, deed) → state. A void plate stays void; one that is being replaced can only become so.
A plate that was issued and never marked as printed may be posted: who posts it has it in hand.
Posting a posted plate again is a new proof that it still hangs there. A posting that a person
found untrue never happened: the plate is in stock again."""


class PlateMovedOn(Refusal):
    """Raised when a deed does not fit the state of a plate."""

    code = "plate_moved_on"
    zh = "该电梯码当前为“{state_zh}”，不能“{deed_zh}”。"
    en = "The plate's state is “{state_en}”; “{deed_en}” does not fit."


def state_after(*, state: PlateState, deed: PlateDeed) -> PlateState:
    """Return the state of a plate after a deed.

    Raises: PlateMovedOn.

    Example:
        >>> state_after(state=PlateState.PRINTED, deed=PlateDeed.POST)
        <PlateState.POSTED: 'posted'>
    """
    try:
        return MOVES[state, deed]
    except KeyError:
        raise PlateMovedOn(
            state_zh=state.zh, state_en=state.en, deed_zh=deed.zh, deed_en=deed.en
        ) from None


def states_before(*, deed: PlateDeed) -> dict[PlateState, PlateState]:
    """Return from which states a deed moves a plate, and whither."""
    return {state: after for (state, one), after in MOVES.items() if one is deed}
