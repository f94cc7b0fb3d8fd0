"""Background entries of supervision; each topic has a file of its own."""

from hoistway.supervision.tasks.checks import tell_check
from hoistway.supervision.tasks.frequency import weigh_firms
from hoistway.supervision.tasks.orders import sweep_orders, tell_order
from hoistway.supervision.tasks.oversight import look_at_visits, tell_inquiry, turn_oversight_day

__all__ = [
    "look_at_visits", "sweep_orders", "tell_check", "tell_inquiry", "tell_order",
    "turn_oversight_day", "weigh_firms",
]  # fmt: skip
