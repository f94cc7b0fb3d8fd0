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
    FindingKind.ORGANISATION_SPELLING: Grouped(
        "GB 32100-2015",
        ("同一信用代码或同名的单位写法不一。", "One organisation is written in several ways."),
        "actions/organisations.py",
    ),
    FindingKind.ONE_ELEVATOR_TWICE: Grouped(
        "286号 二（一）",
        ("两条登记的编号、出厂编号和地点指向同一台电梯。",
         "Numbers, serial and place of two entries lead to one elevator."),
        "actions/matching.py",
    ),
    FindingKind.TWO_ELEVATORS_ONE_NUMBER: Grouped(
        "TSG 08 (M)",
        ("同一编号对应两台不同的电梯，不能合并。",
         "One number stands for two elevators, which are never merged."),
        "actions/matching.py",
    ),
    FindingKind.RECORD_NOT_PLACED: Grouped(
        "286号 二（一）",
        ("该记录没有可确定对应的电梯。", "No elevator is certain to be the one of this record."),
        "actions/matching.py",
    ),
}  # fmt: skip
