"""Questions by lists: reports, what is due, requests, tables."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.inspection.models import (
    Defect,
    Inspection,
    InspectionRequest,
    InspectionTable,
    InspectionTableRow,
    NextInspection,
    StopUse,
)
from hoistway.inspection.queries.standing import kept_reports
from hoistway.inspection.vocabulary import InspectionKind, RequestState, Verdict
from hoistway.parties.queries import in_reach, may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState

_PLACE = "elevator", "elevator__jurisdiction", "elevator__use_unit", "elevator__firm"
_LARGEST = 2**63
_ASKED = sorted(map(str, (RequestState.ASKED, RequestState.AGREED)))


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionSearch:
    """What is asked of the reports; an empty field asks nothing."""

    text: str = ""
    kind: InspectionKind | None = None
    verdict: Verdict | None = None
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None


def inspections(*, by: Actor) -> QuerySet[Inspection]:
    """Return the reports this actor may see that count, latest first.

    Inspectors see those of their own body and of every elevator in reach.
    """
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        return Inspection.objects.none()
    seen = kept_reports().filter(in_reach(by=by, prefix="elevator__"))
    return seen.select_related(*_PLACE, "body", "file").order_by("-held_on", "-pk")


def found_inspections(*, by: Actor, search: InspectionSearch) -> QuerySet[Inspection]:
    """Return the visible reports that fit, latest first."""
    found = inspections(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(report_number__icontains=word)
            | Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(body__name__icontains=word)
            | Q(elevator__use_unit__name__icontains=word)
        )  # fmt: skip
    asked = {
        "kind": search.kind, "verdict": search.verdict, "held_on__gte": search.first,
        "held_on__lte": search.last, "elevator__jurisdiction__code": search.jurisdiction_code,
    }  # fmt: skip
    return found.filter(**{column: value for column, value in asked.items() if value})


def inspection_seen(*, number: str, by: Actor) -> Inspection:
    """Return one visible report, also one that was replaced. Raises: NotFound."""
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        raise NotFound
    rows = Inspection.objects.filter(in_reach(by=by, prefix="elevator__"), number=number)
    found = rows.select_related(*_PLACE, "body", "file", "replaces").first()
    if found is None:
        raise NotFound
    return found


def replaced_by(*, inspection: Inspection) -> Inspection | None:
    """Return the report that has taken the place of this one."""
    return Inspection.objects.filter(replaces=inspection).first()


def defects_of(*, inspection: Inspection) -> list[Defect]:
    """Return what a report found wrong, in its order."""
    rows = Defect.objects.filter(inspection=inspection).select_related("mended_file")
    return list(rows.order_by("ordinal"))


def defect_seen(*, defect_id: int, by: Actor) -> Defect:
    """Return one defect of a visible report. Raises: NotFound."""
    seen = inspections(by=by).order_by().values("pk")
    rows = Defect.objects.filter(pk=defect_id, inspection__in=seen)
    found = rows.select_related("inspection", "mended_file").first()
    if found is None:
        raise NotFound
    return found


def due_rows(*, by: Actor) -> QuerySet[NextInspection]:
    """Return what is due next on the visible elevators, the first due first."""
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        return NextInspection.objects.none()
    seen = NextInspection.objects.filter(in_reach(by=by, prefix="elevator__"))
    return seen.select_related(*_PLACE).order_by(F("due_on").asc(nulls_last=True), "pk")


def due_until(*, by: Actor, last: date) -> QuerySet[NextInspection]:
    """Return what must be done by a day on elevators in use, what is late first."""
    return due_rows(by=by).filter(due_on__lte=last, elevator__use_state=UseState.IN_USE)


def due_per_month(*, by: Actor, first: date, after: date) -> dict[tuple[date, str], int]:
    """Return how many fall due by month and kind, on elevators in use; one query."""
    rows = due_rows(by=by).filter(due_on__gte=first, due_on__lt=after)
    rows = rows.filter(elevator__use_state=UseState.IN_USE).order_by()
    counted = rows.values("kind", month=TruncMonth("due_on")).annotate(n=Count("pk"))
    return {(row["month"], str(row["kind"])): row["n"] for row in counted}


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many of an actor's elevators in use are late, near, stopped, or have no report."""

    elevators: int
    late: int
    near: int
    stopped: int
    unknown: int


