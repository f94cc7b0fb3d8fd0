"""What stands in one month: the visits of a technician or of an elevator, day by day."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hoistway.maintenance.models import Crew, Schedule, Visit
from hoistway.maintenance.vocabulary import VisitState


def month_of_person(*, person_id: int, first: date, after: date) -> QuerySet[Visit]:
    """Return what a technician did or is to do in `[first, after)`, by day and place in the route.

    Each row has its `day`: that of the work, else the planned one, else the last one.
    """
    worked = Crew.objects.filter(visit=OuterRef("pk"), person_id=person_id)
    return _in_month(Q(lead_id=person_id) | Q(Exists(worked)), first, after)


def month_of_elevator(*, elevator_id: int, first: date, after: date) -> QuerySet[Visit]:
    """Return what was or is to be done on one elevator in `[first, after)`; scope was judged."""
    return _in_month(Q(elevator_id=elevator_id), first, after)


def _in_month(whose: Q, first: date, after: date) -> QuerySet[Visit]:
    rows = Visit.objects.filter(whose).exclude(state=VisitState.VOID)
    rows = rows.annotate(day=Coalesce("counted_on", "planned_on", "due_on"))
    rows = rows.filter(day__gte=first, day__lt=after)
    related = "elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "lead"
    return rows.select_related(*related).order_by("day", "place_in_route", "due_on", "pk")


def schedule_of(*, elevator_id: int) -> Schedule | None:
    """Return when each level of an elevator falls due; scope was judged before."""
    return Schedule.objects.filter(pk=elevator_id).first()
