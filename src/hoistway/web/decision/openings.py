"""Why signals alone opened a rescue: the alarm, its evidence, and the limits by which it counts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.detection.thresholds import Threshold
from hoistway.dossier.decision import LIMIT_WORDS, Opening
from hoistway.dossier.elevator import ElevatorCard
from hoistway.dossier.incident import IncidentPortrait
from hoistway.emergency.vocabulary import Deed, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.terms import Term
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed as RoleDeed
from hoistway.telemetry.vocabulary import CarStatus, DoorState, Power, ServiceMode, Signal
from hoistway.web.decision.shapes import Decision, Fact, Limit, Reason, undone_by
from hoistway.web.desk.rows import room_url
from hoistway.web.desk.shapes import chosen, minutes_words, word
from hoistway.web.frame import spoken

_WORDED: dict[Signal, type[Term]] = {
    Signal.DOOR: DoorState, Signal.SERVICE_MODE: ServiceMode, Signal.CAR_STATUS: CarStatus,
}  # fmt: skip
_UNKNOWN_PEOPLE = 255


def opening_decision(*, portrait: IncidentPortrait, opening: Opening, by: Actor) -> Decision:
    """Return the decision by which signals opened or confirmed a rescue."""
    commands = may(by=by, deed=RoleDeed.COMMAND_RESCUE) and portrait.is_open
    ended = next((e for e in portrait.entries if e.deed is Deed.FALSE_ALARM), None)
    seconds = (opening.detected_at - opening.began_at).total_seconds()
    kind = word(opening.kind)
    return Decision(
        title=_("自动立案：%(kind)s") % {"kind": kind}, at=opening.detected_at,
        verdict=_("信号显示“%(kind)s”，持续 %(span)s 后判定，随即立案。")
        % {"kind": kind, "span": minutes_words(seconds)},
        edition=_edition(opening), clause=opening.kind.source, inputs=_inputs(portrait, opening),
        reasons=_reasons(opening), limits=tuple(_limit(limit) for limit in opening.limits),
        call=None, reverse_outcome=str(IncidentState.FALSE_ALARM), undone=undone_by(ended),
        reverse_url=reverse("dispatcher-close", args=[portrait.number]) if commands else "",
        back_url=room_url(role=by.role, number=portrait.number),
    )  # fmt: skip


def _edition(opening: Opening) -> str:
    if not opening.edition:
        return _("未记录")
    if opening.edition_is_current:
        return opening.edition
    return _("%(edition)s（下列阈值为现行版本）") % {"edition": opening.edition}


def _reasons(opening: Opening) -> tuple[Reason, ...]:
    named = tuple(Reason(spoken(pair), holds=True) for pair in opening.evidence)
    return named or (Reason(_("信号本身即为依据"), holds=True),)


def _limit(limit: Threshold) -> Limit:
    value = minutes_words(limit.value / 1000) if limit.unit == "ms" else str(limit.value)
    name = spoken(LIMIT_WORDS.get(limit.name, (limit.name, limit.name)))
    return Limit(name=name, value=value, source=limit.source)


def _inputs(portrait: IncidentPortrait, opening: Opening) -> tuple[Fact, ...]:
    return (
        Fact(_("异常开始（设备时间）"), "", opening.began_at),
        Fact(_("判定（平台时间）"), "", opening.detected_at),
        Fact(_("平台立案"), "", opening.report.received_at),
        *(Fact(n, v, opening.detected_at) for n, v in _readings(portrait.elevator, opening)),
    )


def _readings(elevator: ElevatorCard, opening: Opening) -> list[tuple[str, str]]:
    facts = opening.report.facts
    found = [
        (word(signal), word(chosen(term, str(facts[signal]))))
        for signal, term in _WORDED.items()
        if signal in facts
    ]
    floor, power = facts.get("floor"), facts.get("power")
    if isinstance(floor, int) and 0 <= floor < len(elevator.floor_labels):
        found.append((_("楼层"), elevator.floor_labels[floor]))
    if isinstance(power, int) and power < len(Power):
        found.append((word(Signal.POWER), word(list(Power)[power])))
    if facts.get("people") not in (None, _UNKNOWN_PEOPLE):
        found.append((word(Signal.PEOPLE), str(facts["people"])))
    counts = {"attempts": _("开门尝试次数"), "flips": _("有人信号变化次数")}
    found += [(name, str(facts[code])) for code, name in counts.items() if code in facts]
    return found
