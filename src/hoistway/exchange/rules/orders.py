"""Where a rescue stands, in the eight states by which the city's systems number an order."""

from hoistway.emergency.vocabulary import Deed, IncidentState
from hoistway.exchange.vocabulary import OrderState

_STATES = {
    IncidentState.OPEN: OrderState.OPENED,
    IncidentState.ACCEPTED: OrderState.ACCEPTED,
    IncidentState.ARRIVED: OrderState.ARRIVED,
    IncidentState.FREED: OrderState.FINISHED,
    IncidentState.CLOSED: OrderState.CONFIRMED,
    IncidentState.FALSE_ALARM: OrderState.FALSE_ALARM,
}
_STEPS = {
    Deed.REPORTED: OrderState.REPORTED, Deed.OPENED: OrderState.OPENED,
    Deed.ACCEPTED: OrderState.ACCEPTED, Deed.ARRIVED: OrderState.ARRIVED,
    Deed.FREED: OrderState.FINISHED, Deed.CLOSED: OrderState.CONFIRMED,
    Deed.FALSE_ALARM: OrderState.FALSE_ALARM,
}  # fmt: skip


def order_state(*, state: IncidentState, injured: int | None) -> OrderState:
    """Return the state of an order: once it is over and somebody was hurt, it is an accident.

    Source: 上海市智慧电梯平台接口 currentStatus (1–8).

    Example:
        >>> order_state(state=IncidentState.CLOSED, injured=0).value
        '6'
        >>> order_state(state=IncidentState.CLOSED, injured=1).value
        '8'
    """
    if injured and state in (IncidentState.FREED, IncidentState.CLOSED):
        return OrderState.ACCIDENT
    return _STATES[state]


def step_state(*, deed: Deed) -> OrderState | None:
    """Return the state that a step brought; None where it brought none."""
    return _STEPS.get(deed)
