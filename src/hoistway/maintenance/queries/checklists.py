"""Which items a visit answers on one elevator: the rule's, and its maker's."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import MakersItem
from hoistway.maintenance.queries.facts import hydraulic
from hoistway.maintenance.rules.checklists import items_of_visit
from hoistway.maintenance.rules.items import Item
from hoistway.maintenance.rules.makers import MakersLine, lines_for, with_makers
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator


def makers_items(*, by: Actor) -> QuerySet[MakersItem]:
    """Return what the actor's firm entered from manuals, those in force first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    rows = MakersItem.objects.filter(firm_id=by.organisation_id)
    return rows.order_by("-ended_on", "made_by", "model", "item", "pk")


def makers_lines(*, firm_id: int, day: date) -> tuple[MakersLine, ...]:
    """Return what counts of a firm's manuals on a day; ask once for many elevators."""
    rows = MakersItem.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), firm_id=firm_id, counts_from__lte=day
    )
    return tuple(
        MakersLine(
            key=row.pk, made_by=row.made_by, model=row.model, item=row.item, level=row.level,
            place=row.place, words=row.words, asks=row.asks, at_least=row.at_least,
            at_most=row.at_most, unit=row.unit,
        )
        for row in rows.order_by("pk")
    )  # fmt: skip


def checklist_of(
    *, elevator: "Elevator", kind: VisitKind, level: Level | None, lines: Sequence[MakersLine]
) -> tuple[Item, ...]:
    """Return the items of a visit on one elevator; `lines` are those of its firm on the day."""
    items = items_of_visit(
        kind=kind, level=level, elevator_kind=str(elevator.kind),
        hydraulic=hydraulic(elevator=elevator),
    )  # fmt: skip
    ours = lines_for(lines=lines, made_by=elevator.made_by, model=elevator.model)
    if not items or not ours:
        return items
    chosen = Level.YEAR if kind is VisitKind.SELF_INSPECTION or level is None else level
    return with_makers(items=items, lines=ours, level=chosen)
