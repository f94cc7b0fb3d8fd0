"""Keep of what was warned, each mark once an episode, and tell firm, use unit and bureau."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.among import among
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.models import ElevatorPilot, ExitWarning, FirmPilot
from hoistway.ondemand.rules.exits_warned import DueWarning
from hoistway.ondemand.vocabulary import ExitClause
from hoistway.parties.queries import organisations_of

LINK = "/pilot/exits?tab=warnings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One warning and whom it is about."""

    of: ElevatorPilot | FirmPilot
    warning: DueWarning

    @property
    def key(self) -> tuple[int | None, int | None, str, int, str]:
        """What makes it the same warning."""
        firm = self.of.pk if isinstance(self.of, FirmPilot) else None
        elevator = None if firm else self.of.pk
        one = self.warning
        return firm, elevator, str(one.clause), one.mark, one.episode.isoformat()


def keep_warnings(*, warned: Sequence[Warned], now: datetime) -> int:
    """Keep and tell the warnings that were not told before; return how many.

    Elevators of one side are told together.
    """
    fresh = _unsaid(warned)
    ExitWarning.objects.bulk_create(
        (
            ExitWarning(
                firm_pilot=one.of if isinstance(one.of, FirmPilot) else None,
                elevator_pilot=one.of if isinstance(one.of, ElevatorPilot) else None,
                clause=one.warning.clause, mark=one.warning.mark, episode=one.warning.episode,
                facts=dict(one.warning.facts), at=now,
            )
            for one in fresh
        ),
        ignore_conflicts=True, batch_size=1000,
    )  # fmt: skip
    _tell(fresh, now)
    return len(fresh)


def _unsaid(warned: Sequence[Warned]) -> list[Warned]:
    firms = [one.of.pk for one in warned if isinstance(one.of, FirmPilot)]
    elevators = [one.of.pk for one in warned if isinstance(one.of, ElevatorPilot)]
    columns = ("firm_pilot_id", "elevator_pilot_id", "clause", "mark", "episode")
    said = set()
    for rows in (
        ExitWarning.objects.filter(among("firm_pilot_id", firms)),
        ExitWarning.objects.filter(among("elevator_pilot_id", elevators)),
    ):
        for firm, elevator, clause, mark, episode in rows.order_by("pk").values_list(*columns):
            said.add((firm, elevator, str(clause), mark, episode.isoformat()))
    return [one for one in warned if one.key not in said]


def _tell(fresh: Sequence[Warned], now: datetime) -> None:
    sides: dict[tuple[int, ExitClause, int], list[Warned]] = defaultdict(list)
    for one in fresh:
        for side in _sides(one):
            sides[side, one.warning.clause, one.warning.mark].append(one)
    bodies = {
        row.pk: row for row in organisations_of(organisation_ids=sorted({k[0] for k in sides}))
    }
    for (side, clause, mark), rows in sides.items():
        zh, en = _words(clause, mark, rows[0].warning)
        where = _where(rows)
        queue_message(
            draft=Draft(
                purpose=Purpose.PILOT_WARNING, organisation_id=side, person_id=None,
                phone=bodies[side].phone, link=LINK, expires_at=None,
                key=f"exit_warning.{side}.{'.'.join(str(part) for part in rows[0].key)}",
                zh=f"【慧梯】按需维保试点：{where[0]}{zh}。",
                en=f"[Hoistway] On-demand pilot: {where[1]}: {en}.",
            ), now=now,
        )  # fmt: skip


def _sides(one: Warned) -> set[int]:
    if isinstance(one.of, FirmPilot):
        return {one.of.firm_id}
    keys = {one.of.firm_pilot.firm_id, one.of.elevator.use_unit_id}
    return {key for key in keys if key}


def _where(rows: Sequence[Warned]) -> tuple[str, str]:
    first = rows[0].of
    if isinstance(first, FirmPilot):
        return f"贵单位（{first.number}）", f"your firm ({first.number})"
    name = f"{first.elevator.address} {first.elevator.name}"
    if len(rows) == 1:
        return name, name
    return f"{name}等 {len(rows)} 台电梯", f"{name} and {len(rows) - 1} more"


def _words(clause: ExitClause, mark: int, warning: DueWarning) -> tuple[str, str]:
    until = warning.facts.get("until", "")
    limit = warning.facts.get("limit_days", "")
    said = {
        ExitClause.SILENT: (
            f"已满 {mark} 天无监测数据，满 {limit} 天暂回固定周期维保",
            f"no monitoring data for {mark} days; after {limit} days it returns to fixed intervals",
        ),
        ExitClause.INSPECTION_FAILED: (
            f"检验检测于 {until} 到期", f"the inspection or test is due by {until}",
        ),
        ExitClause.COMPLAINTS: (
            f"一季度内已有 {mark} 件投诉查实为维保质量", f"{mark} complaints upheld in a quarter",
        ),
        ExitClause.FAULT_RATE: (
            "故障原因认定后可能构成退出情形，请尽快查明原因",
            "once causes are settled its fault rate may be grounds to leave",
        ),
        ExitClause.FIRM_OFF_PLAN: (
            f"未按方案维保的比例过高，请在 {until} 前改正",
            f"too many visits were off plan; correct this by {until}",
        ),
        ExitClause.FIRM_CONDITION: (
            "基本要求的测算指标不足，请尽快改正", "a measured requirement is not met; mend it soon",
        ),
        ExitClause.PERIOD_ENDED: (
            f"试点期于 {until} 届满，次日起恢复固定周期维保",
            f"the pilot period ends on {until}; fixed intervals return the day after",
        ),
    }  # fmt: skip
    if clause in said:
        return said[clause]
    if until:
        return f"责任保险于 {until} 到期", f"its liability insurance ends on {until}"
    return "在线率不足，持续不改将立案", "it is online too little; if that lasts a case is opened"
