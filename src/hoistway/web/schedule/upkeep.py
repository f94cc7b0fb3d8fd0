"""Last and next maintenance of one elevator, line by line, for its page and its code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.maintenance.queries.upkeep import Upkeep, upkeep_of
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.maintenance.vocabulary.regime import Regime, called
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.schedule.shown import STATE_TONES, URGE_TONES


@dataclass(frozen=True, slots=True)
class UpkeepLine:
    """One fact with its tone, a note beneath and where it leads."""

    label: str
    value: str
    tone: Tone | None = None
    note: str = ""
    url: str = ""


def upkeep_lines(*, elevator_id: int, now: datetime) -> tuple[UpkeepLine, ...]:
    """Return what was done last and what falls due next; nothing before it was worked out."""
    told = upkeep_of(elevator_id=elevator_id, now=now)
    return () if told is None else tuple(_lines(told))


def _lines(told: Upkeep) -> Iterator[UpkeepLine]:
    last = told.last
    if last is not None:
        yield UpkeepLine(
            label=_("上次维保"), value=f"{last.on} {_called(last.level)}",
            tone=STATE_TONES[last.state],
            note=f"{word(last.state)} · {last.firm}", url=f"{reverse('visits')}/{last.uid}",
        )  # fmt: skip
    elif told.lasts:
        day = max(told.lasts.values())
        yield UpkeepLine(_("上次维保"), str(day), "quiet", _("接入平台前的记录在纸上"))
    else:
        yield UpkeepLine(_("上次维保"), _("没有记录"), "quiet")
    if told.paused_since is not None:
        note = _("自 %(day)s 起") % {"day": told.paused_since}
        yield UpkeepLine(_("下次维保"), word(Urge.PAUSED), "quiet", note)
        return
    if told.next_due_on is not None:
        yield _next(told)
    if told.regime is Regime.ON_DEMAND:
        yield UpkeepLine(_("维保方式"), word(told.regime), "active", spoken(told.why))
    if told.calibration_due is not None:
        yield UpkeepLine(_("限速器校验最迟"), str(told.calibration_due))


def _called(level: Level | None) -> str:
    return word(called(kind=VisitKind.MAINTENANCE, level=level))


def _next(told: Upkeep) -> UpkeepLine:
    notes = [word(told.urge)]
    if told.overdue_days:
        notes = [_("逾期 %(n)s 天") % {"n": told.overdue_days}]
    if told.planned_on:
        notes.append(_("安排在 %(day)s") % {"day": told.planned_on})
    if told.technician:
        notes.append(told.technician)
    return UpkeepLine(
        label=_("下次维保最迟"), value=f"{told.next_due_on} {_called(told.next_level)}",
        tone=URGE_TONES[told.urge], note=" · ".join(notes),
    )  # fmt: skip
