"""What the credit room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMoved(Event):
    """A round was previewed, published or dropped."""

    round_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMoved(Event):
    """A firm objected, or its objection was decided."""

    objection_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAsked(Event):
    """A round is to be frozen and computed in the background."""

    round_id: int
