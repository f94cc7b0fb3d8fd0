"""Faults, inspection, insurance and public reports of one elevator, for its page and its code."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from hoistway.faults.queries import open_faults_of
from hoistway.foundation.periods import local_day
from hoistway.inspection.queries import standing_of as due_of
from hoistway.inspection.queries import stops_of, verdict_in_force
from hoistway.inspection.vocabulary import DueStanding, Verdict
from hoistway.insurance.queries import covered_on, standing_on
from hoistway.monitoring.queries import open_deviations, told
from hoistway.ondemand.queries.elevators import conditions_of, pilot_of
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryGround
from hoistway.parties.vocabulary import Deed
from hoistway.riders.queries import open_reports_of
from hoistway.supervision.queries.orders import OPEN, orders_on
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.words import clock_words
from hoistway.web.policies.shown import STANDING_TONES, money
from hoistway.web.schedule.upkeep import UpkeepLine

if TYPE_CHECKING:
    from hoistway.ondemand.models import ElevatorPilot
    from hoistway.registry.models import Elevator

MOST = 5
"""Rows of a card. Chosen: a card is read at a glance; the lists hold all."""

_DUE_TONES: dict[DueStanding, Tone] = {
    DueStanding.OVERDUE: "caution", DueStanding.TO_ASK: "caution",
    DueStanding.OPEN_WINDOW: "active", DueStanding.IN_TIME: "safe",
}  # fmt: skip

_PILOT_TONES: dict[ElevatorPilotState, Tone] = {
    ElevatorPilotState.LISTED: "safe", ElevatorPilotState.PROVISIONAL: "caution",
    ElevatorPilotState.RETURNED: "caution",
}  # fmt: skip

Lines = Iterator[UpkeepLine]
May = Callable[[Deed], bool]


@dataclass(frozen=True, slots=True)
class Facts:
    """One card: its key, title and lines, what stands there without any, where to read on."""

    key: str
    title: str
    lines: tuple[UpkeepLine, ...]
    empty: str
    more: str = ""
    act: tuple[str, str] = ("", "")


def topics_of(*, elevator: "Elevator", may: May, now: datetime) -> tuple[Facts, ...]:
    """Return the cards that somebody with these deeds may read; a constant number of queries."""
    number = elevator.register_number
    found = []
    if may(Deed.SEE_FAULTS):
        report = room(name="fault-new", query=f"?elevator={number}")
        act = (_("报告故障"), report) if report and may(Deed.REPORT_FAULT) else ("", "")
        found.append(Facts(
            "faults", _("故障"), tuple(_faults(elevator)), _("没有未修复的故障。"),
            room(name="faults", query=f"?q={number}"), act,
        ))  # fmt: skip
    if may(Deed.SEE_MONITORING):
        found.append(Facts(
            "monitoring", _("远程监测"), tuple(_deviations(elevator)), _("没有待处置的偏离"),
            room(name="monitoring-elevator", args=(number,)),
        ))  # fmt: skip
    if may(Deed.SEE_PILOT) and (pilot := _seen_pilot(elevator)) is not None:
        found.append(Facts(
            "pilot", _("按需维保试点"), tuple(_pilot(pilot)), "",
            room(name="pilot-elevator", args=(number,)),
        ))  # fmt: skip
    if may(Deed.SEE_REPORTS):
        found.append(Facts(
            "reports", _("公众反映"), tuple(_reports(elevator, now)),
            _("没有未办结的公众反映。"), room(name="reports", query=f"?q={number}"),
        ))  # fmt: skip
    if may(Deed.SEE_INSPECTIONS):
        found.append(Facts(
            "inspection", _("检验检测"), tuple(_inspection(elevator, now)), "",
            room(name="inspection-elevator", args=(number,)),
        ))  # fmt: skip
    if may(Deed.APPROVE_ORDER):
        found.append(_ordered(elevator))
    if may(Deed.SEE_INSURANCE):
        found.append(Facts(
            "insurance", _("责任保险"), tuple(_insurance(elevator, now)), "",
            room(name="policies", query=f"?q={number}"),
        ))  # fmt: skip
    return tuple(found)


def room(*, name: str, args: tuple[str | int, ...] = (), query: str = "") -> str:
    """Return the address of a page, empty where this installation has none of it."""
    try:
        return f"{reverse(name, args=args)}{query}"
    except NoReverseMatch:
        return ""


def stop_words(*, elevator: "Elevator") -> str:
    """Return why and since when an elevator must not be used by law; empty where it may."""
    stop = stops_of(elevator_ids=[elevator.pk]).get(elevator.pk)
    if stop is None:
        return ""
    return _("自 %(at)s 停止使用：%(why)s") % {
        "at": clock_words(stop.ordered_at, english=english()),
        "why": f"{word(stop.reason)} · {stop.clause}",
    }  # fmt: skip


def _deviations(elevator: "Elevator") -> Lines:
    for row in open_deviations(elevator_ids=[elevator.pk]).get(elevator.pk, [])[:MOST]:
        zh, en = told(of=[(row.kind, row.floor, row.evidence)])
        yield UpkeepLine(
            label=word(row.state), value=en if english() else zh, tone="caution",
            note=_("自 %(at)s") % {"at": clock_words(row.found_at, english=english())},
            url=room(name="monitoring-elevator", args=(elevator.register_number,)),
        )  # fmt: skip


def _ordered(elevator: "Elevator") -> Facts:
    more = room(name="orders", query=f"?tab=all&q={elevator.register_number}")
    empty = _("没有未了结的监察指令。")
    return Facts("orders", _("监察指令"), tuple(_orders(elevator)), empty, more)


def _orders(elevator: "Elevator") -> Lines:
    rows = orders_on(elevator_ids=[elevator.pk]).filter(state__in=sorted(map(str, OPEN)))
    for row in rows[:MOST]:
        yield UpkeepLine(
            label=row.number, value=word(row.state), tone="caution",
            note=_("期限 %(day)s") % {"day": row.due_on}, url=room(name="order", args=(row.pk,)),
        )  # fmt: skip


def _faults(elevator: "Elevator") -> Lines:
    for row in open_faults_of(elevator_ids=[elevator.pk]).get(elevator.pk, [])[:MOST]:
        began = _("自 %(at)s") % {"at": clock_words(row.began_at, english=english())}
        yield UpkeepLine(
            label=word(row.kind), value=word(row.state), tone="caution",
            note=f"{began} · {_('已停梯')}" if row.stopped else began,
            url=room(name="fault", args=(row.number,)),
        )  # fmt: skip


def _seen_pilot(elevator: "Elevator") -> "ElevatorPilot | None":
    """Return its way once it was handed in: before that firm and use unit are among themselves."""
    pilot = pilot_of(elevator_ids=[elevator.pk]).get(elevator.pk)
    return None if pilot is None or pilot.submitted_at is None else pilot


def _pilot(pilot: "ElevatorPilot") -> Lines:
    firm = pilot.firm_pilot.firm
    yield UpkeepLine(
        label=pilot.firm_pilot.number, value=word(pilot.state),
        tone=_PILOT_TONES.get(pilot.state, "active"),
        note=spoken((firm.name, firm.name_en or firm.name)),
    )  # fmt: skip
    told = conditions_of(pilot_ids=[pilot.pk]).get(pilot.pk, [])
    for row in [one for one in told if not one.holds][:MOST]:
        yield UpkeepLine(
            label=word(row.clause), value=word(EntryGround(row.facts["ground"])), tone="caution",
            note=_("自 %(at)s") % {"at": f"{row.since}"},
        )  # fmt: skip


def _reports(elevator: "Elevator", now: datetime) -> Lines:
    for row in open_reports_of(elevator_ids=[elevator.pk]).get(elevator.pk, [])[:MOST]:
        late = row.due_at is not None and row.due_at <= now
        due = _("%(at)s 前答复") % {"at": clock_words(row.due_at, english=english())} \
            if row.due_at else ""  # fmt: skip
        yield UpkeepLine(
            label=f"{word(row.kind)} · {word(row.topic)}", value=word(row.desk),
            tone="caution" if late else "active", note=due,
            url=room(name="report", args=(row.number,)),
        )  # fmt: skip


def _inspection(elevator: "Elevator", now: datetime) -> Lines:
    today = local_day(at=now)
    stop = stops_of(elevator_ids=[elevator.pk]).get(elevator.pk)
    if stop is not None:
        yield UpkeepLine(label=_("停止使用"), value=word(stop.reason), tone="caution",
                         note=stop.clause)  # fmt: skip
    last = verdict_in_force(elevator_ids=[elevator.pk], on=today).get(elevator.pk)
    if last is not None:
        yield UpkeepLine(
            label=word(last.kind), value=word(last.verdict), note=f"{last.held_on}",
            tone="safe" if last.verdict in Verdict.good() else "caution",
            url=room(name="inspection", args=(last.number,)),
        )  # fmt: skip
    standing, due = due_of(elevator_ids=[elevator.pk], on=today)[elevator.pk]
    yield UpkeepLine(
        label=_("下次：%(kind)s") % {"kind": word(due.kind)} if due.due_on else _("下次检验检测"),
        value=word(standing), tone=_DUE_TONES.get(standing, "quiet"),
        note=f"{due.due_on}" if due.due_on else "",
    )  # fmt: skip


def _insurance(elevator: "Elevator", now: datetime) -> Lines:
    today = local_day(at=now)
    stands = standing_on(elevator_ids=[elevator.pk], day=today)[elevator.pk]
    yield UpkeepLine(
        label=_("保险状态"), value=word(stands.standing), tone=STANDING_TONES[stands.standing],
        note=_("最后在保日 %(day)s") % {"day": stands.last} if stands.last else "",
    )  # fmt: skip
    held = covered_on(elevator_ids=[elevator.pk], day=today).get(elevator.pk)
    if held is not None:
        policy = held[0]
        insurer = spoken((policy.insurer.name, policy.insurer.name_en or policy.insurer.name))
        yield UpkeepLine(
            label=_("保单"), value=policy.number, url=reverse("policy", args=[policy.pk]),
            note=f"{insurer} · {money(fen=policy.sum_insured_fen)}",
        )  # fmt: skip
