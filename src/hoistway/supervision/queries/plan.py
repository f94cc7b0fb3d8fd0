"""How far the yearly shares have come, and from whom the next lot is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import (
    Reach,
    firms,
    organisations,
    organisations_of,
    reach_of,
    require,
)
from hoistway.parties.vocabulary import Deed, OrganisationKind
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import PlaceKind
from hoistway.sampling.models import SampleDraw
from hoistway.sampling.queries import Frame, Inspector, Unit, draws
from hoistway.sampling.vocabulary import DrawPurpose
from hoistway.supervision.models import Check, KeyUnit
from hoistway.supervision.queries.checks import FINISHED, OPEN, officers_of
from hoistway.supervision.rules.plan import PlanPolicy, lacking, plan_policy_on, wanted
from hoistway.supervision.vocabulary import CheckKind, CheckLead

PURPOSES = (DrawPurpose.KEY_UNITS, DrawPurpose.USE_UNITS, DrawPurpose.FIRMS)
"""What this room draws; key units first, since they count inside the share of all units."""

ORDINARY, KEY = "ordinary", "key"
"""Strata of a frame of use units; a frame of firms has one."""

CROWDED = frozenset({PlaceKind.HOSPITAL, PlaceKind.METRO, PlaceKind.MALL})
"""Kinds of building that are crowded public places as the register knows them.

Source: 特种设备安全监督检查办法 art. 9; schools and stadiums are not told apart there.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How far one area has come with one share in a year."""

    jurisdiction: Jurisdiction
    purpose: DrawPurpose
    population: int
    wanted: int
    done: int
    pending: int


def own_draws(*, by: Actor) -> QuerySet[SampleDraw]:
    """Return the draws of organisations in the actor's area, latest first. Raises: NotAllowed."""
    return draws(by=by).filter(purpose__in=[str(one) for one in PURPOSES])


def key_units(*, by: Actor) -> QuerySet[KeyUnit]:
    """Return the key units of the actor's area that stand today, by name. Raises: NotAllowed."""
    require(by=by, deed=Deed.PLAN_CHECKS)
    rows = KeyUnit.objects.filter(until=None).select_related("organisation", "jurisdiction")
    rows = rows.order_by("jurisdiction__code", "organisation__name", "pk")
    return rows if reach_of(by=by) is Reach.ALL else rows.filter(
        jurisdiction_id=by.jurisdiction_id
    )  # fmt: skip


def key_proposals(*, jurisdiction_id: int) -> dict[int, list[str]]:
    """Return use units of crowded places that are no key units yet, with those places; one query.

    A person decides: the list says only what the register knows.
    """
    kinds = [str(one) for one in CROWDED]
    rows = elevators(by=PLATFORM).filter(
        jurisdiction_id=jurisdiction_id, place_kind__in=kinds, use_unit__isnull=False
    )
    known = KeyUnit.objects.filter(jurisdiction_id=jurisdiction_id, until=None)
    rows = rows.exclude(use_unit_id__in=known.values("organisation_id"))
    told = rows.order_by("use_unit_id", "place_kind").values_list("use_unit_id", "place_kind")
    found: dict[int, list[str]] = {}
    for unit, kinds_of in groupby(told.distinct(), key=lambda one: one[0]):
        found[unit] = [str(kind) for _unit, kind in kinds_of]
    return found


