"""What the year plans announce."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlansAsked(Event):
    """A firm wants plans proposed for many elevators."""

    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlansAdopted(Event):
    """Versions of plans were adopted by their firm."""

    plan_ids: list[int]
