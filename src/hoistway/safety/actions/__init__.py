"""The verbs of use units' own safety duties."""

from hoistway.safety.actions.forgetting import forget_rounds
from hoistway.safety.actions.keeping import (
    RoundClosed,
    RoundKeptAlready,
    RoundLacking,
    Said,
    keep_round,
)
from hoistway.safety.actions.posts import (
    DatesTurned,
    Holder,
    PostVacant,
    appoint_holder,
    release_holder,
)
from hoistway.safety.actions.urging import urge_rounds

__all__ = [
    "DatesTurned", "Holder", "PostVacant", "RoundClosed", "RoundKeptAlready", "RoundLacking",
    "Said", "appoint_holder", "forget_rounds", "keep_round", "release_holder", "urge_rounds",
]  # fmt: skip
