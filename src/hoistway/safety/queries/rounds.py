"""Questions about kept rounds and posts: what stands, what is missing, who keeps it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.among import among
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Organisation
from hoistway.parties.queries import Reach, organisations, reach_of, require
from hoistway.parties.vocabulary import Deed, OrganisationKind
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.safety.models import Appointment, KeptRound
from hoistway.safety.rules.periods import looked_at, missing_in_a_row, standing
from hoistway.safety.rules.policy import SafetyPolicy
from hoistway.safety.vocabulary import RoundStanding, SafetyPost, SafetyRound


def units(*, by: Actor) -> QuerySet[Organisation]:
    """Return the use units in the actor's sight: its own one, those with elevators there, or all.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_SAFETY)
    rows = organisations(kind=OrganisationKind.USE_UNIT).select_related("jurisdiction")
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return rows
    if reach is Reach.JURISDICTION:
        return rows.filter(pk__in=elevators(by=by).order_by().values("use_unit_id"))
    return rows.filter(pk=by.organisation_id)


def fleets(*, by: Actor, jurisdiction_code: str = "") -> dict[int, int]:
    """Return by use unit how many elevators it uses in the actor's sight, or of one area of it."""
    rows = elevators(by=by).filter(use_state=UseState.IN_USE, use_unit__isnull=False)
    if jurisdiction_code:
        rows = rows.filter(jurisdiction__code=jurisdiction_code)
    return dict(rows.order_by().values_list("use_unit_id").annotate(n=Count("pk")))


def district_shares(*, by: Actor, today: date, policy: SafetyPolicy) -> dict[int, tuple[int, int]]:
    """Return by area how many use units there are, and which part of their daily rounds was kept.

    The part is in rounds kept; a unit with elevators in two areas counts in both. Two queries.
    """
    count = policy.look_back[str(SafetyRound.DAILY)]
    days = looked_at(kind=SafetyRound.DAILY, today=today, count=count, since=policy.in_force)
    rows = elevators(by=by).filter(use_state=UseState.IN_USE, use_unit__isnull=False)
    pairs = set(rows.order_by().values_list("jurisdiction_id", "use_unit_id").distinct())
    kept = KeptRound.objects.filter(kind=SafetyRound.DAILY, first_day__in=days)
    told = dict(kept.order_by().values_list("organisation_id").annotate(n=Count("pk")))
    found: dict[int, tuple[int, int]] = {}
    for area, unit in pairs:
        units_there, rounds_there = found.get(area, (0, 0))
        found[area] = units_there + 1, rounds_there + told.get(unit, 0)
    return found


def unit_seen(*, by: Actor, unit_id: int) -> Organisation:
    """Return a use unit in the actor's sight. Raises: NotAllowed, NotFound."""
    found = units(by=by).filter(pk=unit_id).first()
    if found is None:
        raise NotFound
    return found


def kept_days(
    *, organisation_ids: Collection[int], kind: SafetyRound, first: date
) -> dict[int, set[date]]:
    """Return of each unit the periods from a day on whose rounds were kept; one query."""
    rows = KeptRound.objects.filter(
        among("organisation_id", organisation_ids), kind=kind, first_day__gte=first
    )
    found: dict[int, set[date]] = defaultdict(set)
    for key, day in rows.values_list("organisation_id", "first_day"):
        found[key].add(day)
    return dict(found)


def kept_round(*, unit_id: int, kind: SafetyRound, first: date) -> KeptRound | None:
    """Return the kept round of a period; scope is the caller's."""
    return KeptRound.objects.filter(organisation_id=unit_id, kind=kind, first_day=first).first()


def kept_rounds(*, unit_id: int) -> QuerySet[KeptRound]:
    """Return all that a unit kept, the latest period first; scope is the caller's."""
    return KeptRound.objects.filter(organisation_id=unit_id).order_by("-first_day", "-pk")


def rounds_between(*, unit_id: int, first: date, last: date) -> list[KeptRound]:
    """Return a unit's rounds whose periods begin between two days, the latest first."""
    rows = KeptRound.objects.filter(
        organisation_id=unit_id, first_day__gte=first, first_day__lte=last
    )
    return list(rows.order_by("-first_day", "kind", "pk"))


def holders(
    *, organisation_ids: Collection[int], on: date
) -> dict[int, dict[SafetyPost, list[Appointment]]]:
    """Return who holds which post of each unit on a day, the longest first; one query."""
    rows = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=on), among("organisation_id", organisation_ids), since__lte=on
    )
    found: dict[int, dict[SafetyPost, list[Appointment]]] = {}
    for row in rows.order_by("since", "pk"):
        found.setdefault(row.organisation_id, {}).setdefault(row.post, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of the periods looked at were kept, and how many are missing in a row at the end."""

    kept: int
    asked: int
    streak: int

    @property
    def share(self) -> float:
        """Return the share that was kept; whole where nothing was asked."""
        return self.kept / self.asked if self.asked else 1.0


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How a use unit keeps its rounds: by kind, and which posts nobody holds."""

    unit_id: int
    rounds: dict[SafetyRound, Kept]
    vacant: tuple[SafetyPost, ...]
    last_daily: date | None

    @property
    def worst(self) -> float:
        """Return the smallest share of the three kinds."""
        return min(one.share for one in self.rounds.values())


def standings(
    *, organisation_ids: Collection[int], today: date, policy: SafetyPolicy
) -> dict[int, UnitStanding]:
    """Return how each unit keeps its rounds; four queries, whatever their number.

    Looked at are the last periods that are over, not before the edition came into force.
    """
    asked = {
        kind: looked_at(
            kind=kind, today=today, count=policy.look_back[str(kind)], since=policy.in_force
        )
        for kind in SafetyRound
    }
    kept = {
        kind: kept_days(organisation_ids=organisation_ids, kind=kind, first=days[0]) if days else {}
        for kind, days in asked.items()
    }
    posts = holders(organisation_ids=organisation_ids, on=today)
    return {key: _standing(key, asked, kept, posts.get(key, {})) for key in organisation_ids}


def _standing(
    key: int, asked: dict[SafetyRound, list[date]], kept: dict[SafetyRound, dict[int, set[date]]],
    posts: dict[SafetyPost, list[Appointment]],
) -> UnitStanding:  # fmt: skip
    rounds = {}
    for kind, days in asked.items():
        own = kept[kind].get(key, set())
        streak = missing_in_a_row(kind=kind, kept=own, asked=days)
        rounds[kind] = Kept(sum(day in own for day in days), len(days), streak)
    last = max(kept[SafetyRound.DAILY].get(key, ()), default=None)
    return UnitStanding(key, rounds, tuple(one for one in SafetyPost if one not in posts), last)


def day_by_day(
    *, unit_id: int, kind: SafetyRound, days: Collection[date], today: date
) -> list[tuple[date, RoundStanding]]:
    """Return how the round of each period stands, in the given order; one query."""
    rows = KeptRound.objects.filter(organisation_id=unit_id, kind=kind, first_day__in=days)
    kept = {day: local_day(at=at) for day, at in rows.values_list("first_day", "at")}
    return [
        (day, standing(kind=kind, first=day, kept_on=kept.get(day), today=today)) for day in days
    ]
