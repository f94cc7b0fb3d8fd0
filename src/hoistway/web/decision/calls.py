"""Why this technician was called: the facts then, the conditions, everybody who was weighed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.incident import CallLine, Entry, IncidentPortrait
from hoistway.emergency.vocabulary import CallState, Deed, Unsuitable
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed as RoleDeed
from hoistway.web.decision.shapes import Decision, Fact, Reason, undone_by
from hoistway.web.desk.room import assignment, why
from hoistway.web.desk.rows import room_url
from hoistway.web.desk.shapes import minutes_words
from hoistway.web.desk.viewer import Viewer
from hoistway.web.frame import english
from hoistway.web.parts.words import metre_words


def call_decision(*, portrait: IncidentPortrait, line: CallLine, by: Actor) -> Decision:
    """Return the decision behind one call, with names where this reader may read them."""
    shown = assignment(line, Viewer(by))
    live = portrait.is_open and line.state in CallState.live_states()
    commands = may(by=by, deed=RoleDeed.COMMAND_RESCUE)
    return Decision(
        title=_("派单给%(firm)s · %(who)s") % {"firm": line.firm, "who": shown.label},
        verdict=why(line), at=line.called_at, edition=line.edition,
        clause="286号 二（五）系统自动派单", inputs=_inputs(portrait, line),
        reasons=_reasons(line), limits=(), call=shown,
        reverse_url=reverse("decision-reverse", args=[line.id]) if commands and live else "",
        reverse_outcome="", undone=undone_by(_taken_back(portrait, line.id)),
        back_url=room_url(role=by.role, number=portrait.number),
    )  # fmt: skip


def _taken_back(portrait: IncidentPortrait, call_id: int) -> Entry | None:
    for entry in portrait.entries:
        taken_back = entry.deed in {Deed.STOOD_DOWN, Deed.WITHDRAWN}
        if taken_back and entry.facts.get("call") == call_id and entry.facts.get("note"):
            return entry
    return None


def _metres(value: float | None) -> str:
    return "—" if value is None else metre_words(value, english=english())


def _inputs(portrait: IncidentPortrait, line: CallLine) -> tuple[Fact, ...]:
    place = portrait.elevator
    where = _("没有坐标，按市中心计算")
    if place.latitude is not None and place.longitude is not None:
        where = f"{place.latitude:.5f}, {place.longitude:.5f}"
    called = next((c for c in line.candidates if c.chosen), None)
    return (
        Fact(_("电梯"), f"{place.address} {place.name}"),
        Fact(_("电梯位置（WGS-84）"), where),
        Fact(_("救援级别"), line.level, line.called_at),
        Fact(_("比较的候选人数"), line.weighed, line.called_at),
        Fact(_("被派人员的位置"), _metres(line.distance_m), called.position_at if called else None),
        Fact(_("预计到场用时"), minutes_words(line.travel_s), line.called_at),
        Fact(
            _("应答期限"), minutes_words((line.answer_by - line.called_at).total_seconds()),
            line.answer_by,
        ),
    )  # fmt: skip


def _reasons(line: CallLine) -> tuple[Reason, ...]:
    called = next((c for c in line.candidates if c.chosen), None)
    stale = called is not None and called.reason is Unsuitable.STALE_POSITION
    fresh = _("位置新鲜")
    if stale:
        fresh = _("位置已过期：没有位置新鲜的人可派，仍呼叫最近的一位")
    return (
        Reason(_("值班中"), holds=True),
        Reason(_("持有有效的电梯修理证"), holds=True, clause="TSG Z6001-2019"),
        Reason(_("没有正在进行的救援，本次尚未呼叫过"), holds=True),
        Reason(fresh, holds=not stale),
        Reason(
            _("在符合条件的人中预计最快到达"), holds=True,
            clause=_("准备 120 秒 + 直线距离 × 1.324 ÷ 时段车速 + 进楼 180 秒"),
        ),
    )  # fmt: skip
