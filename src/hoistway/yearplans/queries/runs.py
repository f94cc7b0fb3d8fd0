"""Runs that propose plans for many elevators: which were asked for, how far they are."""

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, reach_of
from hoistway.yearplans.models import PlanRun


def plan_runs(*, by: Actor) -> QuerySet[PlanRun]:
    """Return what the actor's firm has asked for, the newest first."""
    if reach_of(by=by) is not Reach.FIRM:
        return PlanRun.objects.none()
    return PlanRun.objects.filter(firm_id=by.organisation_id).order_by("-at", "-pk")


def plan_run_seen(*, number: str, by: Actor) -> PlanRun:
    """Return a run by its number. Raises: NotFound."""
    found = plan_runs(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def topic_of_run(*, run_id: int) -> str:
    """Return the topic under which the progress of a run is told."""
    return f"plan_run.{run_id}"
