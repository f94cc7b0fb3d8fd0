"""What the duties room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeIssued(Event):
    """A firm has told a use unit something in writing."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMoved(Event):
    """A written notice was received, acknowledged, reported cleared, seen or escalated."""

    step_id: int
