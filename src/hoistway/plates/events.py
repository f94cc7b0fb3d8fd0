"""What the plates room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatePosted(Event):
    """A plate was put up on its elevator."""

    plate_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateReported(Event):
    """A plate was reported as damaged or lost."""

    plate_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateSuspected(Event):
    """Something about a posting or a scan is doubted."""

    suspicion_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAsked(Event):
    """A batch of plates is to be drawn, or to be gone on with."""

    batch_id: int
