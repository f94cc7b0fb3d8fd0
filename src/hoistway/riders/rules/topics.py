"""What a report may be about, and what fault it is in the words of the faults room."""

from hoistway.faults.vocabulary import FaultKind
from hoistway.foundation.refusal import Refusal
from hoistway.riders.vocabulary import ReportKind, Topic

_IN_A_CAR = (
    Topic.NOT_RUNNING, Topic.DOOR, Topic.SHAKING, Topic.UNEVEN, Topic.BUTTON, Topic.LIGHT,
    Topic.ALARM_DEAD, Topic.WATER, Topic.OTHER_FAULT,
)  # fmt: skip
_ON_STEPS = (
    Topic.NOT_RUNNING, Topic.HANDRAIL, Topic.STEP, Topic.SHAKING, Topic.WATER, Topic.OTHER_FAULT,
)  # fmt: skip
_COMPLAINTS = (
    Topic.OFTEN_BROKEN, Topic.POOR_MAINTENANCE, Topic.SLOW_RESCUE, Topic.NO_ANSWER,
    Topic.NOT_INSPECTED, Topic.OTHER_MATTER,
)  # fmt: skip

FAULT_KINDS: dict[Topic, FaultKind] = {
    Topic.DOOR: FaultKind.DOOR_CLOSING,
    Topic.NOT_RUNNING: FaultKind.NOT_RUNNING,
    Topic.SHAKING: FaultKind.SHAKING,
    Topic.UNEVEN: FaultKind.UNEVEN,
    Topic.BUTTON: FaultKind.BUTTON,
    Topic.LIGHT: FaultKind.LIGHT,
    Topic.ALARM_DEAD: FaultKind.ALARM_DEAD,
    Topic.WATER: FaultKind.WATER,
    Topic.HANDRAIL: FaultKind.HANDRAIL,
    Topic.STEP: FaultKind.STEP,
    Topic.OTHER_FAULT: FaultKind.OTHER,
}


NEEDS_WORDS = frozenset({Topic.IDEA, Topic.OTHER_FAULT, Topic.OTHER_MATTER})
"""Topics that say nothing by themselves."""


class WrongTopic(Refusal):
    """Raised when a topic does not belong to the kind of report or to this machine."""

    code = "wrong_topic"
    zh = "请从列表中选择反映的内容。"
    en = "Please choose from the list what it is about."
    status = 422


def topics_of(*, kind: ReportKind, has_car: bool) -> tuple[Topic, ...]:
    """Return what a report of a kind may be about, the most usual first.

    Example:
        >>> Topic.HANDRAIL in topics_of(kind=ReportKind.FAULT, has_car=True)
        False
    """
    if kind is ReportKind.FAULT:
        return _IN_A_CAR if has_car else _ON_STEPS
    if kind is ReportKind.COMPLAINT:
        return _COMPLAINTS
    return (Topic.IDEA,) if kind is ReportKind.SUGGESTION else (Topic.WRONG_DATA,)


def require_topic(*, kind: ReportKind, topic: Topic, has_car: bool) -> None:
    """Refuse a topic that does not fit. Raises: WrongTopic."""
    if topic not in topics_of(kind=kind, has_car=has_car):
        raise WrongTopic
