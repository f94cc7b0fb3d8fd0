"""Propose plans for many elevators: asked for, worked out by a job, stopped."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators, elevators_at_hand
from hoistway.registry.vocabulary import RunState, UseState
from hoistway.yearplans.actions.keeping import Proposed, keep_proposals
from hoistway.yearplans.events import YearPlansAsked
from hoistway.yearplans.models import PlanRun, YearPlan
from hoistway.yearplans.queries.facts import facts_of
from hoistway.yearplans.queries.runs import plan_run_seen, topic_of_run
from hoistway.yearplans.queries.shown import planned_ever, with_evidence
from hoistway.yearplans.rules.facts import NO_EVIDENCE, PlanFacts
from hoistway.yearplans.rules.policy import plan_policy_on
from hoistway.yearplans.rules.propose import propose

CHUNK = 50
"""Elevators proposed in one transaction. Chosen: progress moves about twice a second."""

MOST = 5_000
"""Elevators of one run. Chosen: the largest fleets of the city are proposed in a few runs."""

AHEAD = timedelta(days=92)
"""How far ahead a plan may begin. Chosen: a quarter; its facts are of today."""


class NothingToPlan(Refusal):
    """Raised when no elevator was chosen, or none of the firm's own."""

    code = "nothing_to_plan"
    zh = "没有选中本单位维保的电梯。"
    en = "No elevator that your firm maintains was chosen."
    status = 422


class TooManyToPlan(Refusal):
    """Raised when more elevators were chosen than one run takes."""

    code = "too_many_to_plan"
    zh = "一次最多编制 {most} 台，请分批。"
    en = "At most {most} elevators at a time; please ask in parts."
    status = 422


class PlanBeginsAmiss(Refusal):
    """Raised when a plan is to begin before today or too far ahead."""

    code = "plan_begins_amiss"
    zh = "开始日期须在 {first} 与 {last} 之间。"
    en = "The plan begins between {first} and {last}."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """How a run ended."""

    state: RunState
    said: str = ""


@transaction.atomic
def ask_plans(
    *, elevator_ids: Collection[int], first_day: date, form_id: UUID, now: datetime, by: Actor
) -> PlanRun:
    """Have year plans proposed for elevators of the firm; a repeated form is the same run.

    Announces: YearPlansAsked. Raises: NotAllowed, NothingToPlan, TooManyToPlan, PlanBeginsAmiss.
    Source: 286号 附件2 三 4, 四（二）.
    """
    require(by=by, deed=Deed.PLAN_YEAR)
    known = PlanRun.objects.filter(form_id=form_id, firm_id=by.organisation_id).first()
    if known is not None:
        return known
    today = local_day(at=now)
    if not today <= first_day <= today + AHEAD:
        raise PlanBeginsAmiss(first=today, last=today + AHEAD)
    if len(elevator_ids) > MOST:
        raise TooManyToPlan(most=MOST)
    asked = list(elevators(by=by).filter(pk__in=elevator_ids).values_list("pk", flat=True))
    if not asked:
        raise NothingToPlan
    key = fresh_key(table="yearplans_planrun")
    run = PlanRun(
        pk=key, form_id=form_id, number=f"JH{today:%y%m%d}{key:06d}", firm_id=by.organisation_id,
        first_day=first_day, elevators=asked, asked=len(asked), at=now, by=by.as_json(),
    )  # fmt: skip
    run.save(force_insert=True)
    announce(YearPlansAsked(run_id=key))
    return run


def work_on_run(*, run_id: int, now: datetime) -> RunOutcome | None:
    """Propose what a run asks for; after a kill it goes on. None where somebody has stopped it."""
    run = PlanRun.objects.filter(pk=run_id, state__in=RunState.open_states()).first()
    if run is None:
        return None
    PlanRun.objects.filter(pk=run_id).update(state=RunState.RUNNING)
    try:
        known = _facts_of_fleet(run, now)
        ready = set(YearPlan.objects.filter(run=run).values_list("elevator_id", flat=True))
        waiting = [key for key in run.elevators if key not in ready]
        for start in range(0, len(waiting), CHUNK):
            if not _propose(run, waiting[start : start + CHUNK], known, now=now):
                return None
    except OperationalError:
        raise
    except Exception as error:
        failed = RunOutcome(state=RunState.FAILED, said=f"程序错误：{type(error).__name__}")
        end_run(run_id=run_id, outcome=failed, now=now)
        raise
    return RunOutcome(state=RunState.DONE)


MOST_EVIDENCE = 20_000
"""Elevators of other firms whose evidence is read. Chosen: beyond them no bound moves, and their
facts take seconds."""


def _facts_of_fleet(run: PlanRun, now: datetime) -> dict[int, PlanFacts]:
    """Return the facts of the firm's elevators and of all that lived by a plan, whose ever.

    What the city's pilot has shown together counts: a small fleet alone would learn for years.
    """
    fleet = elevators(by=PLATFORM).filter(firm_id=run.firm_id, use_state=UseState.IN_USE)
    others = planned_ever(most=MOST_EVIDENCE)
    keys = {*fleet.values_list("pk", flat=True), *run.elevators, *others}
    known = facts_of(elevator_ids=sorted(keys), fleet=NO_EVIDENCE, now=now)
    return with_evidence(facts=known, now=now)


@transaction.atomic
def _propose(
    run: PlanRun, keys: Sequence[int], known: dict[int, PlanFacts], *, now: datetime
) -> bool:
    """Propose for some elevators; False where the run was stopped meanwhile."""
    held = PlanRun.objects.select_for_update().get(pk=run.pk)
    if held.state not in RunState.open_states():
        return False
    policy = plan_policy_on(day=held.first_day)
    found, refused = [], list(held.refused)
    for row in elevators_at_hand(elevator_ids=keys):
        if row.firm_id != run.firm_id or row.use_state is UseState.SCRAPPED:
            refused.append(_refusal(row.register_number, scrapped=row.firm_id == run.firm_id))
            continue
        facts = known[row.pk]
        found.append(Proposed(
            elevator_id=row.pk, firm_id=run.firm_id, facts=facts,
            proposal=propose(facts=facts, policy=policy),
        ))  # fmt: skip
    keep_proposals(found=found, first_day=held.first_day, run=held, now=now, by=PLATFORM)
    held.done, held.refused = held.done + len(keys), refused
    held.save(update_fields=["done", "refused"])
    touch(topic_of_run(run_id=run.pk))
    return True


def _refusal(register_number: str, *, scrapped: bool) -> dict[str, str]:
    zh, en = (
        ("电梯已报废", "the elevator is scrapped") if scrapped
        else ("已不由本单位维保", "your firm no longer maintains it")
    )  # fmt: skip
    return {"register_number": register_number, "zh": zh, "en": en}


def end_run(*, run_id: int, outcome: RunOutcome, now: datetime) -> None:
    """Close the record of a run that is still open."""
    PlanRun.objects.filter(pk=run_id, state__in=RunState.open_states()).update(
        state=outcome.state, said=outcome.said[:300], ended_at=now
    )
    touch(topic_of_run(run_id=run_id))


@transaction.atomic
def stop_run(*, number: str, now: datetime, by: Actor) -> PlanRun:
    """Give a run up that is not done; what it has proposed stays. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.PLAN_YEAR)
    run = plan_run_seen(number=number, by=by)
    PlanRun.objects.filter(pk=run.pk, state__in=RunState.open_states()).update(
        state=RunState.STOPPED, ended_at=now
    )
    touch(topic_of_run(run_id=run.pk))
    return run
