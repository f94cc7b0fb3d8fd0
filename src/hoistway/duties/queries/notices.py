"""Questions about written notices, hazards among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from hoistway.duties.models import Hazard, Notice, NoticeStep
from hoistway.duties.rules.notices import Standing, needs
from hoistway.duties.vocabulary import HazardGrade, NoticeKind, NoticeNeed, NoticeState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import family

_OPEN = sorted(str(state) for state in NoticeState.open_states())
_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "use_unit",
    "jurisdiction", "file",
)  # fmt: skip
_READING = (Deed.SEE_DUTIES, Deed.REPORT_HAZARD)


def notices(*, by: Actor) -> QuerySet[Notice]:
    """Return the written notices this actor may see, latest first; hazards are among them.

    The firm that issued one, and the use unit it went to, still see it when the elevator has
    gone on. Technicians see those of their firm's elevators.
    """
    return Notice.objects.filter(_seen(by)).select_related(*_RELATED).order_by("-issued_at", "-pk")


def open_hazards(*, by: Actor) -> QuerySet[Hazard]:
    """Return the hazards this actor may see that are not gone yet, latest first."""
    found = Hazard.objects.filter(_seen(by), kind=NoticeKind.HAZARD, state__in=_OPEN)
    return found.select_related(*_RELATED).order_by("-issued_at", "-pk")


def _seen(by: Actor) -> Q:
    if not any(may(by=by, deed=deed) for deed in _READING):
        return Q(pk__in=[])
    seen = in_reach(by=by, prefix="elevator__")
    if reach_of(by=by) is Reach.FIRM:
        seen |= Q(firm_id=by.organisation_id)
    elif reach_of(by=by) is Reach.USE_UNIT:
        seen |= Q(use_unit_id=by.organisation_id)
    return seen


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSearch:
    """What is asked of the notices; an empty field asks nothing."""

    text: str = ""
    kind: NoticeKind | None = None
    grade: HazardGrade | None = None
    state: NoticeState | None = None
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None


def found_notices(*, by: Actor, search: NoticeSearch) -> QuerySet[Notice]:
    """Return the visible notices that fit, latest first."""
    found = notices(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(elevator__register_number__icontains=word)
            | Q(elevator__address__icontains=word) | Q(elevator__name__icontains=word)
            | Q(words__icontains=word) | Q(firm__name__icontains=word)
            | Q(use_unit__name__icontains=word)
        )  # fmt: skip
    for column, value in (("kind", search.kind), ("grade", search.grade), ("state", search.state)):
        if value:
            found = found.filter(**{column: value})
    if search.jurisdiction_code:
        found = found.filter(elevator__jurisdiction__code=search.jurisdiction_code)
    if search.first:
        found = found.filter(issued_at__gte=datetime.combine(search.first, time(), SHANGHAI))
    if search.last:
        after = search.last + timedelta(days=1)
        found = found.filter(issued_at__lt=datetime.combine(after, time(), SHANGHAI))
    return found


def open_notices(*, by: Actor) -> QuerySet[Notice]:
    """Return the visible notices in which somebody still has to act."""
    return notices(by=by).filter(state__in=_OPEN)


def waiting_for(*, by: Actor) -> QuerySet[Notice]:
    """Return the visible notices that wait for this actor's own side.

    For its receipt a use unit, for its acknowledgement or its look a regulator, for the clearing
    a firm.
    """
    return open_notices(by=by).filter(_waits_for(by))


def _waits_for(by: Actor) -> Q:
    reach = reach_of(by=by)
    if reach is Reach.USE_UNIT:
        return Q(received_at=None)
    if reach is Reach.FIRM:
        return Q(state=NoticeState.OPEN)
    asked = Q(acknowledged_at=None) | Q(state=NoticeState.CLEARED)
    return asked & Q(grade=HazardGrade.SERIOUS)


def waiting_counts(*, by: Actor) -> tuple[int, int]:
    """Return how many notices wait for this actor's side, and how many serious hazards are open.

    One query.
    """
    is_serious = Q(grade=HazardGrade.SERIOUS)
    counted = (
        open_notices(by=by)
        .order_by()
        .aggregate(
            waiting=Count("pk", filter=_waits_for(by)), serious=Count("pk", filter=is_serious)
        )
    )
    return counted["waiting"], counted["serious"]


def overdue_notices(*, by: Actor) -> QuerySet[Notice]:
    """Return the open notices that the clock has escalated."""
    return open_notices(by=by).filter(level__gt=0)


def notice_seen(*, number: str, by: Actor) -> Notice:
    """Return one visible notice. Raises: NotFound."""
    found = notices(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def notices_of(*, elevator_id: int) -> list[Notice]:
    """Return what is open about an elevator, latest first; scope was judged by the caller."""
    found = Notice.objects.filter(elevator_id__in=family(elevator_id=elevator_id), state__in=_OPEN)
    return list(found.select_related(*_RELATED).order_by("-issued_at", "-pk"))


def do_not_use(*, elevator_ids: Collection[int], now: datetime) -> dict[int, Notice]:
    """Return which of these elevators must not be used at an instant, with the first such notice.

    One query; scope was judged by the caller.
    """
    found = Notice.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=now), elevator_id__in=elevator_ids,
        kind=NoticeKind.DO_NOT_USE, issued_at__lte=now,
    )  # fmt: skip
    rows = found.select_related("firm", "use_unit").order_by("-issued_at", "-pk")
    return {row.elevator_id: row for row in rows}


def steps_of(*, notice_id: int) -> list[NoticeStep]:
    """Return the course of a notice, the oldest step first."""
    found = NoticeStep.objects.filter(notice_id=notice_id).select_related("file", "document")
    return list(found.order_by("at", "pk"))


def due_notices(*, now: datetime) -> list[int]:
    """Return the notices whose moment has passed (partial index), the earliest first."""
    found = Notice.objects.filter(due_at__lte=now)
    return list(found.order_by("due_at", "pk").values_list("pk", flat=True))


def needs_of(*, notice: Notice) -> tuple[NoticeNeed, ...]:
    """Return whose word an open notice still waits for."""
    return needs(standing=standing_of(notice=notice))


def standing_of(*, notice: Notice) -> Standing:
    """Return what judgement needs of a notice."""
    return Standing(
        kind=notice.kind, grade=HazardGrade(notice.grade) if notice.grade else None,
        state=notice.state, has_unit=notice.use_unit_id is not None,
        received=notice.received_at is not None, acknowledged=notice.acknowledged_at is not None,
    )  # fmt: skip
