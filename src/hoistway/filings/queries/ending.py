"""What runs out soon or has run out: contracts, licences, certificates, grouped by firm and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from hoistway.filings.models import ElevatorFiling, FirmFiling, Licence, Responsibility
from hoistway.filings.vocabulary import FilingKind, FilingState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.queries import certified_until_by_firm, in_reach
from hoistway.parties.vocabulary import CertificateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """So many things of one organisation hold up to and without the day `ends`."""

    organisation_id: int
    jurisdiction_id: int
    ends: date
    count: int


def contracts_ending(
    *, by: Actor, day: date, until: date, organisation_id: int | None = None
) -> Iterator[Ending]:
    """Return the responsibilities that end after a day and that nobody continues or has ended.

    One that has ended is an elevator not filed, not a contract about to end.
    """
    follows = Responsibility.objects.filter(
        elevator_id=OuterRef("elevator_id"), period__startswith__gte=OuterRef("period__endswith")
    )
    waits = ElevatorFiling.objects.filter(
        elevator_id=OuterRef("elevator_id"),
        state__in=sorted(str(state) for state in FilingState.open_states()),
    )
    meant = ElevatorFiling.objects.filter(
        elevator_id=OuterRef("elevator_id"), firm_id=OuterRef("firm_id"), kind=FilingKind.END,
        state=FilingState.CHECKED,
    )  # fmt: skip
    rows = Responsibility.objects.filter(
        in_reach(by=by, prefix="elevator__"), _own(organisation_id), ~Exists(follows),
        ~Exists(waits), ~Exists(meant), period__endswith__gt=day, period__endswith__lte=until,
        elevator__merged_into=None,
    )  # fmt: skip
    counted = rows.order_by().values_list(
        "firm_id", "elevator__jurisdiction_id", "period__endswith"
    )
    for firm, where, ends, count in counted.annotate(n=Count("pk")):
        yield Ending(organisation_id=firm, jurisdiction_id=where, ends=ends, count=count)


def licences_ending(
    *, by: Actor, day: date, until: date, organisation_id: int | None = None
) -> Iterator[Ending]:
    """Return what of the licences of firms in force ends up to a day, or has ended before."""
    in_force = FirmFiling.objects.filter(in_reach(by=by), state=FilingState.CHECKED)
    rows = Licence.objects.filter(
        _own(organisation_id), filing__in=in_force, period__endswith__lte=until
    ).annotate(home=F("firm__jurisdiction_id"))
    counted = rows.order_by().values_list("firm_id", "home", "period__endswith")
    for firm, where, ends, count in counted.annotate(n=Count("pk")):
        yield Ending(organisation_id=firm, jurisdiction_id=where, ends=ends, count=count)


def certificates_ending(
    *, by: Actor, day: date, until: date, organisation_id: int | None = None
) -> Iterator[Ending]:
    """Return technicians whose longest certificate ends up to a day, or has ended before."""
    noon = datetime.combine(day, time(12), tzinfo=SHANGHAI)
    last = until - timedelta(days=1)
    rows = certified_until_by_firm(kind=CertificateKind.T, until=last, at=noon, by=by)
    for firm, where, on, count in rows:
        if organisation_id in {None, firm}:
            ends = on + timedelta(days=1)
            yield Ending(organisation_id=firm, jurisdiction_id=where, ends=ends, count=count)


def _own(organisation_id: int | None) -> Q:
    return Q() if organisation_id is None else Q(firm_id=organisation_id)
