"""Which bulletins there are, for whom, and which are public where somebody stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoistway.bulletins.models import Bulletin, Reading
from hoistway.bulletins.rules.wording import Draft
from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope, BulletinState
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

__all__ = [
    "BulletinSearch", "Draft", "bulletin_seen", "found_bulletins", "inbox", "may_speak_of",
    "own_bulletins", "public_bulletins", "published_bulletins", "to_check", "unread_count",
]  # fmt: skip

_RELATED = ("jurisdiction", "place__jurisdiction", "elevator__jurisdiction", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinSearch:
    """What is asked of the bulletins; an empty field asks nothing."""

    text: str = ""
    kind: BulletinKind | None = None
    scope: BulletinScope | None = None


def public_bulletins(*, elevator: "Elevator", now: datetime) -> list[Bulletin]:
    """Return what is public at an elevator now: its own first, then estate, district, city."""
    here = (
        Q(scope=BulletinScope.ELEVATOR, elevator_id=elevator.pk)
        | Q(scope=BulletinScope.JURISDICTION, jurisdiction_id=elevator.jurisdiction_id)
        | Q(scope=BulletinScope.CITY)
    )
    if elevator.place_id is not None:
        here |= Q(scope=BulletinScope.PLACE, place_id=elevator.place_id)
    order = {
        BulletinScope.ELEVATOR: 0, BulletinScope.PLACE: 1, BulletinScope.JURISDICTION: 2,
        BulletinScope.CITY: 3,
    }  # fmt: skip
    rows = list(_in_force(now).filter(here).select_related(*_RELATED).order_by("-pk"))
    return sorted(rows, key=lambda row: order[row.scope])


def published_bulletins(*, now: datetime) -> QuerySet[Bulletin]:
    """Return what the city and its areas tell everybody now, latest first."""
    wide = [str(BulletinScope.CITY), str(BulletinScope.JURISDICTION)]
    found = _in_force(now).filter(scope__in=wide).select_related(*_RELATED)
    return found.order_by("-written_at", "-pk")


def inbox(*, by: Actor, now: datetime) -> QuerySet[Bulletin]:
    """Return the bulletins in force that concern this actor, latest first, each with `unread`."""
    found = _in_force(now).filter(_concerns(by)).select_related(*_RELATED)
    read = Reading.objects.filter(bulletin=OuterRef("pk"), person_id=by.person_id)
    return found.annotate(unread=~Exists(read)).order_by("-period__startswith", "-pk")


def unread_count(*, by: Actor, now: datetime) -> int:
    """Return how many bulletins in force this person has not opened yet; one query."""
    read = Reading.objects.filter(bulletin=OuterRef("pk"), person_id=by.person_id)
    return _in_force(now).filter(_concerns(by)).filter(~Exists(read)).count()


def own_bulletins(*, by: Actor) -> QuerySet[Bulletin]:
    """Return what this actor's organisation has written, latest first."""
    found = Bulletin.objects.filter(organisation_id=by.organisation_id)
    return found.select_related(*_RELATED).order_by("-written_at", "-pk")


def to_check(*, by: Actor) -> QuerySet[Bulletin]:
    """Return what waits for this actor's check, the oldest first; one's own writing never does."""
    if not may(by=by, deed=Deed.CHECK_BULLETIN):
        return Bulletin.objects.none()
    waiting = Bulletin.objects.filter(state=BulletinState.SUBMITTED).filter(_of_area(by))
    others = waiting.exclude(written_by__person=by.person_id)
    return others.select_related(*_RELATED).order_by("written_at", "pk")


def found_bulletins(
    *, rows: QuerySet[Bulletin], search: BulletinSearch
) -> QuerySet[Bulletin]:  # fmt: skip
    """Return the bulletins among these that fit."""
    for word in search.text.split():
        rows = rows.filter(
            Q(number__icontains=word) | Q(title_zh__icontains=word) | Q(text_zh__icontains=word)
            | Q(title_en__icontains=word) | Q(organisation__name__icontains=word)
        )  # fmt: skip
    if search.kind:
        rows = rows.filter(kind=search.kind)
    return rows.filter(scope=search.scope) if search.scope else rows


def bulletin_seen(*, number: str, by: Actor, now: datetime) -> Bulletin:
    """Return a bulletin that concerns this actor, or that it wrote or may check.

    Raises: NotFound.
    """
    seen = Q(organisation_id=by.organisation_id)
    if may(by=by, deed=Deed.CHECK_BULLETIN):
        seen |= _of_area(by)
    public = Q(state=BulletinState.PUBLISHED, period__startswith__lte=now) & _concerns(by)
    found = Bulletin.objects.filter(seen | public, number=number).select_related(*_RELATED)
    bulletin = found.first()
    if bulletin is None:
        raise NotFound
    return bulletin


def may_speak_of(
    *, by: Actor, scope: BulletinScope, jurisdiction_id: int | None = None,
    place_id: int | None = None, elevator_id: int | None = None,
) -> bool:  # fmt: skip
    """Return whether this actor may address whom a bulletin of this scope concerns.

    The city's bureau speaks to everybody, a district's to its own area; a use unit and a firm
    only to elevators and estates of their own.
    """
    if not may(by=by, deed=Deed.WRITE_BULLETIN):
        return False
    reach = reach_of(by=by)
    if scope is BulletinScope.CITY:
        return reach is Reach.ALL
    if scope is BulletinScope.JURISDICTION:
        own = reach is Reach.JURISDICTION and jurisdiction_id == by.jurisdiction_id
        return jurisdiction_id is not None and (reach is Reach.ALL or own)
    rows = elevators(by=by)
    if scope is BulletinScope.PLACE:
        return place_id is not None and rows.filter(place_id=place_id).exists()
    return elevator_id is not None and rows.filter(pk=elevator_id).exists()


def _in_force(now: datetime) -> QuerySet[Bulletin]:
    return Bulletin.objects.filter(state=BulletinState.PUBLISHED, period__contains=now)


def _of_area(by: Actor) -> Q:
    return Q() if reach_of(by=by) is Reach.ALL else Q(jurisdiction_id=by.jurisdiction_id)


def _concerns(by: Actor) -> Q:
    """Return the bulletins whose elevators this actor has to do with."""
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    city = Q(scope=BulletinScope.CITY)
    if reach is Reach.JURISDICTION:
        return city | Q(jurisdiction_id=by.jurisdiction_id)
    own = elevators(by=by).order_by()
    areas = own.filter(jurisdiction_id=OuterRef("jurisdiction_id"))
    places = own.filter(place_id=OuterRef("place_id"))
    return (
        city
        | Q(Exists(areas), scope=BulletinScope.JURISDICTION)
        | Q(Exists(places), scope=BulletinScope.PLACE)
        | Q(Exists(own.filter(pk=OuterRef("elevator_id"))), scope=BulletinScope.ELEVATOR)
    )
