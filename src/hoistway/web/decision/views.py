"""Explain an automatic decision with everything it rested on, and undo it with a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.decision import Opening, opening_of
from hoistway.dossier.incident import CallLine, IncidentPortrait, portrait_of
from hoistway.dossier.search import incident_seen
from hoistway.emergency.actions import stand_down
from hoistway.emergency.models import Call
from hoistway.emergency.queries import call_of
from hoistway.emergency.vocabulary import CallState, Deed, IncidentState, Unsuitable
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed as RoleDeed
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.room import Assignment, assignment, why
from hoistway.web.desk.rows import room_url
from hoistway.web.desk.shapes import minutes_words, word
from hoistway.web.desk.viewer import Viewer
from hoistway.web.dispatcher.forms import ReasonForm
from hoistway.web.frame import english, spoken
from hoistway.web.parts.words import metre_words
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.DISPATCHER, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    RoleKind.FIRM_OFFICE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the platform knew when it decided."""

    name: str
    value: object
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition and whether it held."""

    text: str
    holds: bool
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """An automatic decision as its page shows it."""

    title: str
    verdict: str
    at: datetime
    edition: str
    clause: str
    inputs: tuple[Fact, ...]
    reasons: tuple[Reason, ...]
    call: Assignment | None
    reverse_url: str
    reverse_outcome: str
    reversed_at: datetime | None
    reversed_by: str
    reversed_why: str
    back_url: str


def _metres(value: float | None) -> str:
    return "—" if value is None else metre_words(value, english=english())


def _call_decision(portrait: IncidentPortrait, line: CallLine, by: Actor) -> Decision:
    viewer = Viewer(by)
    shown = assignment(line, viewer)
    chosen = next((c for c in shown.candidates if c.chosen), None)
    stale = chosen is not None and chosen.reason is Unsuitable.STALE_POSITION
    title = _("派单给%(firm)s · %(who)s") % {"firm": line.firm, "who": shown.label}
    undone = _undone(portrait, line.id)
    commands = may(by=by, deed=RoleDeed.COMMAND_RESCUE)
    live = portrait.is_open and line.state in CallState.live_states()
    return Decision(
        title=title, verdict=why(line), at=line.called_at, edition=line.edition,
        clause="286号 二（五）系统自动派单", inputs=_call_inputs(portrait, line),
        reasons=_call_reasons(line, stale=stale), call=shown,
        reverse_url=reverse("decision-reverse", args=[line.id]) if commands and live else "",
        reverse_outcome="", reversed_at=undone[0], reversed_by=undone[1],
        reversed_why=undone[2], back_url=room_url(role=by.role, number=portrait.number),
    )  # fmt: skip


def _undone(portrait: IncidentPortrait, call_id: int) -> tuple[datetime | None, str, str]:
    for entry in portrait.entries:
        taken_back = entry.deed in {Deed.STOOD_DOWN, Deed.WITHDRAWN}
        if taken_back and entry.facts.get("call") == call_id and entry.facts.get("note"):
            return entry.at, word(entry.doer_role), str(entry.facts["note"])
    return None, "", ""


def _call_inputs(portrait: IncidentPortrait, line: CallLine) -> tuple[Fact, ...]:
    place = portrait.elevator
    where = f"{place.latitude:.5f}, {place.longitude:.5f}" if place.latitude else _("没有坐标")
    return (
        Fact(_("电梯"), f"{place.address} {place.name}"),
        Fact(_("电梯位置（WGS-84）"), where),
        Fact(_("救援级别"), line.level, line.called_at),
        Fact(_("比较的候选人"), line.weighed, line.called_at),
        Fact(_("直线距离"), _metres(line.distance_m), line.called_at),
        Fact(_("预计到场用时"), minutes_words(line.travel_s), line.called_at),
        Fact(_("应答时限"), minutes_words((line.answer_by - line.called_at).total_seconds())),
    )


def _call_reasons(line: CallLine, *, stale: bool) -> tuple[Reason, ...]:
    return (
        Reason(_("值班中"), holds=True, clause="house"),
        Reason(_("持有有效的电梯修理证"), holds=True, clause="TSG Z6001-2019"),
        Reason(_("没有正在进行的救援，本次尚未呼叫过"), holds=True),
        Reason(
            _("位置已过期：没有位置新鲜的人可派，仍呼叫最近的一位") if stale else _("位置新鲜"),
            holds=not stale,
        ),
        Reason(_("在符合条件的人中预计最快到达"), holds=True, clause=_TRAVEL_CLAUSE),
    )  # fmt: skip


_TRAVEL_CLAUSE = "1.324 × d ÷ v + 120 s + 180 s"


def _opening_decision(portrait: IncidentPortrait, opening: Opening, by: Actor) -> Decision:
    commands = may(by=by, deed=RoleDeed.COMMAND_RESCUE)
    ended = next((e for e in portrait.entries if e.deed is Deed.FALSE_ALARM), None)
    reasons = [Reason(spoken(pair), holds=True) for pair in opening.evidence]
    reasons += [
        Reason(f"{limit.name} = {limit.value} {limit.unit}", holds=True, clause=limit.source)
        for limit in opening.limits
    ]
    seconds = (opening.detected_at - opening.began_at).total_seconds()
    edition = opening.edition or _("未记录")
    if opening.edition and not opening.edition_is_current:
        edition += _("（下列阈值为当前版本）")
    verdict = _("信号显示“%(kind)s”，持续 %(span)s 后判定，随即立案。") % {
        "kind": word(opening.kind), "span": minutes_words(seconds),
    }  # fmt: skip
    return Decision(
        title=_("自动立案：%(kind)s") % {"kind": word(opening.kind)}, verdict=verdict,
        at=opening.detected_at, edition=edition, clause=opening.kind.source, call=None,
        inputs=_opening_inputs(opening), reasons=tuple(reasons),
        reverse_url=reverse("dispatcher-close", args=[portrait.number])
        if commands and portrait.is_open
        else "",
        reverse_outcome=str(IncidentState.FALSE_ALARM),
        reversed_at=ended.at if ended else None, reversed_by=word(ended.doer_role) if ended else "",
        reversed_why=str(ended.facts.get("note", "")) if ended else "",
        back_url=room_url(role=by.role, number=portrait.number),
    )  # fmt: skip


_FACT_NAMES = {
    "floor": ("楼层序号", "Floor index"), "door": ("门状态代码", "Door state code"),
    "service_mode": ("服务模式代码", "Service mode code"), "people": ("轿内人数", "People counted"),
    "power": ("供电代码", "Power code"), "attempts": ("开门尝试次数", "Door attempts"),
    "flips": ("有人信号变化次数", "Occupancy changes"), "codes": ("故障代码位", "Fault code bits"),
    "car_status": ("轿厢运行代码", "Car status code"), "flags": ("信号位", "Signal bits"),
}  # fmt: skip


def _opening_inputs(opening: Opening) -> tuple[Fact, ...]:
    facts = opening.report.facts
    kept = (
        Fact(spoken(name), facts[code], opening.detected_at)
        for code, name in _FACT_NAMES.items()
        if code in facts
    )
    return (
        Fact(_("异常开始（设备时间）"), "", opening.began_at),
        Fact(_("判定（平台时间）"), "", opening.detected_at),
        Fact(_("平台收到"), "", opening.report.received_at),
        *kept,
    )


def _call_and_portrait(call_id: int, by: Actor) -> tuple[Call, IncidentPortrait]:
    call = call_of(call_id=call_id)
    if call is None:
        raise NotFound
    incident = incident_seen(by=by, number=call.incident.number)
    return call, portrait_of(incident=incident, now=clock.now())


@require_safe
@signed_in(*READERS)
def explain(request: HttpRequest, call_id: int) -> HttpResponse:
    """Explain why this technician was called."""
    _found, portrait = _call_and_portrait(call_id, by(request))
    return _shown(request, portrait, call_id)


def _shown(
    request: HttpRequest, portrait: IncidentPortrait, call_id: int, status: int = 200
) -> HttpResponse:
    line = next(line for line in portrait.calls if line.id == call_id)
    facts = {"decision": _call_decision(portrait, line, by(request)), "missing": status != 200}
    return render(request, "decision/explain.html", facts, status=status)


@require_POST
@signed_in(RoleKind.DISPATCHER)
def undo(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take the call back, with the reason; the rescue looks for another at once."""
    call, portrait = _call_and_portrait(call_id, by(request))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, portrait, call_id, status=422)
    stand_down(
        incident_id=call.incident_id, call_id=call_id, note=form.cleaned_data["reason"],
        now=clock.now(), by=by(request),
    )  # fmt: skip
    return redirect("dispatcher-incident", portrait.number)


@require_safe
@signed_in(*READERS)
def opening(request: HttpRequest, number: str) -> HttpResponse:
    """Explain why signals alone opened or confirmed a rescue."""
    incident = incident_seen(by=by(request), number=number)
    found = opening_of(incident=incident, by=by(request))
    if found is None:
        raise NotFound
    portrait = portrait_of(incident=incident, now=clock.now())
    facts = {"decision": _opening_decision(portrait, found, by(request))}
    return render(request, "decision/explain.html", facts)
