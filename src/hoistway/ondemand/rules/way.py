"""The way of an elevator: which step may be taken in which state, and where it leads."""

from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.vocabulary import ElevatorPilotState, PilotDeed

_STATE, _DEED = ElevatorPilotState, PilotDeed

COURSE: dict[tuple[ElevatorPilotState, PilotDeed], ElevatorPilotState] = {
    (_STATE.PROPOSED, _DEED.CONSENTED): _STATE.CONSENTED,
    (_STATE.PROPOSED, _DEED.REFUSED): _STATE.WITHDRAWN,
    (_STATE.CONSENTED, _DEED.SUBMITTED): _STATE.SUBMITTED,
    (_STATE.RETURNED, _DEED.SUBMITTED): _STATE.SUBMITTED,
    (_STATE.SUBMITTED, _DEED.RETURNED): _STATE.RETURNED,
    (_STATE.SUBMITTED, _DEED.LISTED): _STATE.LISTED,
    (_STATE.CONSENTED, _DEED.REVOKED): _STATE.WITHDRAWN,
    (_STATE.SUBMITTED, _DEED.REVOKED): _STATE.WITHDRAWN,
    (_STATE.RETURNED, _DEED.REVOKED): _STATE.WITHDRAWN,
    (_STATE.LISTED, _DEED.REVOKED): _STATE.LISTED,
    (_STATE.PROVISIONAL, _DEED.REVOKED): _STATE.PROVISIONAL,
    (_STATE.CONSENTED, _DEED.CONSENTED): _STATE.CONSENTED,
    (_STATE.SUBMITTED, _DEED.CONSENTED): _STATE.SUBMITTED,
    (_STATE.RETURNED, _DEED.CONSENTED): _STATE.RETURNED,
    (_STATE.LISTED, _DEED.CONSENTED): _STATE.LISTED,
    (_STATE.PROVISIONAL, _DEED.CONSENTED): _STATE.PROVISIONAL,
    **{(state, _DEED.WITHDRAWN): _STATE.WITHDRAWN for state in _STATE.living()},
}
"""State, deed → state. A consent revoked in the pilot keeps the state: the exit clauses find it
lost the same day. A later consent is given anew where the use unit changed or had revoked."""


class PilotMovedOn(Refusal):
    """Raised when an elevator is in a state in which a step cannot be taken."""

    code = "pilot_moved_on"
    zh = "该电梯现为「{state_zh}」，不能再进行此操作。"
    en = "This elevator is now «{state_en}»; that can no longer be done."


def led_to(*, state: ElevatorPilotState, deed: PilotDeed) -> ElevatorPilotState:
    """Return the state to which a step leads. Raises: PilotMovedOn.

    Example:
        >>> str(led_to(state=ElevatorPilotState.SUBMITTED, deed=PilotDeed.RETURNED))
        'returned'
    """
    found = COURSE.get((state, deed))
    if found is None:
        raise PilotMovedOn(state_zh=state.zh, state_en=state.en)
    return found
