"""Kinds that compare rows with each other: their clauses and reasons; who raises them."""

from dataclasses import dataclass

from hoistway.quality.vocabulary import FindingKind


@dataclass(frozen=True, slots=True)
class Grouped:
    """A kind that no look at a single elevator finds."""

    clause: str
    why: tuple[str, str]
    raised_by: str


GROUPED: dict[FindingKind, Grouped] = {
    FindingKind.ONE_ELEVATOR_TWICE: Grouped(
        "286号 二（一）",
        ("两条登记的编号、出厂编号和地点指向同一台电梯。",
         "Numbers, serial and place of two entries lead to one elevator."),
        "actions/matching.py",
    ),
    FindingKind.RECORD_NOT_PLACED: Grouped(
        "286号 二（一）",
        ("该记录没有可确定对应的电梯。", "No elevator is certain to be the one of this record."),
        "actions/matching.py",
    ),
}  # fmt: skip
