"""What happened elsewhere is judged at once: inspection, cover, plan, responsibility, complaint."""

from collections.abc import Collection
from datetime import datetime

from hoistway.foundation.among import among
from hoistway.inspection.queries import kept_reports
from hoistway.inspection.queries.standing import elevator_of_stop
from hoistway.insurance.queries.covers import elevators_of_covers, elevators_of_policy
from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.ondemand.actions.exits_finding import find_exits
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.vocabulary import ElevatorPilotState
from hoistway.riders.queries.verified import elevator_of_report
from hoistway.yearplans.queries.adopted import elevators_of_plans

_APPLYING = sorted(
    str(state) for state in ElevatorPilotState.living() - ElevatorPilotState.entered()
)


def follow_elevators(*, elevator_ids: Collection[int], now: datetime) -> int:
    """Judge these elevators anew, on their way or in the pilot; return how many cases opened."""
    if not elevator_ids:
        return 0
    applying = ElevatorPilot.objects.filter(among("elevator_id", elevator_ids), state__in=_APPLYING)
    keep_conditions(pilot_ids=list(applying.values_list("pk", flat=True)), now=now)
    return find_exits(now=now, elevator_ids=elevator_ids)


def follow_inspection(*, inspection_id: int, now: datetime) -> int:
    """Judge the elevator of a report. Source: 286号 附件2 四（四）2（1）."""
    rows = kept_reports().filter(pk=inspection_id)
    return follow_elevators(elevator_ids=list(rows.values_list("elevator_id", flat=True)), now=now)


def follow_covers(*, cover_ids: Collection[int], now: datetime) -> int:
    """Judge the elevators whose cover has ended. Source: 286号 附件2 三 3."""
    return follow_elevators(elevator_ids=elevators_of_covers(cover_ids=cover_ids), now=now)


def follow_policy(*, policy_id: int, now: datetime) -> int:
    """Judge the elevators of a policy that was entered or grew. Source: 286号 附件2 三 3."""
    return follow_elevators(elevator_ids=elevators_of_policy(policy_id=policy_id), now=now)


def follow_stop(*, stop_id: int, now: datetime) -> int:
    """Judge the elevator that must not be used, or may be used again."""
    key = elevator_of_stop(stop_id=stop_id)
    return follow_elevators(elevator_ids=[key] if key else [], now=now)


def follow_plans(*, plan_ids: Collection[int], now: datetime) -> int:
    """Judge the elevators of plans that were adopted. Source: 286号 附件2 三 4."""
    return follow_elevators(elevator_ids=elevators_of_plans(plan_ids=plan_ids), now=now)


def follow_complaint(*, report_id: int, now: datetime) -> int:
    """Judge the elevator of a verified report. Source: 286号 附件2 四（四）2（3）."""
    key = elevator_of_report(report_id=report_id)
    return follow_elevators(elevator_ids=[key] if key else [], now=now)


def follow_pilots(*, pilot_ids: Collection[int], now: datetime) -> int:
    """Judge elevators that were moved: a consent may have been revoked."""
    rows = ElevatorPilot.objects.filter(pk__in=pilot_ids)
    return follow_elevators(elevator_ids=list(rows.values_list("elevator_id", flat=True)), now=now)
