"""Firms in the pilot, judged every day; and the end of a period for all."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.plan_kept import plan_kept
from hoistway.ondemand.actions.exits_leaving import leave_firm, leave_with_firm
from hoistway.ondemand.actions.exits_steps import Ground, open_row, stepped
from hoistway.ondemand.actions.exits_warning import Warned, keep_warnings
from hoistway.ondemand.models import (
    ElevatorPilot,
    ExitCase,
    ExitWarning,
    FirmConditionChange,
    FirmPilot,
)
from hoistway.ondemand.queries.firm_facts import kept_verdicts
from hoistway.ondemand.queries.firms import policy_of
from hoistway.ondemand.rules.exits import ExitVerdict, LostCondition
from hoistway.ondemand.rules.exits_firm import (
    MEASURED,
    FirmExitFacts,
    is_off_plan,
    judge_firm_exit,
)
from hoistway.ondemand.rules.exits_news import is_news
from hoistway.ondemand.rules.exits_warned import DueWarning, period_mark
from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    EntryClause,
    ExitClause,
    ExitDeed,
    ExitState,
    FirmPilotState,
)
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind

TOLD, CORRECTED = 1, 2
"""Marks of a plan that is not followed: told to correct it, and corrected."""

WINDOW_DAYS = 90
"""Days of which visits are looked at. Chosen: a quarter, the longest on-site gap."""

_LIVING = sorted(str(state) for state in ElevatorPilotState.living())
_LIVING_FIRM = sorted(str(state) for state in FirmPilotState.living())
_ENTERED = sorted(str(state) for state in ElevatorPilotState.entered())


def find_firm_exits(*, now: datetime) -> int:
    """Judge every listed firm, open cases and warn; return how many cases were opened.

    Each firm is a transaction of its own. Announces: ExitCaseMoved. Source: requirements C9.
    """
    rows = FirmPilot.objects.filter(state=FirmPilotState.LISTED).order_by("pk")
    return sum(_judge(key, now) for key in rows.values_list("pk", flat=True))


@transaction.atomic
def _judge(firm_pilot_id: int, now: datetime) -> int:
    rows = FirmPilot.objects.select_related("period", "firm").select_for_update(of=("self",))
    pilot = rows.get(pk=firm_pilot_id)
    policy, day = policy_of(period=pilot.period), local_day(at=now)
    facts = _facts(pilot, day)
    verdicts = judge_firm_exit(facts=facts, policy=policy)
    opened = sum(_opened(pilot, one, policy, now) for one in verdicts if one.found)
    keep_warnings(
        warned=[Warned(of=pilot, warning=one) for one in _warnings(pilot, facts, policy)], now=now
    )
    return opened


def _facts(pilot: FirmPilot, day: date) -> FirmExitFacts:
    rows = ElevatorPilot.objects.filter(firm_pilot=pilot, state__in=_ENTERED)
    listed = local_day(at=pilot.listed_at) if pilot.listed_at else day
    kept = plan_kept(
        elevator_ids=list(rows.values_list("elevator_id", flat=True)), firm_id=pilot.firm_id,
        first=max(listed, day - timedelta(days=WINDOW_DAYS)), last=day - timedelta(days=1),
    )  # fmt: skip
    return FirmExitFacts(
        day=day,
        lost=_lost(pilot, day),
        visits=kept.visits,
        off_plan=kept.off_plan,
        told_on=_told_on(pilot),
    )


def _lost(pilot: FirmPilot, day: date) -> tuple[LostCondition, ...]:
    changes = FirmConditionChange.objects.filter(pilot=pilot, holds=False).order_by("on", "pk")
    since = {EntryClause(row.clause): row.on for row in changes}
    return tuple(
        LostCondition(
            clause=one.clause, since=since.get(one.clause, day), facts={"ground": str(one.ground)}
        )
        for one in kept_verdicts(pilot=pilot)
        if not one.holds
    )


def _told_on(pilot: FirmPilot) -> date | None:
    rows = ExitWarning.objects.filter(firm_pilot=pilot, clause=ExitClause.FIRM_OFF_PLAN)
    last = rows.order_by("-episode", "-pk").first()
    return last.episode if last is not None and last.mark == TOLD else None


def _opened(pilot: FirmPilot, verdict: ExitVerdict, policy: PilotPolicy, now: datetime) -> int:
    last = ExitCase.objects.filter(firm_pilot=pilot, clause=verdict.clause).order_by("pk").last()
    if last is not None and (
        last.state in ExitState.pending()
        or not is_news(clause=verdict.clause, decided=last.evidence, facts=verdict.facts)
    ):
        return 0
    city = jurisdictions().filter(kind=JurisdictionKind.CITY).get()
    case = open_row(
        pilot=pilot,
        ground=Ground(clause=verdict.clause, facts=verdict.facts),
        policy=policy,
        day=local_day(at=now),
        area_id=city.pk,
    )
    stepped(case=case, deed=ExitDeed.FOUND, now=now)
    return 1


def _warnings(pilot: FirmPilot, facts: FirmExitFacts, policy: PilotPolicy) -> list[DueWarning]:
    found, day = [], facts.day
    off = is_off_plan(facts=facts, policy=policy)
    if off != (facts.told_on is not None):
        correct_by = day + timedelta(days=policy.correct_days)
        seen: dict[str, object] = {"visits": facts.visits, "off_plan": facts.off_plan}
        if off:
            seen["until"] = correct_by.isoformat()
        mark = TOLD if off else CORRECTED
        found.append(
            DueWarning(clause=ExitClause.FIRM_OFF_PLAN, mark=mark, episode=day, facts=seen)
        )
    for one in facts.lost:
        if one.clause in MEASURED:
            mark = sorted(MEASURED).index(one.clause)
            found.append(
                DueWarning(
                    clause=ExitClause.FIRM_CONDITION,
                    mark=mark,
                    episode=one.since,
                    facts={"lost": str(one.clause), **one.facts},
                )
            )
    last_day = pilot.period.last_day
    ahead = period_mark(day=day, last_day=last_day, policy=policy)
    if ahead is not None:
        found.append(
            DueWarning(
                clause=ExitClause.PERIOD_ENDED,
                mark=ahead,
                episode=last_day,
                facts={"until": last_day.isoformat()},
            )
        )
    return found


def end_periods(*, now: datetime) -> int:
    """End every application whose period is over, and those of firms that left; how many elevators.

    From the day after the last day every elevator is on fixed intervals. Run twice, nothing
    happens twice; a missed day is made up for. Source: requirements C11.
    """
    today, ended = local_day(at=now), 0
    rows = FirmPilot.objects.filter(state__in=_LIVING_FIRM, period__last_day__lt=today)
    for key in list(rows.order_by("pk").values_list("pk", flat=True)):
        ended += _end(key, now)
    left = ElevatorPilot.objects.filter(state__in=_LIVING).exclude(
        firm_pilot__state__in=_LIVING_FIRM
    )
    for key in sorted(set(left.values_list("firm_pilot_id", flat=True))):
        with transaction.atomic():
            ended += leave_with_firm(
                firm_pilot_id=key, clause=ExitClause.FIRM_EXITED, now=now, by=PLATFORM
            )
    return ended


@transaction.atomic
def _end(firm_pilot_id: int, now: datetime) -> int:
    rows = FirmPilot.objects.select_related("period", "firm").select_for_update(of=("self",))
    pilot = rows.get(pk=firm_pilot_id)
    form_id = uuid5(NAMESPACE_URL, f"pilot-period-ended/{pilot.pk}/{pilot.period.last_day}")
    return leave_firm(
        firm_pilot=pilot, clause=ExitClause.PERIOD_ENDED, form_id=form_id, now=now, by=PLATFORM
    )
