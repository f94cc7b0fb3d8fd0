"""How many elevators stand with their inspections, as the pilot judges it: lean."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from hoistway.foundation.among import among
from hoistway.inspection.models import NextInspection
from hoistway.inspection.queries.standing import kept_reports
from hoistway.inspection.rules.verdicts import in_force
from hoistway.inspection.vocabulary import InspectionKind, Verdict
from hoistway.registry.queries import elevators_at_hand, families
from hoistway.registry.vocabulary import UseState


class HeldReport(NamedTuple):
    """A report as judgement needs it."""

    kind: InspectionKind
    verdict: Verdict
    held_on: date


class Inspected(NamedTuple):
    """The verdict in force, when it was found, and what is due next; None is not known."""

    good: bool | None
    held_on: date | None
    due_on: date | None


def inspected_on(*, elevator_ids: Collection[int], day: date) -> dict[int, Inspected]:
    """Return how each of these elevators stands with its inspections on a day; four queries.

    What is due next is known of today alone: the caller drops it for a past day.
    """
    homes = families(elevator_ids=elevator_ids)
    rows = kept_reports().filter(among("elevator_id", list(homes)), held_on__lte=day)
    reports: dict[int, list[HeldReport]] = defaultdict(list)
    ordered = rows.order_by("held_on", "recorded_at", "pk")
    for key, kind, verdict, held_on in ordered.values_list(
        "elevator_id", "kind", "verdict", "held_on"
    ):
        reports[homes[key]].append(HeldReport(InspectionKind(kind), Verdict(verdict), held_on))
    due = _due(elevator_ids)
    found = {}
    for key in elevator_ids:
        last = in_force(reports=reports[key]) if key in reports else None
        good = None if last is None else last.verdict in Verdict.good()
        found[key] = Inspected(good, last.held_on if last else None, due.get(key))
    return found


def _due(elevator_ids: Collection[int]) -> dict[int, date]:
    """Return the days that are due of elevators in use; out of use nothing runs."""
    rows = NextInspection.objects.filter(among("elevator_id", elevator_ids), due_on__isnull=False)
    told = rows.order_by("pk").values_list("elevator_id", "due_on")
    due = {key: day for key, day in told if day is not None}
    idle = elevators_at_hand(elevator_ids=list(due)).exclude(use_state=UseState.IN_USE)
    for key in idle.values_list("pk", flat=True):
        due.pop(key, None)
    return due
