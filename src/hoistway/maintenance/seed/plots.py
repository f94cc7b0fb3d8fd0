"""What became of the demo's visits and repairs: words and hours, told in `answers`."""

from dataclasses import dataclass

from hoistway.maintenance.actions.notes import Correction

REPLY = "抱歉，当日漏擦一处，已返工清洁，请到现场复核。"
CORRECTION = Correction(
    about="备注", reads="已于次日清洁，油污清除", words="签字时仍有油污，次日返工后更正。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What was said of a visit: hours after the signature, None for silence.

    An objection has words; `replied` and `corrected` are of the firm, `after_all` says that the
    use unit confirmed in the end.
    """

    hours: int | None = None
    objection: str = ""
    replied: bool = False
    corrected: bool = False
    after_all: bool = False


SHOWN = (
    Plot(hours=5), Plot(), Plot(hours=20, objection="现场仍有油污，未见清洁。", replied=True,
    corrected=True), Plot(hours=3),
    Plot(hours=40, objection="签到与物业看到的到场相差一小时。", replied=True, after_all=True),
    Plot(hours=26), Plot(hours=8, objection="照明仍有一盏不亮。"), Plot(hours=2),
)  # fmt: skip
"""Of the use unit that the hub opens, the oldest visit first; later ones wait for its word."""

OTHERS = (
    Plot(hours=4), Plot(hours=30), Plot(), Plot(hours=12), Plot(hours=70),
    Plot(hours=9, objection="未见维保人员在机房作业。", replied=True), Plot(hours=1),
)  # fmt: skip
"""Of all others, in turn; the visits of the last two days wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a repair came: given up in writing, dropped, begun, done, confirmed.

    `done` is what the technicians wrote of their work.
    """

    begun: bool = False
    done: str = ""
    returned: bool = False
    solution: str = ""
    dropped: str = ""


COURSES = (
    Course(begun=True, done="更换应急电源和灯泡，断电试验两次，照明正常。"),
    Course(begun=True, done="更换光幕发射板，阻挡试验 20 次正常。", returned=True),
    Course(begun=True, done="更换门锁触点，啮合 9 mm，试运行正常。", returned=True),
    Course(dropped="复查正常：当时备用电源正在充电。"),
    Course(solution="光幕已停产，改装新型光幕，配件五日内到货，到货当天更换；其间停止使用。"),
    Course(begun=True), Course(begun=True), Course(),
)  # fmt: skip
"""Repairs of the demo, the one that was opened first first; the last is still to be begun."""
