"""Questions about one elevator or many: the verdict in force, what is due, stops of use."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.inspection.models import Defect, Inspection, NextInspection, StopUse
from hoistway.inspection.rules.cycle import Due, Held, standing
from hoistway.inspection.rules.verdicts import in_force
from hoistway.inspection.vocabulary import (
    DefectState,
    DueStanding,
    InspectionKind,
    StopReason,
    Verdict,
)
from hoistway.registry.queries import elevators_at_hand, families
from hoistway.registry.vocabulary import UseState


def kept_reports() -> QuerySet[Inspection]:
    """Return the reports that no later one has replaced."""
    newer = Inspection.objects.filter(replaces=OuterRef("pk"))
    return Inspection.objects.filter(~Exists(newer))


def reports_of(
    *, elevator_ids: Collection[int], on: date | None = None
) -> dict[int, list[Inspection]]:
    """Return the reports of each elevator held until a day, the oldest first; two queries.

    What was held on an elevator that is merged into another counts for that one. Scope was
    judged by the caller.
    """
    home = families(elevator_ids=elevator_ids)
    rows = kept_reports().filter(elevator_id__in=list(home))
    if on is not None:
        rows = rows.filter(held_on__lte=on)
    found: dict[int, list[Inspection]] = defaultdict(list)
    for row in rows.select_related("body", "file").order_by("held_on", "recorded_at", "pk"):
        found[home[row.elevator_id]].append(row)
    return dict(found)


def verdict_in_force(*, elevator_ids: Collection[int], on: date) -> dict[int, Inspection]:
    """Return the report in force of each elevator on a day; none where no report is known."""
    found = {}
    for key, reports in reports_of(elevator_ids=elevator_ids, on=on).items():
        one = in_force(reports=reports)
        if one is not None:
            found[key] = one
    return found


def standing_of(
    *, elevator_ids: Collection[int], on: date
) -> dict[int, tuple[DueStanding, NextInspection]]:
    """Return how each elevator stands on a day, with what is due next; two queries.

    Every elevator has an answer: without a report it is `UNKNOWN`, with an empty row.
    """
    rows = {row.elevator_id: row for row in NextInspection.objects.filter(pk__in=elevator_ids)}
    idle = elevators_at_hand(elevator_ids=elevator_ids).exclude(use_state=UseState.IN_USE)
    out_of_use = set(idle.values_list("pk", flat=True))
    return {
        key: (
            standing_of_row(row=rows.get(key), on=on, out_of_use=key in out_of_use),
            rows.get(key) or NextInspection(elevator_id=key, kind=InspectionKind.PERIODIC),
        )
        for key in elevator_ids
    }


def standing_of_row(*, row: NextInspection | None, on: date, out_of_use: bool) -> DueStanding:
    """Return how an elevator stands on a day, by what was worked out for it."""
    return standing(due=due_of(row=row) if row else None, on=on, out_of_use=out_of_use)


def due_of(*, row: NextInspection) -> Due:
    """Return what judgement needs of a row."""
    return Due(
        kind=row.kind, due_on=row.due_on, early_from=row.early_from, ask_by=row.ask_by,
        base_on=row.base_on or row.worked_out_at.date(), year=int(row.reasons.get("year", 0)),
        edition=row.edition, why=str(row.reasons.get("why", "")),
    )  # fmt: skip


def held_of(*, reports: Collection[Inspection]) -> tuple[Held, ...]:
    """Return reports as judgement needs them."""
    return tuple(
        Held(kind=one.kind, good=one.verdict in Verdict.good(), on=one.held_on) for one in reports
    )


def stops_of(*, elevator_ids: Collection[int] | None) -> dict[int, StopUse]:
    """Return which of these, or of all, must not be used now; the gravest reason of each."""
    rows = StopUse.objects.filter(lifted_at=None)
    if elevator_ids is not None:
        rows = rows.filter(elevator_id__in=elevator_ids)
    found: dict[int, StopUse] = {}
    for row in rows.select_related("inspection", "elevator").order_by("ordered_at", "pk"):
        before = found.get(row.elevator_id)
        if before is None or before.reason is not StopReason.FAILED:
            found[row.elevator_id] = row
    return found


def elevator_of_stop(*, stop_id: int) -> int | None:
    """Return which elevator a stop is about; scope was judged by the caller."""
    return StopUse.objects.filter(pk=stop_id).values_list("elevator_id", flat=True).first()


def open_stops(*, elevator_id: int) -> list[StopUse]:
    """Return all stops of an elevator that nobody has lifted, the oldest first."""
    rows = StopUse.objects.filter(elevator_id=elevator_id, lifted_at=None)
    return list(rows.select_related("inspection").order_by("ordered_at", "pk"))


def past_stops(*, elevator_id: int) -> list[StopUse]:
    """Return all stops there ever were of an elevator, the latest first."""
    rows = StopUse.objects.filter(elevator_id__in=list(families(elevator_ids=[elevator_id])))
    related = rows.select_related("inspection", "lifted_inspection")
    return list(related.order_by("-ordered_at", "-pk"))


def stops_between(
    *, elevator_ids: Collection[int], begin: datetime, end: datetime
) -> list[tuple[int, datetime, datetime | None]]:
    """Return for which elevators use was stopped between two instants, from when until when."""
    ended = Q(lifted_at__gt=begin) | Q(lifted_at=None)
    rows = StopUse.objects.filter(ended, elevator_id__in=elevator_ids, ordered_at__lt=end)
    told = rows.order_by("ordered_at", "pk").values_list("elevator_id", "ordered_at", "lifted_at")
    return list(told)


def past_inspections(*, elevator_id: int) -> list[Inspection]:
    """Return the reports of an elevator that count, the latest first."""
    return reports_of(elevator_ids=[elevator_id]).get(elevator_id, [])[::-1]


def open_defects_of(*, elevator_ids: Collection[int]) -> dict[int, list[Defect]]:
    """Return what inspections found and nobody has seen mended; two queries."""
    home = families(elevator_ids=elevator_ids)
    rows = Defect.objects.filter(
        ~Q(state=DefectState.ENDED), inspection__elevator_id__in=list(home),
        inspection__in=kept_reports(),
    )  # fmt: skip
    found: dict[int, list[Defect]] = defaultdict(list)
    for row in rows.select_related("inspection", "mended_file").order_by(
        "inspection_id", "ordinal"
    ):
        found[home[row.inspection.elevator_id]].append(row)
    return dict(found)
