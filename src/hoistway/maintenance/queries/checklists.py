"""Which items a visit answers on one elevator: the rule's, and its maker's."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.prepared import Prepared
from hoistway.maintenance.models import MakersItem, Visit
from hoistway.maintenance.queries.facts import hydraulic
from hoistway.maintenance.rules.checklists import MAKERS_ITEM, items_of_visit, level_of
from hoistway.maintenance.rules.items import Item
from hoistway.maintenance.rules.makers import MakersLine, lines_for, with_makers
from hoistway.maintenance.vocabulary import Level, VisitKind
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


def makers_items(*, by: Actor) -> QuerySet[MakersItem]:
    """Return what the actor's firm entered from manuals, those in force first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    rows = MakersItem.objects.filter(firm_id=by.organisation_id)
    return rows.order_by("-ended_on", "made_by", "model", "item", "pk")


PACKED_DAYS = 3
"""Days for which a checklist on a phone stays good. Chosen: it is packed for two."""


def _in_force(ended: date, firm: int, day: date) -> QuerySet[MakersItem]:
    still = Q(ended_on__isnull=True) | Q(ended_on__gt=ended)
    return MakersItem.objects.filter(still & Q(firm_id=firm) & Q(counts_from__lte=day)).order_by(
        "pk"
    )


_IN_FORCE = Prepared(ask=_in_force, samples=[date.min, 0, date.max])


def makers_lines(*, firm_id: int, day: date) -> tuple[MakersLine, ...]:
    """Return what counts of a firm's manuals on a day or counted when phones were packed for it.

    Ask once for many elevators.
    """
    rows = _IN_FORCE.rows(day - timedelta(days=PACKED_DAYS), firm_id, day)
    return tuple(
        MakersLine(
            key=row.pk, made_by=row.made_by, model=row.model, item=row.item, level=row.level,
            place=row.place, words=row.words, asks=row.asks, at_least=row.at_least,
            at_most=row.at_most, unit=row.unit, counts_from=row.counts_from,
            ended_on=row.ended_on,
        )
        for row in rows
    )  # fmt: skip


def checklist_of(*, visit: Visit, lines: Sequence[MakersLine], day: date) -> tuple[Item, ...]:
    """Return the items of a visit as of a day; `lines` are those of its firm."""
    elevator = visit.elevator
    items = items_of_visit(
        kind=visit.kind, level=visit.level, elevator_kind=str(elevator.kind),
        hydraulic=hydraulic(elevator=elevator), codes=tuple(visit.items),
    )  # fmt: skip
    ours = lines_for(lines=lines, made_by=elevator.made_by, model=elevator.model, day=day)
    if not items or not ours:
        return items
    if visit.kind is VisitKind.TARGETED:
        return with_makers(items=items, lines=[one for one in ours if one.item], level=Level.YEAR)
    if visit.kind is VisitKind.SELF_INSPECTION:
        return with_makers(items=items, lines=ours, level=Level.YEAR)
    level = visit.level or level_of(items=[one for one in items if one != MAKERS_ITEM])
    return with_makers(items=items, lines=ours, level=level)


def checklists_of(*, visit: Visit, day: date) -> tuple[tuple[Item, ...], ...]:
    """Return the checklists that a phone may bring for work of a day, the newest first.

    A line of a manual that was entered or ended after the phone was packed refuses no record.
    """
    lines = makers_lines(firm_id=visit.firm_id, day=day)
    days = [day - timedelta(days=back) for back in range(PACKED_DAYS)]
    return tuple(dict.fromkeys(checklist_of(visit=visit, lines=lines, day=one) for one in days))
