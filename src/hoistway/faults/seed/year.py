"""A year of faults in the demo city: seen, repaired, judged, appealed; some are there now."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.faults import actions
from hoistway.faults.actions import FaultSighting
from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultCause, FaultKind, FaultSource, FaultState
from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as known_elevators
from hoistway.registry.vocabulary import ElevatorKind, UseState

MOST_FAULTS = 240
"""Faults of the past year. Chosen: figures have shapes, and the seed takes seconds."""

PER_YEAR = 1.2
"""Mean faults of an elevator in a year. Chosen: about one, as cities' yearly reports tell."""

NEAR = 6
"""Every how-manyth past fault is in the district that the hub shows. Chosen: enough for a rate."""

OPEN_NOW = 9
"""Faults that are there when the demo begins. Chosen: a screen with every kind of state."""

_LIFT_KINDS = (
    FaultKind.DOOR_CLOSING, FaultKind.DOOR_CLOSING, FaultKind.DOOR_OPENING, FaultKind.NOT_RUNNING,
    FaultKind.SAFETY_CIRCUIT, FaultKind.UNEVEN, FaultKind.SHAKING, FaultKind.BUTTON,
    FaultKind.LIGHT, FaultKind.ALARM_DEAD,
)  # fmt: skip
_STAIR_KINDS = (FaultKind.HANDRAIL, FaultKind.STEP, FaultKind.NOT_RUNNING)
_SOURCES = (
    FaultSource.TELEMETRY, FaultSource.TELEMETRY, FaultSource.RIDER, FaultSource.RIDER,
    FaultSource.USE_UNIT, FaultSource.TECHNICIAN,
)  # fmt: skip
_MENDED = (
    "清洁并调整门锁触点，试运行正常。", "更换层门滚轮，调整间隙。", "复位后试运行 30 分钟正常。",
    "更换按钮板。", "调整平层感应器。", "更换照明灯管。",
)  # fmt: skip
_CAUSES = (
    (FaultCause.EQUIPMENT, "部件达到使用寿命。"), (FaultCause.EQUIPMENT, "门机皮带老化。"),
    (FaultCause.MAINTENANCE, "地坎未清洁，导致关门受阻。"), (FaultCause.USE, "搬运装修材料撞门。"),
    (FaultCause.OUTSIDE, "小区外线停电。"), (FaultCause.FALSE, "现场运行正常，监控无异常。"),
)  # fmt: skip


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let the elevators of the demo have a year of faults, through the real actions.

    Read anew: filings before may have changed who maintains an elevator, or that anybody does.
    """
    today = known_elevators(by=PLATFORM).filter(pk__in=[one.pk for one in elevators])
    rows = [row for row in today.order_by("pk") if row.use_state is UseState.IN_USE and row.firm_id]
    if not rows:
        return
    count = min(MOST_FAULTS, round(len(rows) * PER_YEAR))
    regulator = _somebody(RoleKind.CITY_REGULATOR)
    moments = sorted(now - timedelta(days=chance.uniform(1.5, 364)) for _ in range(count))
    near = [row for row in rows if row.jurisdiction_id == rows[0].jurisdiction_id]
    for number, at in enumerate(moments):
        _past(chance.choice(rows if number % NEAR else near), at, regulator, chance)
    lifts = [row for row in rows if row.kind not in ElevatorKind.without_car()] or rows
    for days, settled in ((40, True), (7, False)):
        _contested(lifts[days % len(lifts)], now - timedelta(days=days), settled, chance)
    now_open = [*rows[:3], *rows[3 :: max(1, len(rows) // OPEN_NOW)]]
    for number, row in enumerate(now_open[:OPEN_NOW]):
        _open(row, number, chance, now)


def _past(row: Elevator, at: datetime, regulator: Actor | None, chance: Random) -> None:
    fault = _seen(row, at, chance)
    if fault.state is not FaultState.OPEN:
        return
    mended_at = at + timedelta(hours=min(chance.lognormvariate(1.2, 0.9), 30))
    actions.mend_fault(
        fault_id=fault.pk, form_id=_form(chance), words=chance.choice(_MENDED), now=mended_at,
        by=PLATFORM,
    )  # fmt: skip
    cause, words = chance.choice(_CAUSES)
    draw, told_at = chance.random(), mended_at + timedelta(hours=5)
    told = {"fault_id": fault.pk, "cause": cause, "words": words}
    if draw < 0.35:
        actions.state_cause(form_id=_form(chance), now=told_at, by=PLATFORM, **told)  # type: ignore[arg-type]
    elif draw < 0.75 and regulator is not None:
        actions.judge_cause(form_id=_form(chance), now=told_at, by=regulator, **told)  # type: ignore[arg-type]


def _open(row: Elevator, number: int, chance: Random, now: datetime) -> None:
    fault = _seen(row, now - timedelta(hours=1 + 5 * number), chance)
    office = _somebody(RoleKind.FIRM_OFFICE, organisation_id=fault.elevator.firm_id)
    if office is None or fault.state is not FaultState.OPEN:
        return
    if number % 3 == 1:
        actions.note_fault(
            fault_id=fault.pk, form_id=_form(chance), words="已安排人员，今天到场。",
            now=now - timedelta(minutes=30), by=office,
        )  # fmt: skip
    if number % 3 == 2:
        actions.order_repair(
            fault_id=fault.pk, form_id=_form(chance), urgency=Urgency.SOON,
            words="更换损坏部件并试运行。", now=now - timedelta(minutes=20), by=office,
        )  # fmt: skip


def _contested(row: Elevator, at: datetime, settled: bool, chance: Random) -> None:
    """Let a firm appeal against a judged cause; another regulator settles it, or not yet."""
    judge, other = (
        _somebody(RoleKind.CITY_REGULATOR),
        _somebody(RoleKind.DISTRICT_REGULATOR, jurisdiction_id=row.jurisdiction_id),
    )
    fault = _seen(row, at, chance, kind=FaultKind.DOOR_CLOSING)
    office = _somebody(RoleKind.FIRM_OFFICE, organisation_id=fault.elevator.firm_id)
    if judge is None or other is None or office is None or fault.state is not FaultState.OPEN:
        return
    actions.mend_fault(
        fault_id=fault.pk, form_id=_form(chance), words="清洁地坎，试运行正常。",
        now=at + timedelta(hours=4), by=office,
    )  # fmt: skip
    actions.judge_cause(
        fault_id=fault.pk, form_id=_form(chance), cause=FaultCause.MAINTENANCE,
        words="地坎积灰，最近一次保养未清洁。", now=at + timedelta(days=2), by=judge,
    )  # fmt: skip
    actions.appeal_cause(
        fault_id=fault.pk, form_id=_form(chance), words="保养次日业主装修，垃圾落入地坎，有照片。",
        now=at + timedelta(days=4), by=office,
    )  # fmt: skip
    if settled:
        actions.settle_appeal(
            fault_id=fault.pk, form_id=_form(chance), cause=FaultCause.USE,
            words="现场照片和装修登记属实，改为使用原因。", now=at + timedelta(days=9), by=other,
        )  # fmt: skip


def _seen(
    row: Elevator, at: datetime, chance: Random, *, kind: FaultKind | None = None
) -> Fault:  # fmt: skip
    """Return the fault of these witnesses: a new one, or an earlier one that they join."""
    kind = kind or chance.choice(_kinds(row))
    sightings = [
        FaultSighting(
            elevator_id=row.pk, kind=kind, source=source, key=f"seed.{_form(chance).hex}",
            seen_at=at + timedelta(minutes=minutes),
        )
        for minutes, source in _witnesses(chance)
    ]  # fmt: skip
    faults = actions.sight_faults(
        sightings=sightings, now=at + timedelta(minutes=40), by=A_PASSENGER
    )
    return faults[0]


def _witnesses(chance: Random) -> Iterator[tuple[int, FaultSource]]:
    yield 0, chance.choice(_SOURCES)
    for _ in range(chance.choice((0, 0, 0, 1, 2, 5))):
        yield chance.randrange(1, 40), FaultSource.RIDER


def _kinds(row: Elevator) -> tuple[FaultKind, ...]:
    return _STAIR_KINDS if row.kind in ElevatorKind.without_car() else _LIFT_KINDS


def _form(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _somebody(role: RoleKind, **where: int | None) -> Actor | None:
    account = account_of_role(role=role, **where)
    return actor_of(account=account) if account else None
