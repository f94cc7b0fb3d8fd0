"""The verbs of the filings room."""

from hoistway.filings.actions.binding import (
    CannotBind,
    PhoneDeed,
    ReasonNeeded,
    UnboundMeanwhile,
    agree_to_binding,
    bind,
    end_former_bindings,
    set_self_binding,
    unbind,
)

__all__ = [
    "CannotBind", "PhoneDeed", "ReasonNeeded", "UnboundMeanwhile", "agree_to_binding", "bind",
    "end_former_bindings", "set_self_binding", "unbind",
]  # fmt: skip
