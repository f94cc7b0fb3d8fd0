"""The firm hands its elevators in; the district checks, lists and reports them, or gives back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions import FollowedPlan, PlanLine, follow_plans
from hoistway.ondemand.actions.conditions import Verdicts, keep_conditions
from hoistway.ondemand.actions.moving import (
    MovedReport,
    Step,
    enter,
    fitting,
    held_pilots,
    move,
    needed,
)
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.queries import period_on, policy_of
from hoistway.ondemand.rules.entry import ClauseVerdict
from hoistway.ondemand.vocabulary import PilotDeed
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed
from hoistway.yearplans.queries import lines_of
from hoistway.yearplans.queries.adopted import AdoptedPlan, adopted_on


class ClauseFails(Refusal):
    """Raised when a condition does not hold; it names the clause and the failing fact."""

    code = "pilot_clause_fails"
    zh = "不符合「{clause_zh}」：{ground_zh}（{source}）。"
    en = "«{clause_en}» does not hold: {ground_en} ({source})."
    status = 422


@transaction.atomic
def submit_elevators(
    *, pilot_ids: Collection[int], form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Let a firm hand consented elevators in to their districts; each condition is computed now.

    An elevator of which one does not hold stays where it is, the failing fact is named.
    Announces: ElevatorPilotsMoved. Raises: NotAllowed. Source: 286号 附件2 四（二）.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    seen = Q(firm_pilot__firm_id=by.organisation_id)
    step = Step(deed=PilotDeed.SUBMITTED, form_id=form_id, edition=_edition(now))
    fit, report = fitting(pilots=held_pilots(pilot_ids=pilot_ids, seen=seen), step=step)
    verdicts = keep_conditions(pilot_ids=[one.pk for one in fit], now=now)
    good = _fulfilling(fit, verdicts, report)
    today = local_day(at=now)
    for one in good:
        policy = policy_of(period=one.firm_pilot.period, jurisdiction_code=one.jurisdiction.code)
        one.check_by = today + timedelta(days=policy.district_check_days)
    ElevatorPilot.objects.bulk_update(good, ["check_by"])
    facts = {one.pk: _facts_of(verdicts[one.pk]) for one in good}
    move(pilots=good, step=step, columns={"submitted_at": now}, facts=facts, now=now, by=by)
    report.moved += good
    return report


@transaction.atomic
def list_elevators(
    *, pilot_ids: Collection[int], form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Let a district put what it checked on its list and report it to the city, in one form.

    The conditions are computed at this moment; the elevator follows its year plan from today, or
    from the plan's first day. Announces: ElevatorPilotsMoved. Raises: NotAllowed.
    Source: 286号 附件2 四（二）（三）.
    """
    require(by=by, deed=Deed.CHECK_PILOT)
    step = Step(deed=PilotDeed.LISTED, form_id=form_id, edition=_edition(now))
    pilots = held_pilots(pilot_ids=pilot_ids, seen=in_reach(by=by, prefix="elevator__"))
    fit, report = fitting(pilots=pilots, step=step)
    verdicts = keep_conditions(pilot_ids=[one.pk for one in fit], now=now)
    good = _fulfilling(fit, verdicts, report)
    plans = adopted_on(elevator_ids=[one.elevator_id for one in good], day=local_day(at=now))
    facts = {
        one.pk: _facts_of(verdicts[one.pk]) | {"plan": str(plans[one.elevator_id].uid)}
        for one in good
    }
    columns = {"listed_at": now, "reported_at": now}
    move(pilots=good, step=step, columns=columns, facts=facts, now=now, by=by)
    _report_to_city(good, step, now, by)
    _follow(good, plans, now, by)
    report.moved += good
    return report


def receipt_of(*, pilot: ElevatorPilot, form_id: UUID, now: datetime) -> str:
    """Return the number of the report to the city: district, day, form."""
    return f"BS-{pilot.jurisdiction.code}-{local_day(at=now):%Y%m%d}-{form_id.hex[:6].upper()}"


def _report_to_city(
    good: Sequence[ElevatorPilot], step: Step, now: datetime, by: Actor
) -> None:  # fmt: skip
    reported = Step(
        deed=PilotDeed.REPORTED, form_id=uuid5(step.form_id, "reported"), edition=step.edition
    )
    facts = {
        one.pk: {"receipt": receipt_of(pilot=one, form_id=step.form_id, now=now)} for one in good
    }
    enter(pilots=good, step=reported, facts=facts, now=now, by=by)


def _follow(
    good: Sequence[ElevatorPilot], plans: Mapping[int, AdoptedPlan], now: datetime, by: Actor
) -> None:
    """Let the elevators follow their plans, never beyond the period."""
    today = local_day(at=now)
    lines = lines_of(plan_ids=[plan.plan_id for plan in plans.values()])
    followed = []
    for one in good:
        plan = plans[one.elevator_id]
        followed.append(FollowedPlan(
            elevator_id=one.elevator_id, plan_uid=plan.uid, edition=plan.edition,
            first_day=max(plan.first_day, today),
            last_day=min(plan.last_day, one.firm_pilot.period.last_day),
            lines=tuple(
                PlanLine(item=row.item, way=row.way, days=row.days, months=row.months)
                for row in lines[plan.plan_id]
            ),
        ))  # fmt: skip
    if followed:
        follow_plans(plans=followed, now=now, by=by)


@transaction.atomic
def return_elevators(
    *, pilot_ids: Collection[int], words: str, form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Give elevators back to the firm with what is to be put right.

    Announces: ElevatorPilotsMoved. Raises: NotAllowed, ReasonMissing.
    """
    require(by=by, deed=Deed.CHECK_PILOT)
    step = Step(deed=PilotDeed.RETURNED, form_id=form_id, words=needed(words))
    pilots = held_pilots(pilot_ids=pilot_ids, seen=in_reach(by=by, prefix="elevator__"))
    fit, report = fitting(pilots=pilots, step=step)
    move(pilots=fit, step=step, columns={"check_by": None}, now=now, by=by)
    report.moved += fit
    return report


def _fulfilling(
    fit: Sequence[ElevatorPilot], verdicts: Verdicts, report: MovedReport
) -> list[ElevatorPilot]:
    """Return those of which every clause holds; the report names the failing fact of others."""
    good = []
    for one in fit:
        failing = next((each for each in verdicts[one.pk] if not each.holds), None)
        if failing is None:
            good.append(one)
        else:
            report.refused[one.elevator.register_number] = ClauseFails(
                clause_zh=failing.clause.zh, clause_en=failing.clause.en,
                ground_zh=failing.ground.zh, ground_en=failing.ground.en,
                source=failing.clause.source,
            )  # fmt: skip
    return good


def _facts_of(verdicts: Sequence[ClauseVerdict]) -> dict[str, object]:
    """Return what a step keeps of the judgement: every clause with its facts."""
    return {
        "verdicts": [
            {"clause": str(one.clause), "holds": one.holds, "facts": dict(one.facts)}
            for one in verdicts
        ]
    }


def _edition(now: datetime) -> str:
    period = period_on(day=local_day(at=now))
    return period.edition if period else ""


def follow_adopted(*, pilots: Sequence[ElevatorPilot], now: datetime, by: Actor) -> None:
    """Let elevators follow the year plans that are adopted for them today; who judged, judged."""
    keys = [one.elevator_id for one in pilots]
    _follow(pilots, adopted_on(elevator_ids=keys, day=local_day(at=now)), now, by)
