"""Questions about requests of use units and about an elevator's life."""

from hoistway.lifecycle.queries.life import milestones
from hoistway.lifecycle.queries.requests import (
    RequestSearch,
    due_requests,
    found_requests,
    in_force,
    open_request,
    out_of_use_since,
    request_seen,
    requests,
    suspended_since,
    waiting_count,
)
from hoistway.lifecycle.rules.filing import CHANGEABLE, Wish
from hoistway.lifecycle.rules.milestones import Milestone
from hoistway.lifecycle.rules.use_states import inspection_comes_first, kinds_from
from hoistway.lifecycle.rules.wording import source_words, value_words

__all__ = [
    "CHANGEABLE", "Milestone", "RequestSearch", "Wish", "due_requests", "found_requests",
    "in_force", "inspection_comes_first", "kinds_from", "milestones", "open_request",
    "out_of_use_since", "request_seen", "requests", "source_words", "suspended_since",
    "value_words", "waiting_count",
]  # fmt: skip
