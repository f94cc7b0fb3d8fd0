"""Background entries about the way out of the pilot."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.ondemand.actions import exits as actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.tell_exit")
def tell_exit(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of an exit case."""
    actions.tell_exit(step_id=step_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_inspection")
def follow_inspection(*, inspection_id: int, **later: object) -> None:
    """Judge the elevator of a report that has come into force."""
    actions.follow_inspection(inspection_id=inspection_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_covers")
def follow_covers(*, cover_ids: list[int], **later: object) -> None:
    """Judge the elevators whose cover has ended."""
    actions.follow_covers(cover_ids=cover_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_policy")
def follow_policy(*, policy_id: int, **later: object) -> None:
    """Judge the elevators of a policy that was entered or grew."""
    actions.follow_policy(policy_id=policy_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_stop")
def follow_stop(*, stop_id: int, **later: object) -> None:
    """Judge the elevator whose use was stopped, or is allowed again."""
    actions.follow_stop(stop_id=stop_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_plans")
def follow_plans(*, plan_ids: list[int], **later: object) -> None:
    """Judge the elevators of plans that were adopted."""
    actions.follow_plans(plan_ids=plan_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_complaint")
def follow_complaint(*, report_id: int, **later: object) -> None:
    """Judge the elevator of a report that was looked into."""
    actions.follow_complaint(report_id=report_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_responsibility")
def follow_responsibility(*, elevator_ids: list[int], **later: object) -> None:
    """Judge the elevators for which another firm, or nobody, answers now."""
    actions.follow_elevators(elevator_ids=elevator_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_pilots")
def follow_pilots(*, form_id: str, pilot_ids: list[int], **later: object) -> None:
    """Judge elevators that were moved by a form."""
    actions.follow_pilots(pilot_ids=pilot_ids, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.follow_order")
def follow_order(*, step_id: int, **later: object) -> None:
    """Judge the firm of an order whose case has ended."""
    actions.follow_order(step_id=step_id, now=clock.now())


@app.periodic(cron="50 18 * * *")  # type: ignore[arg-type] # 02:50 in Shanghai, after the day's roll-ups and firms; cron is in UTC
@app.task(queue=QUEUE, retry=_RETRY, name="ondemand.find_exits")
def find_exits(*, timestamp: int = 0, **later: object) -> None:
    """End what is over, then judge every firm and elevator; a missed day is made up for."""
    actions.end_periods(now=clock.now())
    actions.find_firm_exits(now=clock.now())
    actions.find_exits(now=clock.now())
