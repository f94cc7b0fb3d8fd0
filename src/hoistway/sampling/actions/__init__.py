"""The verbs of sampling."""

from hoistway.sampling.actions.checking import (
    AlreadyChecked,
    AnswersMissing,
    CrewTooSmall,
    NotMended,
    Seen,
    confirm_mended,
    record_check,
    say_mended,
)
from hoistway.sampling.actions.drawing import (
    FrameEmpty,
    FrameWaits,
    Frozen,
    InspectorsMissing,
    SeedStands,
    SeedUnsound,
    draw_sample,
    freeze_frame,
)
from hoistway.sampling.actions.telling import tell_checked

__all__ = [
    "AlreadyChecked", "AnswersMissing", "CrewTooSmall", "FrameEmpty", "FrameWaits", "Frozen",
    "InspectorsMissing", "NotMended", "SeedStands", "SeedUnsound", "Seen", "confirm_mended",
    "draw_sample", "freeze_frame", "record_check", "say_mended", "tell_checked",
]  # fmt: skip
