"""What the lifecycle room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRequestFiled(Event):
    """A use unit asks for a suspension, resumption, scrapping or change."""

    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRequestSettled(Event):
    """A district has confirmed or returned a request, or it has come into force."""

    request_id: int