def _population(purpose: DrawPurpose, area_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return area and organisation of everybody whom a share counts.

    Use units by the elevators they use in an area, firms by where they reside.
    """
    keys = list(area_ids)
    if purpose is DrawPurpose.FIRMS:
        rows = firms().filter(jurisdiction_id__in=keys)
        return set(rows.values_list("jurisdiction_id", "pk"))
    if purpose is DrawPurpose.KEY_UNITS:
        living = KeyUnit.objects.filter(jurisdiction_id__in=keys, until=None)
        return set(living.values_list("jurisdiction_id", "organisation_id"))
    used = elevators(by=PLATFORM).filter(jurisdiction_id__in=keys, use_unit__isnull=False)
    pairs = used.order_by().values_list("jurisdiction_id", "use_unit_id").distinct()
    return {(area, unit) for area, unit in pairs if unit is not None}


def _year(year: int) -> tuple[datetime, datetime]:
    first, after = (datetime.combine(date(y, 1, 1), time(), SHANGHAI) for y in (year, year + 1))
    return first, after


def _checked(year: int, area_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return who had a routine check in a year: it counts as done however it came about."""
    first, after = _year(year)
    rows = Check.objects.filter(
        jurisdiction_id__in=list(area_ids), state__in=FINISHED, kind=CheckKind.ROUTINE,
        signed_at__gte=first, signed_at__lt=after,
    )  # fmt: skip
    return set(rows.order_by().values_list("jurisdiction_id", "organisation_id"))


def _drawn(year: int, area_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return who was drawn in a year and is still to be checked."""
    rows = Check.objects.filter(
        jurisdiction_id__in=list(area_ids), state__in=OPEN, lead=CheckLead.DRAW, draw__year=year
    )
    return set(rows.order_by().values_list("jurisdiction_id", "organisation_id"))


def _licensed(year: int, area_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return who was checked after licensing this year: no routine check follows.

    Source: 特种设备安全监督检查办法 art. 17.
    """
    first, after = _year(year)
    rows = Check.objects.filter(
        Q(state__in=OPEN) | Q(state__in=FINISHED, signed_at__gte=first, signed_at__lt=after),
        jurisdiction_id__in=list(area_ids), kind=CheckKind.LICENCE,
    )  # fmt: skip
    return set(rows.order_by().values_list("jurisdiction_id", "organisation_id"))


def share_of(*, policy: PlanPolicy, purpose: DrawPurpose) -> str:
    """Return the share that an edition asks for."""
    of = {
        DrawPurpose.USE_UNITS: policy.use_unit_share,
        DrawPurpose.KEY_UNITS: policy.key_unit_share,
        DrawPurpose.FIRMS: policy.firm_share,
    }
    return of[purpose]


def shares(*, areas: list[Jurisdiction], day: date) -> list[Share]:
    """Return how far areas have come in the year of a day; the caller judged the scope.

    A constant number of queries.
    """
    keys = [one.pk for one in areas]
    policy = plan_policy_on(day=day)
    checked, drawn = _checked(day.year, keys), _drawn(day.year, keys)
    found = []
    for purpose in PURPOSES:
        everybody = _population(purpose, keys)
        share = share_of(policy=policy, purpose=purpose)
        for area in areas:
            own = {one for one in everybody if one[0] == area.pk}
            found.append(
                Share(
                    jurisdiction=area, purpose=purpose, population=len(own),
                    wanted=wanted(share=share, population=len(own)),
                    done=len(own & checked), pending=len((own & drawn) - checked),
                )
            )  # fmt: skip
    return found


def plan_frame(
    *, area: Jurisdiction, purpose: DrawPurpose, size: int | None, now: datetime, day: date
) -> Frame:  # fmt: skip
    """Return the frame of an area as it would be frozen now; `size` None: what the year lacks.

    Who was checked or drawn this year, or checked after licensing, is not in it.
    """
    policy = plan_policy_on(day=day)
    share = share_of(policy=policy, purpose=purpose)
    everybody = _population(purpose, [area.pk])
    done = (_checked(day.year, [area.pk]) | _drawn(day.year, [area.pk])) & everybody
    there = everybody - done - _licensed(day.year, [area.pk])
    keyed = _population(DrawPurpose.KEY_UNITS, [area.pk])
    named = numbers_of(organisation_ids=[unit for _area, unit in there])
    if size is None:
        size = lacking(share=share, population=len(everybody), done=len(done))
    return Frame(
        purpose=str(purpose), place=area.code, year=day.year, edition=policy.edition, share=share,
        population=len(everybody), before=len(done), size=size,
        units=tuple(
            Unit(named[one[1]], KEY if one in keyed else ORDINARY) for one in sorted(there)
        ),
        inspectors=tuple(
            Inspector(str(one.pk), f"{one.name[:1]}**")
            for one in officers_of(jurisdiction_id=area.pk, now=now)
        ),
    )  # fmt: skip


def numbers_of(*, organisation_ids: Iterable[int]) -> dict[int, str]:
    """Return what names an organisation in a published frame: its credit code, else its key."""
    rows = organisations_of(organisation_ids=list(organisation_ids))
    return {row.pk: row.credit_code or f"ORG{row.pk}" for row in rows}


def organisations_numbered(*, numbers: Iterable[str]) -> dict[str, int]:
    """Return the organisations behind the numbers of a frame."""
    said = list(numbers)
    keys = [int(one[3:]) for one in said if one.startswith("ORG") and one[3:].isdecimal()]
    found = {f"ORG{row.pk}": row.pk for row in organisations_of(organisation_ids=keys)}
    for kind in (OrganisationKind.USE_UNIT, OrganisationKind.FIRM):
        rows = organisations(kind=kind).filter(credit_code__in=[one for one in said if one])
        found |= {row.credit_code: row.pk for row in rows if row.credit_code}
    return found
