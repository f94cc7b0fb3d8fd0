"""How a report stands, and what happened to it, in words that anybody understands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from hoistway.riders.models import PublicReport, ReportStep
from hoistway.riders.queries import appeal_waits
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportState
from hoistway.web.frame import language, spoken
from hoistway.web.parts.tones import Tone


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reporter wants to know first: who has it, until when, and how much time is used."""

    title: str
    detail: str
    tone: Tone
    until: datetime | None
    used: float | None

    @property
    def used_percent(self) -> int:
        """Return the same for a bar of a hundred."""
        return round(100 * (self.used or 0))


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step as it is told; the words are those of whoever acted for an office."""

    at: datetime
    text: str
    words: str


_SPEAKERS = {
    ReportDeed.TAKE_UP, ReportDeed.PASS_ON, ReportDeed.ANSWER, ReportDeed.CLOSE, ReportDeed.VERIFY,
    ReportDeed.OUTSIDE, ReportDeed.OUTSIDE_NEWS, ReportDeed.HIDE, ReportDeed.SHOW,
    ReportDeed.KEEP_HIDDEN,
}  # fmt: skip
"""Steps whose words come from an office; words of other reporters are shown to nobody."""


def desk_words(desk: Desk) -> str:
    """Return whose turn it is, as people say it."""
    words: dict[Desk, Callable[[], str]] = {
        Desk.USE_UNIT: lambda: _("物业（使用单位）"), Desk.FIRM: lambda: _("电梯保养单位"),
        Desk.DISTRICT: lambda: _("区市场监管局"), Desk.CITY: lambda: _("市市场监管局"),
    }  # fmt: skip
    return words[desk]()


def standing_of(*, first: PublicReport, steps: Sequence[ReportStep], now: datetime) -> Standing:
    """Return how a matter stands at an instant."""
    who = _holder(first)
    if first.state is ReportState.HIDDEN:
        return Standing(_("这条反映已被屏蔽"), _appealed(steps), "caution", None, None)
    if first.state is ReportState.CLOSED:
        return Standing(_("已办结"), "", "safe", None, None)
    if first.state is ReportState.ANSWERED:
        return Standing(_("已答复"), _("请看下面的答复。"), "safe", first.closes_at, None)
    if first.due_at is not None and first.due_at < now:
        detail = _("%(who)s还没有答复。平台会自动上交上一级，不用再报一次。") % {"who": who}
        return Standing(_("已过答复期限"), detail, "caution", first.due_at, None)
    if first.state is ReportState.OUTSIDE:
        return Standing(_("已转热线办理"), _outside(first), "active", first.due_at, None)
    taken = any(step.deed is ReportDeed.TAKE_UP and step.desk is first.desk for step in steps)
    title = _("正在处理") if taken else _("已收到，等待处理")
    return Standing(title, _("现在由%(who)s负责。") % {"who": who}, "active", first.due_at,
                    _used(first, steps, now))  # fmt: skip


def _holder(first: PublicReport) -> str:
    """Return the office, with its name where it has one."""
    desk = desk_words(first.desk)
    if first.holder is None:
        return desk
    name = spoken((first.holder.name, first.holder.name_en or first.holder.name))
    return desk if first.desk in {Desk.DISTRICT, Desk.CITY} else f"{desk} {name}"


def _appealed(steps: Sequence[ReportStep]) -> str:
    return _("申诉已收到，等另一位工作人员复核。") if appeal_waits(steps=steps) else ""


def _outside(first: PublicReport) -> str:
    parts = [first.outside_number, first.outside_status]
    return " · ".join(part for part in parts if part)


def _used(first: PublicReport, steps: Sequence[ReportStep], now: datetime) -> float | None:
    """Return the share of the time that has passed since the present desk got it."""
    if first.due_at is None:
        return None
    turns = [step.at for step in steps if step.deed in _TURNS]
    since = max(turns, default=first.made_at)
    whole = (first.due_at - since).total_seconds()
    return min(1.0, max(0.0, (now - since).total_seconds() / whole)) if whole > 0 else None


_TURNS = {ReportDeed.FILE, ReportDeed.PASS_ON, ReportDeed.ESCALATE, ReportDeed.REOPEN,
          ReportDeed.NOT_MENDED}  # fmt: skip


def told_steps(*, steps: Sequence[ReportStep]) -> list[ToldStep]:
    """Return the steps as sentences, newest first; neighbours one after another are one line."""
    runs = [
        list(run)
        for _key, run in groupby(
            reversed(steps), key=lambda step: step.deed if step.deed in _NEIGHBOURS else step.pk
        )
    ]
    return [
        ToldStep(run[0].at, _run(run), run[0].words if run[0].deed in _SPEAKERS else "")
        for run in runs
    ]


def _run(run: Sequence[ReportStep]) -> str:
    many = _NEIGHBOURS.get(run[0].deed) if len(run) > 1 else None
    return many() % {"n": len(run)} if many else _told(run[0])


_NEIGHBOURS: dict[ReportDeed, Callable[[], str]] = {
    ReportDeed.JOIN: lambda: _("又有 %(n)s 人反映同一问题，一起处理"),
    ReportDeed.ME_TOO: lambda: _("又有 %(n)s 人遇到同样的问题"),
}
"""Steps that come in crowds, as one sentence."""


def answer_of(*, steps: Sequence[ReportStep]) -> ReportStep | None:
    """Return the last answer that was given."""
    answers = [step for step in steps if step.deed is ReportDeed.ANSWER]
    return answers[-1] if answers else None


def _told(step: ReportStep) -> str:
    sentence = _SENTENCES.get(step.deed)
    if sentence is None:
        return str(step.deed.in_language(language()))
    return sentence() % {"desk": desk_words(step.desk)}


_SENTENCES: dict[ReportDeed, Callable[[], str]] = {
    ReportDeed.FILE: lambda: _("收到反映，交%(desk)s处理"),
    ReportDeed.JOIN: lambda: _("又有一人反映同一问题，一起处理"),
    ReportDeed.ME_TOO: lambda: _("又有人遇到同样的问题"),
    ReportDeed.TAKE_UP: lambda: _("%(desk)s开始处理"),
    ReportDeed.PASS_ON: lambda: _("转交%(desk)s处理"),
    ReportDeed.ANSWER: lambda: _("%(desk)s作了答复"),
    ReportDeed.MENDED: lambda: _("反映的人说：修好了"),
    ReportDeed.NOT_MENDED: lambda: _("反映的人说：没有修好"),
    ReportDeed.REOPEN: lambda: _("重新办理，上交%(desk)s"),
    ReportDeed.ESCALATE: lambda: _("超过期限没有答复，自动上交%(desk)s"),
    ReportDeed.VERIFY: lambda: _("%(desk)s到现场核实"),
    ReportDeed.OUTSIDE: lambda: _("转城市热线办理"),
    ReportDeed.OUTSIDE_NEWS: lambda: _("城市热线有了进展"),
    ReportDeed.CLOSE: lambda: _("办结"),
    ReportDeed.HIDE: lambda: _("监管部门屏蔽了这条反映"),
    ReportDeed.APPEAL: lambda: _("反映的人提出申诉"),
    ReportDeed.SHOW: lambda: _("恢复显示，继续办理"),
    ReportDeed.KEEP_HIDDEN: lambda: _("另一位工作人员复核：仍然屏蔽"),
    ReportDeed.ERASE: lambda: _("反映的人删除了个人信息"),
}
"""Steps as sentences; what is not here is told by its official word."""
