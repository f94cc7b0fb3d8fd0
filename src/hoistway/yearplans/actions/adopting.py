"""The firm adopts versions of plans; elevators on demand follow them from that moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.yearplans.actions.adjusting import PlanReplaced, beyond, policy_of
from hoistway.yearplans.actions.following import follow_adopted
from hoistway.yearplans.events import YearPlansAdopted
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.queries.plans import lines_of, plain, year_plans
from hoistway.yearplans.rules.limits import breaches
from hoistway.yearplans.vocabulary import YearPlanState


class PlanOver(Refusal):
    """Raised when a version is adopted whose days have passed."""

    code = "plan_over"
    zh = "计划已于 {last} 到期，请重新编制。"
    en = "The plan ended on {last}; please have a new one proposed."
    status = 422


class PlanOfAnother(Refusal):
    """Raised when the elevator has gone to another firm since the plan was made."""

    code = "plan_of_another"
    zh = "该电梯已不由本单位维保。"
    en = "Your firm no longer maintains this elevator."


class NoPlanChosen(Refusal):
    """Raised when plans are adopted and none was chosen."""

    code = "no_plan_chosen"
    zh = "请至少选择一份计划。"
    en = "Please choose at least one plan."
    status = 422


@dataclass(frozen=True, slots=True)
class RefusedPlan:
    """A version that was not adopted, and why."""

    plan: YearPlan
    why: Refusal


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of the versions that were chosen."""

    adopted: tuple[YearPlan, ...]
    refused: tuple[RefusedPlan, ...]


@transaction.atomic
def adopt_plans(*, uids: Collection[UUID], now: datetime, by: Actor) -> Adoption:
    """Adopt proposed versions; each that may not be is refused alone, with its reason.

    An elevator that is on demand follows the new version at once. A version that is adopted
    already counts as adopted: the deed may be repeated.
    Announces: YearPlansAdopted. Raises: NotAllowed, NoPlanChosen.
    Source: 286号 附件2 三 4, 四（二）; requirements C4, C5.
    """
    require(by=by, deed=Deed.PLAN_YEAR)
    seen = list(year_plans(by=by).filter(uid__in=list(uids)).values_list("pk", flat=True))
    if not seen:
        raise NoPlanChosen
    rows = YearPlan.objects.select_for_update(of=["self"]).filter(pk__in=seen)
    plans = list(rows.select_related("elevator").order_by("elevator_id", "pk"))
    lines, today = lines_of(plan_ids=seen), local_day(at=now)
    fit: list[YearPlan] = []
    refused: list[RefusedPlan] = []
    for plan in plans:
        if plan.state is YearPlanState.ADOPTED:
            continue
        why = _why_not(plan, lines.get(plan.pk, []), today)
        if why is None:
            fit.append(plan)
        else:
            refused.append(RefusedPlan(plan, why))
    _adopt(fit, today, now=now, by=by)
    held = tuple(plan for plan in plans if plan.state is YearPlanState.ADOPTED)
    return Adoption(held, tuple(refused))


def _why_not(plan: YearPlan, lines: Sequence[YearPlanLine], today: date) -> Refusal | None:
    if plan.state is not YearPlanState.PROPOSED:
        return PlanReplaced()
    if plan.elevator.firm_id != plan.firm_id:
        return PlanOfAnother()
    if plan.last_day < today:
        return PlanOver(last=plan.last_day)
    policy = policy_of(plan=plan)
    found = breaches(lines=[plain(line=one) for one in lines], annex=plan.annex, policy=policy)
    return beyond(breach=found[0]) if found else None


def _adopt(fit: Sequence[YearPlan], today: date, *, now: datetime, by: Actor) -> None:
    if not fit:
        return
    keys = [plan.elevator_id for plan in fit]
    former = YearPlan.objects.filter(elevator_id__in=keys, state=YearPlanState.ADOPTED)
    running = set(former.filter(first_day__lte=today).values_list("elevator_id", flat=True))
    former.update(state=YearPlanState.SUPERSEDED)
    for plan in fit:
        if plan.elevator_id in running:  # no day without a plan between two versions
            plan.first_day = min(plan.first_day, today)
        plan.state, plan.adopted_at, plan.adopted_by = YearPlanState.ADOPTED, now, by.as_json()
    YearPlan.objects.bulk_update(fit, ["state", "adopted_at", "adopted_by", "first_day"])
    follow_adopted(plans=fit, now=now, by=by)
    announce(YearPlansAdopted(plan_ids=[plan.pk for plan in fit]))


@transaction.atomic
def end_plans(*, now: datetime) -> int:
    """End the versions whose last day has passed; return how many."""
    over = YearPlan.objects.filter(
        state__in=sorted(map(str, YearPlanState.living())), last_day__lt=local_day(at=now)
    )
    return over.update(state=YearPlanState.ENDED)
