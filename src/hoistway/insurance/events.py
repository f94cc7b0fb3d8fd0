"""What the insurance room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEntered(Event):
    """A policy was entered or renewed."""

    policy_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverEnded(Event):
    """An elevator lost its cover before the policy's day, or the policy was cancelled."""

    cover_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHandedIn(Event):
    """An insurer handed in a table of policies."""

    table_id: int
