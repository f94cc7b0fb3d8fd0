"""Trainings, publicity, meetings and lessons that the districts entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.reform.models import Effort
from hoistway.reform.vocabulary import EffortKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortSearch:
    """What is asked of the efforts; empty asks nothing."""

    text: str = ""
    kind: EffortKind | None = None
    jurisdiction_code: str = ""
    first: date | None = None
    last: date | None = None


def efforts(*, by: Actor, search: EffortSearch | None = None) -> QuerySet[Effort]:
    """Return the efforts in sight, the latest first; withdrawn ones stay, and say so.

    A district sees its own and what the city wrote for all. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_REFORM)
    rows = Effort.objects.select_related("jurisdiction", "file").order_by("-on", "-pk")
    if reach_of(by=by) is not Reach.ALL:
        rows = rows.filter(Q(jurisdiction_id=by.jurisdiction_id) | Q(jurisdiction__kind="city"))
    asked = search or EffortSearch()
    for word in asked.text.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(words__icontains=word) | Q(audience__icontains=word)
        )
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.jurisdiction_code:
        rows = rows.filter(jurisdiction__code=asked.jurisdiction_code)
    for bound, day in (("gte", asked.first), ("lte", asked.last)):
        rows = rows.filter(**{f"on__{bound}": day}) if day else rows
    return rows


def effort_seen(*, by: Actor, effort_id: int) -> Effort:
    """Return one effort. Raises: NotAllowed, NotFound."""
    found = efforts(by=by).filter(pk=effort_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortTotal:
    """How many efforts of a kind there were, and whom they reached."""

    times: int = 0
    people: int = 0
    firms: int = 0


def effort_totals(*, rows: QuerySet[Effort]) -> Mapping[EffortKind, EffortTotal]:
    """Return the totals of efforts by kind; withdrawn ones do not count. One query."""
    told = (
        rows.filter(withdrawn_at=None).order_by().values_list("kind")
        .annotate(n=Count("pk"), people=Sum("people"), firms=Sum("firms"))
    )  # fmt: skip
    found = {
        EffortKind(kind): EffortTotal(times=n, people=people, firms=firms)
        for kind, n, people, firms in told
    }
    return {kind: found.get(kind, EffortTotal()) for kind in EffortKind}
