"""What the frequency policy brought: how much was looked at and found, before and since."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.supervision.models import Check, Finding, FirmFrequency, KeyUnit
from hoistway.supervision.queries.checks import FINISHED, OPEN
from hoistway.supervision.queries.frequency import frequencies, standing_band
from hoistway.supervision.queries.orders import midnight
from hoistway.supervision.rules.frequency import Planned, frequency_policy_on, targets
from hoistway.supervision.rules.plan import plan_policy_on, wanted
from hoistway.supervision.vocabulary import FrequencyBand


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Checks of firms of one band in a stretch of days."""

    checks: int = 0
    findings: int = 0
    days: int = 1

    def per_hundred(self, elevators: int) -> float | None:
        """Checks a year for each hundred elevators."""
        if not elevators:
            return None
        return self.checks * 36_500 / (self.days * elevators)

    @property
    def found(self) -> float | None:
        """Findings for each check."""
        return self.findings / self.checks if self.checks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BandEffect:
    """One band: its firms and elevators now, and what was checked before the edition and since."""

    band: FrequencyBand
    firms: int
    elevators: int
    target: int
    before: Stretch
    since: Stretch


def plan_of_year(*, by: Actor, day: date) -> dict[tuple[int, int], int]:
    """Return how many elevators of each firm in the visible areas are looked at in this year.

    Never fewer in an area than one for each use unit that the law's draws reach; what the law
    wants is shared among all firms of the area, whoever asks.
    """
    policy = frequency_policy_on(day=day)
    areas = set(frequencies(by=by).order_by().values_list("jurisdiction_id", flat=True))
    by_area: dict[int, list[Planned]] = {}
    for row in FirmFrequency.objects.filter(jurisdiction_id__in=areas):
        one = Planned(
            row.organisation_id, standing_band(row=row, day=day), row.elevators, row.priority
        )
        by_area.setdefault(row.jurisdiction_id, []).append(one)
    floors = legal_floors(jurisdiction_ids=areas, day=day)
    found = {}
    for area, fleets in by_area.items():
        told = targets(fleets=fleets, floor=floors.get(area, 0), policy=policy)
        found.update({(firm, area): count for firm, count in told.items()})
    return found


def legal_floors(*, jurisdiction_ids: Collection[int], day: date) -> dict[int, int]:
    """Return how many use units the law's shares reach in each area in a year; two queries.

    Key units count inside the share of all. Source: 市监特设发〔2022〕59号.
    """
    rows = elevators(by=PLATFORM).filter(
        use_state=UseState.IN_USE, jurisdiction_id__in=list(jurisdiction_ids),
        use_unit__isnull=False,
    )  # fmt: skip
    told = rows.order_by().values_list("jurisdiction_id")
    units = dict(told.annotate(n=Count("use_unit_id", distinct=True)))
    living = KeyUnit.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)
    keys = dict(living.order_by().values_list("jurisdiction_id").annotate(n=Count("pk")))
    policy = plan_policy_on(day=day)
    return {
        area: max(
            wanted(share=policy.use_unit_share, population=count),
            wanted(share=policy.key_unit_share, population=keys.get(area, 0)),
        )
        for area, count in units.items()
    }


def effects(*, by: Actor, day: date) -> list[BandEffect]:
    """Return by band what was checked and found in equal stretches before the edition and since.

    Firms are counted in the band they have today. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_CHECKS)
    policy = frequency_policy_on(day=day)
    rows = list(frequencies(by=by))
    bands = {
        (row.organisation_id, row.jurisdiction_id): standing_band(row=row, day=day) for row in rows
    }
    plan = plan_of_year(by=by, day=day)
    length = max((day - policy.in_force).days + 1, 1)
    since = _checked(bands, first=policy.in_force, days=length)
    before = _checked(bands, first=policy.in_force - timedelta(days=length), days=length)
    return [
        BandEffect(
            band=band, firms=len({firm for (firm, _area), one in bands.items() if one is band}),
            elevators=sum(
                row.elevators for row in rows
                if bands[row.organisation_id, row.jurisdiction_id] is band
            ),
            target=sum(count for key, count in plan.items() if bands.get(key) is band),
            before=before[band], since=since[band],
        )
        for band in FrequencyBand
    ]  # fmt: skip


def _checked(
    bands: Mapping[tuple[int, int], FrequencyBand], *, first: date, days: int
) -> dict[FrequencyBand, Stretch]:
    """Return the finished checks of firms in a stretch of days, by the firms' band; two queries."""
    done = Check.objects.filter(
        state__in=FINISHED, organisation_id__in={firm for firm, _area in bands},
        signed_at__gte=midnight(day=first), signed_at__lt=midnight(day=first + timedelta(days)),
    )  # fmt: skip
    checks: Counter[FrequencyBand] = Counter()
    findings: Counter[FrequencyBand] = Counter()
    pair = "organisation_id", "jurisdiction_id"
    for firm, area, count in done.order_by().values_list(*pair).annotate(n=Count("pk")):
        if (firm, area) in bands:
            checks[bands[firm, area]] += count
    found = Finding.objects.filter(check_made__in=done.order_by().values("pk")).order_by()
    told = found.values_list("check_made__organisation_id", "check_made__jurisdiction_id")
    for firm, area, count in told.annotate(n=Count("pk")):
        if (firm, area) in bands:
            findings[bands[firm, area]] += count
    return {
        band: Stretch(checks=checks[band], findings=findings[band], days=days)
        for band in FrequencyBand
    }


def looked_at(*, by: Actor, day: date) -> dict[tuple[int, int], int]:
    """Return how many elevators finished checks have looked at this year, by firm and area.

    An elevator counts once, for the firm that maintains it today, whoever was checked.
    """
    rows = Check.objects.filter(
        state__in=FINISHED, signed_at__gte=midnight(day=day.replace(month=1, day=1)),
        signed_at__lt=midnight(day=day + timedelta(days=1)),
    )  # fmt: skip
    areas = set(frequencies(by=by).order_by().values_list("jurisdiction_id", flat=True))
    named = rows.filter(jurisdiction_id__in=areas).values_list("elevators", flat=True)
    numbers = {number for some in named for number in some}
    seen = elevators(by=PLATFORM).filter(register_number__in=numbers, firm__isnull=False)
    pairs = seen.order_by().values_list("firm_id", "jurisdiction_id")
    return {(firm, area): count for firm, area, count in pairs.annotate(n=Count("pk"))}


def open_checks(*, by: Actor) -> set[tuple[int, int]]:
    """Return for which firm in which area a check is to be done already."""
    firms = frequencies(by=by).order_by().values("organisation_id")
    rows = Check.objects.filter(state__in=OPEN, organisation_id__in=firms)
    return set(rows.values_list("organisation_id", "jurisdiction_id"))