def due_counts(*, by: Actor, today: date, near: date) -> DueCounts:
    """Return the figures of the actor's elevators in use; three queries."""
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        return DueCounts(0, 0, 0, 0, 0)
    in_use = elevators(by=by).filter(use_state=UseState.IN_USE).order_by()
    rows = due_rows(by=by).filter(elevator__use_state=UseState.IN_USE).order_by()
    counted = rows.aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)),
        near=Count("pk", filter=Q(due_on__gte=today, due_on__lte=near)),
    )  # fmt: skip
    stops = stopped(by=by).order_by().values("elevator_id").distinct().count()
    total = in_use.count()
    return DueCounts(total, counted["late"], counted["near"], stops, max(0, total - counted["all"]))


def stopped(*, by: Actor) -> QuerySet[StopUse]:
    """Return the stops in force on visible elevators, the latest first."""
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        return StopUse.objects.none()
    rows = StopUse.objects.filter(in_reach(by=by, prefix="elevator__"), lifted_at=None)
    return rows.select_related(*_PLACE, "inspection").order_by("-ordered_at", "-pk")


def stopped_elevator(*, stop_id: int, by: Actor) -> int:
    """Return the elevator of a visible stop, lifted or not. Raises: NotFound."""
    rows = StopUse.objects.filter(in_reach(by=by, prefix="elevator__"), pk=stop_id)
    found = rows.values_list("elevator_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def requests(*, by: Actor) -> QuerySet[InspectionRequest]:
    """Return the requests this actor has to do with: a body its own, others their elevators'."""
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        return InspectionRequest.objects.none()
    rows = InspectionRequest.objects.filter(in_reach(by=by, prefix="elevator__"))
    if may(by=by, deed=Deed.RECORD_INSPECTION) and by.organisation_id:
        rows = rows.filter(body_id=by.organisation_id)
    return rows.select_related(*_PLACE, "body").order_by("wished_on", "pk")


def open_requests(*, by: Actor) -> QuerySet[InspectionRequest]:
    """Return the requests that wait for the body or for the agreed day."""
    return requests(by=by).filter(state__in=_ASKED)


def tables(*, by: Actor) -> QuerySet[InspectionTable]:
    """Return the tables that the actor's body handed in, newest first."""
    if not may(by=by, deed=Deed.RECORD_INSPECTION):
        return InspectionTable.objects.none()
    rows = InspectionTable.objects.filter(body_id=by.organisation_id).select_related("file")
    return rows.order_by("-asked_at", "-pk")


def table_seen(*, table_id: int, by: Actor) -> InspectionTable:
    """Return one table of the actor's body. Raises: NotFound."""
    found = tables(by=by).filter(pk=table_id).first()
    if found is None:
        raise NotFound
    return found


def refused_rows(*, table: InspectionTable) -> QuerySet[InspectionTableRow]:
    """Return the rows of a table that were refused, by line."""
    return InspectionTableRow.objects.filter(table=table).order_by("line")


def sent_by_body(*, body_id: int) -> QuerySet[Inspection]:
    """Return what a body has reported and not corrected; for its own system."""
    rows = kept_reports().filter(body_id=body_id)
    return rows.select_related(*_PLACE, "body", "file").order_by("pk")


def request_seen(*, request_id: int, by: Actor) -> InspectionRequest:
    """Return one request this actor has to do with. Raises: NotFound."""
    rows = requests(by=by).select_related("inspection", "use_unit")
    found = rows.filter(pk=request_id).first() if 0 < request_id < _LARGEST else None
    if found is None:
        raise NotFound
    return found


def stop_seen(*, stop_id: int, by: Actor) -> StopUse:
    """Return one stop of a visible elevator, lifted or not. Raises: NotFound."""
    if not may(by=by, deed=Deed.SEE_INSPECTIONS):
        raise NotFound
    rows = StopUse.objects.filter(in_reach(by=by, prefix="elevator__"), pk=stop_id)
    found = rows.select_related(*_PLACE, "inspection").first()
    if found is None:
        raise NotFound
    return found
