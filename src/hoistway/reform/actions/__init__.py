"""The verbs of running the reform."""

from hoistway.reform.actions.efforts import (
    AlreadyWithdrawn,
    NotYetHeld,
    Told,
    keep_effort,
    withdraw_effort,
)
from hoistway.reform.actions.keeping import keep_figures, recount

__all__ = [
    "AlreadyWithdrawn", "NotYetHeld", "Told", "keep_effort", "keep_figures", "recount",
    "withdraw_effort",
]  # fmt: skip
