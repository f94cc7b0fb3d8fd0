"""The list behind a figure: the very rows that were counted, with the same filter."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Jurisdiction
from hoistway.reform.queries.counting import counted
from hoistway.reform.queries.kept import Kept, kept_as, policy_for
from hoistway.reform.vocabulary import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One figure of one area counted now, and its rows: those that keep it, or that lack it."""

    area: Jurisdiction
    now: Kept
    rows: QuerySet[Any]


_PARTIES: dict[Figure, tuple[str, ...]] = {
    Figure.PAPERLESS: ("elevator", "firm"), Figure.ON_TIME: ("elevator", "firm"),
    Figure.RESPONSE: ("elevator", "firm"), Figure.CHECKED: (), Figure.ORDERS: ("organisation",),
}  # fmt: skip
_WORDS: dict[Figure, tuple[str, ...]] = {
    Figure.CHECKED: ("name",),
    Figure.ORDERS: ("number", "organisation__name"),
}


def behind(
    *, by: Actor, area: Jurisdiction, figure: Figure, lacking: bool, now: datetime, text: str = ""
) -> Behind:
    """Return the rows behind a figure; scope of the area was judged by the caller (`area_seen`)."""
    day: date = local_day(at=now)
    policy = policy_for(day=day)
    told = counted(figure=figure, policy=policy, at=now, by=by).of(jurisdiction_id=area.pk)
    count = told.per_area().get(area.pk, (0, 0))
    rows = (told.missing() if lacking else told.kept()).select_related(
        *_PARTIES.get(figure, ("firm", "use_unit"))
    )
    return Behind(
        area=area,
        now=kept_as(figure=figure, count=count, policy=policy, code=area.code, day=day),
        rows=rows.filter(_said(figure, text)).order_by("pk"),
    )  # fmt: skip


def _said(figure: Figure, text: str) -> Q:
    prefix = "elevator__" if figure in {Figure.PAPERLESS, Figure.ON_TIME, Figure.RESPONSE} else ""
    of_elevator = (f"{prefix}register_number", f"{prefix}name", f"{prefix}address", "firm__name")
    wanted = Q()
    for word in text.split():
        one = Q()
        for column in _WORDS.get(figure, of_elevator):
            one |= Q(**{f"{column}__icontains": word})
        wanted &= one
    return wanted
