"""Background entries of the reform room; they may ask the clock."""

from hoistway.reform.tasks.progress import keep
from hoistway.reform.tasks.statements import state_what_is_over

__all__ = ["keep", "state_what_is_over"]
