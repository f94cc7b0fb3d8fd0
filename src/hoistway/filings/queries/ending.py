"""What runs out soon or has run out: contracts, licences, certificates, grouped by firm and day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from hoistway.filings.models import ElevatorFiling, Responsibility
from hoistway.filings.queries.firms import running_out
from hoistway.filings.vocabulary import FilingKind, FilingState, UrgeReason
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.queries import in_reach, organisations_of


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


def papers_ending(
    *, by: Actor, day: date, organisation_id: int | None = None
) -> Iterator[tuple[UrgeReason, Ending]]:
    """Return licences and certificates that have run out or soon will, as many each day.

    What is soon: `queries.firms.running_out`, by the policy of the city.
    """
    noon = datetime.combine(day, time(12), tzinfo=SHANGHAI)
    many = Counter(
        (one.reason, one.firm_id, one.last + timedelta(days=1))
        for one in running_out(by=by, day=day, now=noon)
        if organisation_id in {None, one.firm_id}
    )
    keys = {firm for _reason, firm, _ends in many}
    homes = {row.pk: row.jurisdiction_id for row in organisations_of(organisation_ids=[*keys])}
    for (reason, firm, ends), count in many.items():
        yield (
            reason,
            Ending(organisation_id=firm, jurisdiction_id=homes[firm], ends=ends, count=count),
        )


def _own(organisation_id: int | None) -> Q:
    return Q() if organisation_id is None else Q(firm_id=organisation_id)
