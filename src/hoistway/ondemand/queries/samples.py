"""From which elevators of the pilot an area draws its yearly sample, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.queries.firms import period_on, policy_of
from hoistway.ondemand.vocabulary import ElevatorPilotState
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import jurisdictions, members, organisations
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind, RoleKind
from hoistway.sampling.queries import (
    Frame,
    Inspector,
    Unit,
    YearShare,
    drawn_before,
    shares_of,
    still_wanted,
)
from hoistway.sampling.vocabulary import DrawPurpose

_ENTERED = sorted(str(state) for state in ElevatorPilotState.entered())


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleShare:
    """How far one area has come in a year: `wanted` are all that the share asks for."""

    jurisdiction: Jurisdiction
    population: int
    wanted: int
    done: YearShare


def in_the_pilot(*, year: int, jurisdiction_id: int | None = None) -> QuerySet[ElevatorPilot]:
    """Return the ways of elevators that were in the pilot on some day of a calendar year.

    Later entries and those that have left belong to it. Source: 286号 二（三）.
    """
    first, after = (datetime.combine(date(y, 1, 1), time(), SHANGHAI) for y in (year, year + 1))
    rows = ElevatorPilot.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=first), listed_at__lt=after
    )
    return rows if jurisdiction_id is None else rows.filter(jurisdiction_id=jurisdiction_id)


def purpose_of(*, area: Jurisdiction) -> DrawPurpose:
    """Return for what an area draws: a district its 5 %, the city its spot checks."""
    is_city = area.kind is JurisdictionKind.CITY
    return DrawPurpose.PILOT_CITY if is_city else DrawPurpose.PILOT_DISTRICT


def pilot_frame(*, area: Jurisdiction, size: int | None, now: datetime, day: date) -> Frame:
    """Return the frame of an area as it would be frozen now; `size` None: what the year lacks.

    A district's strata are its firms, the city's its districts.
    """
    policy = policy_of(period=period_on(day=day), jurisdiction_code=area.code)
    purpose = purpose_of(area=area)
    city = purpose is DrawPurpose.PILOT_CITY
    rows = in_the_pilot(year=day.year, jurisdiction_id=None if city else area.pk)
    taken = drawn_before(purpose=purpose, jurisdiction_id=area.pk, year=day.year)
    population = rows.values("elevator_id").distinct().count()
    there = rows.filter(state__in=_ENTERED).exclude(elevator_id__in=taken)
    stratum = "jurisdiction__name_zh" if city else "firm_pilot__firm__name"
    units = there.values_list("elevator__register_number", stratum).order_by().distinct()
    if size is None:
        size = still_wanted(
            share=policy.sample_share, least=policy.sample_least, population=population,
            before=len(taken),
        )  # fmt: skip
    return Frame(
        purpose=str(purpose), place=area.code, year=day.year, edition=policy.edition,
        share=str(policy.sample_share), population=population, before=len(taken), size=size,
        units=tuple(Unit(number, name) for number, name in units),
        inspectors=tuple(_inspectors(area, now)),
    )  # fmt: skip


def _inspectors(area: Jurisdiction, now: datetime) -> list[Inspector]:
    """Return who may be sent; the published frame names them by key and first sign only."""
    role = (
        RoleKind.CITY_REGULATOR if area.kind is JurisdictionKind.CITY
        else RoleKind.DISTRICT_REGULATOR
    )  # fmt: skip
    bureaus = organisations(kind=OrganisationKind.BUREAU).filter(jurisdiction_id=area.pk)
    found = {}
    for bureau in bureaus:
        for one in members(organisation_id=bureau.pk, role=role, at=now):
            found[str(one.person_id)] = one.person.name
    return [Inspector(key, f"{name[:1]}**") for key, name in sorted(found.items())]


def sample_shares(*, by: Actor, areas: list[Jurisdiction], day: date) -> list[SampleShare]:
    """Return how far each district has come in the year of a day; scope was judged by the caller.

    A constant number of queries.
    """
    keys = [one.pk for one in areas]
    rows = in_the_pilot(year=day.year).filter(jurisdiction_id__in=keys).order_by()
    counted = dict(
        rows.values_list("jurisdiction_id").annotate(n=Count("elevator_id", distinct=True))
    )
    done: Mapping[int, YearShare] = shares_of(
        purpose=DrawPurpose.PILOT_DISTRICT, year=day.year, jurisdiction_ids=keys
    )
    policy = policy_of(period=period_on(day=day))
    return [
        SampleShare(
            jurisdiction=one, population=counted.get(one.pk, 0),
            wanted=still_wanted(
                share=policy.sample_share, least=policy.sample_least,
                population=counted.get(one.pk, 0), before=0,
            ),
            done=done.get(one.pk, _NOTHING),
        )
        for one in areas
    ]  # fmt: skip


_NOTHING = YearShare(drawn=0, checked=0, bad=0, mending=0, score=None)


def districts() -> list[Jurisdiction]:
    """Return the areas that draw their own share."""
    kinds = (JurisdictionKind.DISTRICT, JurisdictionKind.ZONE)
    return [one for one in jurisdictions() if one.kind in kinds]
