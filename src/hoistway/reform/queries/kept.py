"""The figures as they were kept, day by day, with what is asked of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import Reach, jurisdictions, reach_of, require
from hoistway.parties.vocabulary import Deed, JurisdictionKind
from hoistway.reform.models import DistrictFigure
from hoistway.reform.queries.counting import districts_of_city
from hoistway.reform.rules.fair import wilson
from hoistway.reform.rules.policy import Goal, ReformPolicy, policy_on
from hoistway.reform.rules.standing import standing_of
from hoistway.reform.vocabulary import Figure, Standing


def policy_for(*, day: date) -> ReformPolicy:
    """Return what is asked on a day; the demonstration has an edition of its own."""
    return policy_on(day=day, invented=settings.DEMO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One figure of one area: its count, its interval, and how it stands to its goal."""

    figure: Figure
    part: int
    whole: int
    goal: Goal
    due: date | None
    standing: Standing

    @property
    def share(self) -> float | None:
        """The share, None without anything to count."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (Wilson)."""
        return wilson(part=self.part, whole=self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """All figures of one area, as they were last counted; None for the city as a whole."""

    area: Jurisdiction | None
    figures: Mapping[Figure, Kept]
    counted_at: datetime | None


def areas_seen(*, by: Actor) -> list[Jurisdiction]:
    """Return the areas whose figures the actor sees: the city all, a district its own.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_REFORM)
    areas = districts_of_city()
    if reach_of(by=by) is Reach.ALL:
        return areas
    return [one for one in areas if one.pk == by.jurisdiction_id]


def area_seen(*, by: Actor, code: str) -> Jurisdiction:
    """Return an area by its code. Raises: NotAllowed, NotFound."""
    for one in areas_seen(by=by):
        if one.code == code:
            return one
    raise NotFound


def city_of() -> Jurisdiction | None:
    """Return the city itself."""
    return jurisdictions().filter(kind=JurisdictionKind.CITY).first()


def kept_figures(*, by: Actor, day: date) -> tuple[list[AreaFigures], AreaFigures]:
    """Return the newest figures up to a day of each area in sight, and of the whole city.

    A constant number of queries. Raises: NotAllowed.
    """
    areas, policy = areas_seen(by=by), policy_for(day=day)
    newest = DistrictFigure.objects.filter(day__lte=day).aggregate(day=Max("day"))["day"]
    rows = list(DistrictFigure.objects.filter(day=newest)) if newest else []
    at = max((row.counted_at for row in rows if row.counted_at), default=None)
    told = {(row.jurisdiction_id, Figure(row.figure)): (row.part, row.whole) for row in rows}
    whole: dict[Figure, tuple[int, int]] = dict.fromkeys(Figure, (0, 0))
    for (_key, figure), (part, count) in told.items():
        whole[figure] = (whole[figure][0] + part, whole[figure][1] + count)
    found = []
    for area in areas:
        own = {figure: told.get((area.pk, figure), (0, 0)) for figure in Figure}
        found.append(_figures(area, own, policy, day, at))
    return found, _figures(None, whole, policy, day, at)


def _figures(
    area: Jurisdiction | None, told: Mapping[Figure, tuple[int, int]], policy: ReformPolicy,
    day: date, at: datetime | None,
) -> AreaFigures:  # fmt: skip
    code = area.code if area else ""
    figures = {
        figure: kept_as(figure=figure, count=count, policy=policy, code=code, day=day)
        for figure, count in told.items()
    }
    return AreaFigures(area=area, figures=figures, counted_at=at)


def kept_as(
    *, figure: Figure, count: tuple[int, int], policy: ReformPolicy, code: str, day: date
) -> Kept:
    """Return a count with what is asked of it."""
    goal, (part, whole) = policy.goals[figure], count
    return Kept(
        figure=figure, part=part, whole=whole, goal=goal,
        due=goal.due_in(jurisdiction_code=code, day=day) if goal.share is not None else None,
        standing=standing_of(
            part=part, whole=whole, goal=goal, jurisdiction_code=code, day=day
        ),
    )  # fmt: skip


Course = list[tuple[date, int, int]]
"""Day, part and whole, oldest first."""


def kept_since(
    *, areas: Sequence[Jurisdiction], first: date, last: date, most: int = 0
) -> Mapping[tuple[int, Figure], Course]:
    """Return the days kept of each area and figure; key 0 is the sum of these areas. Two queries.

    Of many days at most so many are taken, evenly, and always the last one.
    """
    rows = DistrictFigure.objects.filter(jurisdiction__in=areas)
    between = rows.filter(day__gte=first, day__lte=last).order_by("-day")
    days = list(between.values_list("day", flat=True).distinct())
    rows = rows.filter(day__in=days[:: -(-len(days) // most) or 1] if most else days)
    rows = rows.order_by("day", "pk")
    found: dict[tuple[int, Figure], Course] = {}
    sums: dict[tuple[date, Figure], tuple[int, int]] = {}
    for key, day, code, part, whole in rows.values_list(
        "jurisdiction_id", "day", "figure", "part", "whole"
    ):
        figure = Figure(code)
        found.setdefault((key, figure), []).append((day, part, whole))
        before = sums.get((day, figure), (0, 0))
        sums[day, figure] = (before[0] + part, before[1] + whole)
    for (day, figure), (part, whole) in sums.items():
        found.setdefault((0, figure), []).append((day, part, whole))
    return found
