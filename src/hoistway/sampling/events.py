"""What sampling announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn(Event):
    """A sample was drawn."""

    draw_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleChecked(Event):
    """A drawn elevator was checked, or what was found there was mended."""

    check_id: int
