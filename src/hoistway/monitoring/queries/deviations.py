"""What has left its own past, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.monitoring.models import Deviation, DeviationStep
from hoistway.monitoring.vocabulary import DeviationState, IndicatorKind
from hoistway.parties.queries import in_reach, may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import family

_RELATED = (
    "elevator", "elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "visit",
)  # fmt: skip
_OPEN = sorted(map(str, DeviationState.open_states()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationSearch:
    """What is asked of the deviations; an empty field asks nothing."""

    text: str = ""
    kind: IndicatorKind | None = None
    safety: bool | None = None
    jurisdiction_code: str = ""


def deviations(*, by: Actor) -> QuerySet[Deviation]:
    """Return the deviations of elevators in the actor's reach, the first due first."""
    if not may(by=by, deed=Deed.SEE_MONITORING):
        return Deviation.objects.none()
    rows = Deviation.objects.filter(in_reach(by=by, prefix="elevator__"))
    return rows.select_related(*_RELATED).order_by("due_at", "pk")


def found_deviations(*, by: Actor, search: DeviationSearch) -> QuerySet[Deviation]:
    """Return the visible deviations that fit, the first due first."""
    found = deviations(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
            | Q(elevator__use_unit__name__icontains=word)
        )  # fmt: skip
    if search.safety is not None:
        found = found.filter(safety=search.safety)
    asked = {"kind": search.kind, "elevator__jurisdiction__code": search.jurisdiction_code}
    return found.filter(**{column: value for column, value in asked.items() if value})


def open_deviations(*, elevator_ids: Collection[int]) -> dict[int, list[Deviation]]:
    """Return what is open on each elevator, the first due first; scope is the caller's."""
    rows = Deviation.objects.filter(elevator_id__in=elevator_ids, state__in=_OPEN)
    found: dict[int, list[Deviation]] = {}
    for row in rows.select_related("visit").order_by("due_at", "pk"):
        found.setdefault(row.elevator_id, []).append(row)
    return found


def past_deviations(*, elevator_id: int, by: Actor, most: int = 50) -> list[Deviation]:
    """Return the deviations of one elevator, open ones too, the latest first."""
    rows = deviations(by=by).filter(elevator_id__in=family(elevator_id=elevator_id))
    return list(rows.order_by("-found_at", "-pk")[:most])


def deviation_seen(*, number: str, by: Actor) -> Deviation:
    """Return one visible deviation. Raises: NotFound."""
    found = deviations(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def steps_of(*, deviation_ids: Collection[int]) -> dict[int, list[DeviationStep]]:
    """Return the steps of deviations in their order; scope is the caller's."""
    found: dict[int, list[DeviationStep]] = {}
    rows = DeviationStep.objects.filter(deviation_id__in=deviation_ids)
    for row in rows.order_by("at", "pk"):
        found.setdefault(row.deviation_id, []).append(row)
    return found


def deviation_counts(*, by: Actor, now: datetime) -> dict[str, int]:
    """Return how many visible deviations are open, for safety, ordered, and overdue; one query."""
    rows = deviations(by=by).filter(state__in=_OPEN).order_by()
    counted = rows.aggregate(
        open=Count("pk"), safety=Count("pk", filter=Q(safety=True)),
        ordered=Count("pk", filter=Q(state=DeviationState.ORDERED)),
        overdue=Count("pk", filter=Q(due_at__lt=now)),
    )  # fmt: skip
    return {name: int(value or 0) for name, value in counted.items()}
