"""Questions about versions of plans: who sees which, which one counts, what it holds."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.yearplans.models import YearPlan, YearPlanLine
from hoistway.yearplans.rules.limits import PlainLine
from hoistway.yearplans.vocabulary import YearPlanState

_RELATED = ("elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "firm", "run")


def year_plans(*, by: Actor) -> QuerySet[YearPlan]:
    """Return the versions this actor may see, the newest first.

    A firm sees its own plans for elevators that it maintains; whoever answers for an elevator
    reads those of it.
    """
    if not may(by=by, deed=Deed.SEE_PILOT):
        return YearPlan.objects.none()
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        seen &= Q(firm_id=by.organisation_id)
    rows = YearPlan.objects.filter(seen).select_related(*_RELATED)
    return rows.order_by("-made_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSearch:
    """What is asked of the plans; an empty field asks nothing."""

    text: str = ""
    state: YearPlanState | None = None
    thin: bool | None = None
    jurisdiction_code: str = ""
    run: str = ""


def found_plans(*, by: Actor, search: PlanSearch) -> QuerySet[YearPlan]:
    """Return the visible versions that fit; without a state asked, those that are not replaced."""
    rows = year_plans(by=by)
    for word in search.text.split():
        rows = rows.filter(
            Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(elevator__estate__icontains=word)
            | Q(elevator__use_unit__name__icontains=word) | Q(firm__name__icontains=word)
        )  # fmt: skip
    if search.state is not None:
        rows = rows.filter(state=search.state)
    elif not search.run:
        rows = rows.filter(state__in=sorted(map(str, YearPlanState.living())))
    if search.thin is not None:
        rows = rows.filter(thin=search.thin)
    if search.jurisdiction_code:
        rows = rows.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    if search.run:
        rows = rows.filter(run__number=search.run)
    return rows


def plan_seen(*, uid: UUID, by: Actor) -> YearPlan:
    """Return one version. Raises: NotFound."""
    found = year_plans(by=by).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def versions_of(*, plan: YearPlan, by: Actor) -> list[YearPlan]:
    """Return all visible versions of the plan's elevator, the newest first."""
    return list(year_plans(by=by).filter(elevator_id=plan.elevator_id).order_by("-version"))


def lines_of(*, plan_ids: Collection[int]) -> dict[int, list[YearPlanLine]]:
    """Return the lines of each of these versions in the order of the annex."""
    found: dict[int, list[YearPlanLine]] = defaultdict(list)
    for row in YearPlanLine.objects.filter(plan_id__in=plan_ids).order_by("item", "pk"):
        found[row.plan_id].append(row)
    return dict(found)


def plan_in_force(*, elevator_ids: Collection[int], day: date) -> dict[int, YearPlan]:
    """Return for each elevator the adopted version whose days hold this one; scope was judged."""
    rows = YearPlan.objects.filter(
        elevator_id__in=elevator_ids, state=YearPlanState.ADOPTED, first_day__lte=day,
        last_day__gte=day,
    )  # fmt: skip
    return {row.elevator_id: row for row in rows.select_related("firm").order_by("pk")}


def plain(*, line: YearPlanLine) -> PlainLine:
    """Return a line as the rules read it."""
    return PlainLine(line.item, ItemWay(line.way), line.days, line.months)
