"""Examinations that were kept: a firm's own, or those of the firms a regulator answers for."""

from django.db.models import Q, QuerySet

from hoistway.conformance.models import Examination, ExaminedRow
from hoistway.conformance.vocabulary import Topic
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import RunState


def examinations(*, by: Actor, topic: Topic | None = None) -> QuerySet[Examination]:
    """Return the examinations this actor may see, the latest first. Raises: NotAllowed.

    A regulator sees those of firms that have their seat or maintain elevators in the own area.
    """
    require(by=by, deed=Deed.SEE_CONFORMANCE)
    rows = Examination.objects.select_related("organisation", "file")
    if by.role == RoleKind.FIRM_OFFICE:
        rows = rows.filter(organisation_id=by.organisation_id)
    elif by.role != RoleKind.CITY_REGULATOR:
        busy = elevators(by=by).order_by().values("firm_id")
        seat = Q(organisation__jurisdiction_id=by.jurisdiction_id)
        rows = rows.filter(seat | Q(organisation_id__in=busy))
    if topic is not None:
        rows = rows.filter(topic=topic)
    return rows.order_by("-at", "-pk")


def examination_seen(*, examination_id: int, by: Actor) -> Examination:
    """Return one examination. Raises: NotAllowed, NotFound."""
    row = examinations(by=by).filter(pk=examination_id).first()
    if row is None:
        raise NotFound
    return row


def examined_rows(*, examination_id: int, code: str = "") -> QuerySet[ExaminedRow]:
    """Return the rows in which something is wrong, in their order."""
    rows = ExaminedRow.objects.filter(examination_id=examination_id)
    if code:
        rows = rows.filter(code=code)
    return rows.order_by("row", "pk")


def last_examination(*, organisation_id: int, topic: Topic) -> Examination | None:
    """Return the latest finished examination of a firm's system."""
    rows = Examination.objects.filter(organisation_id=organisation_id, topic=topic)
    return rows.filter(state=RunState.DONE).order_by("-at", "-pk").first()
