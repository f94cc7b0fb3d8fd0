"""Questions about one visit: who may see it, and everything that belongs to it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import kept_hashes, kept_rows
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.models import Crew, PartUsed, Repair, Visit, VisitPhoto
from hoistway.maintenance.queries.visits import visits
from hoistway.maintenance.rules.work import (
    Conflict,
    Line,
    PartSaid,
    PhotoSaid,
    Work,
    conflicts_of,
    instant,
    phones_of,
    photos_in,
    signed_work,
    work_so_far,
)
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed

__all__ = [
    "Conflict", "Line", "PartSaid", "PhotoSaid", "Work", "conflicts_of", "crew_of", "instant",
    "parts_used_in", "phones_of", "photo_seen", "photos_here", "photos_of", "repairs_around",
    "signed_work", "visit_seen", "work_so_far",
]  # fmt: skip

_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "lead", "record",
    "barrier_photo", "repair",
)  # fmt: skip


def visit_seen(*, uid: UUID, by: Actor) -> Visit:
    """Return one visit with its elevator, firm and record. Raises: NotFound."""
    seen = may(by=by, deed=Deed.SEE_MAINTENANCE)
    rows = visits(by=by).select_related(*_RELATED).filter(uid=uid)
    found = rows.first() if seen else None
    if found is None:
        raise NotFound
    return found


def crew_of(*, visit_id: int) -> QuerySet[Crew]:
    """Return who works on a visit, in the order in which they joined."""
    return (
        Crew.objects.filter(visit_id=visit_id)
        .select_related("person", "key")
        .order_by("joined_at", "pk")
    )


def photos_of(*, visit_id: int) -> QuerySet[VisitPhoto]:
    """Return the photos of a visit, in the order in which they were taken."""
    return (
        VisitPhoto.objects.filter(visit_id=visit_id)
        .select_related("attachment")
        .order_by("taken_at", "pk")
    )


def photos_here(*, visit: Visit) -> frozenset[str]:
    """Return which photos of a visit are kept here, signed or only reported so far."""
    return frozenset(kept_hashes(sha256s=_photos_named(visit)))


def photo_seen(*, uid: UUID, sha256: str, by: Actor) -> Attachment:
    """Return the row of a photo of a visit that this actor may see. Raises: NotFound."""
    visit = visit_seen(uid=uid, by=by)
    found = kept_rows(sha256s=[sha256]) if sha256 in _photos_named(visit) else {}
    if sha256 not in found:
        raise NotFound
    return found[sha256]


def _photos_named(visit: Visit) -> frozenset[str]:
    """Return the photos that the visit's rows and sheet name."""
    rows = photos_of(visit_id=visit.pk).values_list("attachment__sha256", flat=True)
    barrier = [visit.barrier_photo.sha256] if visit.barrier_photo else []
    return frozenset({*rows, *barrier, *photos_in(sheet=visit.sheet)})


def parts_used_in(*, visit_id: int) -> QuerySet[PartUsed]:
    """Return the parts replaced in a visit."""
    return PartUsed.objects.filter(visit_id=visit_id).order_by("item", "pk")


def repairs_around(*, visits: Iterable[Visit]) -> QuerySet[Repair]:
    """Return the repairs that visits found, did, or were made for, earliest first."""
    rows = list(visits)
    keys = [row.pk for row in rows]
    asked_for = [row.repair_id for row in rows if row.repair_id]
    linked = Q(found_in_id__in=keys) | Q(done_in_id__in=keys) | Q(pk__in=asked_for)
    return Repair.objects.filter(linked).select_related("done_in").order_by("opened_at", "pk")
