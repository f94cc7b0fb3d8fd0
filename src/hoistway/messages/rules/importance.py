"""How important a message is, by why it is sent."""

from hoistway.messages.vocabulary import Importance, Purpose

IMPORTANCE: dict[Purpose, Importance] = {
    Purpose.RESCUE_CALL: Importance.RESCUE,
    Purpose.RESCUE_NOTICE: Importance.RESCUE,
    Purpose.FIRE_SERVICE: Importance.RESCUE,
    Purpose.CONFIRM_CODE: Importance.ASKED,
    Purpose.HAZARD: Importance.URGENT,
    Purpose.NOTICE: Importance.URGENT,
    Purpose.PILOT_EXIT: Importance.URGENT,
    Purpose.ORDER: Importance.URGENT,
}
"""A purpose that is not named here is ordinary; a new urgent one gets a line."""


def importance_of(*, purpose: Purpose) -> Importance:
    """Return how important messages of a purpose are.

    Example:
        >>> [str(importance_of(purpose=one)) for one in (Purpose.RESCUE_CALL, Purpose.DUTY)]
        ['rescue', 'ordinary']
    """
    return IMPORTANCE.get(purpose, Importance.ORDINARY)
