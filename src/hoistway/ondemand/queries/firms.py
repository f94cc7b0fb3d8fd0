"""Questions about pilot periods and about firms on their way into the pilot."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.models import FirmPilot, FirmPilotStep, PilotPeriod
from hoistway.ondemand.rules.policy import PilotPolicy, edition_named
from hoistway.ondemand.vocabulary import FirmPilotState
from hoistway.parties.queries import Reach, reach_of, require
from hoistway.parties.vocabulary import Deed


def end_of(*, day: date) -> datetime:
    """Return the instant at which a day of the city is over."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def periods() -> QuerySet[PilotPeriod]:
    """Return all pilot periods, the latest first."""
    return PilotPeriod.objects.order_by("-first_day", "-pk")


def period_on(*, day: date) -> PilotPeriod | None:
    """Return the pilot period in force on a day, first and last day included; None: no pilot.

    Source: 286号 附件2 一; requirements C11.
    """
    return PilotPeriod.objects.filter(first_day__lte=day, last_day__gte=day).first()


def policy_for(*, day: date, jurisdiction_code: str = "") -> PilotPolicy | None:
    """Return the numbers of the period in force on a day; None outside every period."""
    period = period_on(day=day)
    if period is None:
        return None
    return edition_named(edition=period.edition, jurisdiction_code=jurisdiction_code)


NO_PERIOD_EDITION = "286-2020"
"""Whose numbers are shown on a day outside every period; the clause of the period fails then."""


def policy_of(*, period: PilotPeriod | None, jurisdiction_code: str = "") -> PilotPolicy:
    """Return the numbers that a period names; without one those of the notice itself."""
    edition = period.edition if period else NO_PERIOD_EDITION
    return edition_named(edition=edition, jurisdiction_code=jurisdiction_code)


def firm_pilots(*, by: Actor) -> QuerySet[FirmPilot]:
    """Return the applications that this actor may see, the latest first.

    A firm sees its own; the city and the districts see all but what is still being drafted; use
    units see who is listed. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_PILOT)
    found = FirmPilot.objects.select_related("firm", "period")
    reach = reach_of(by=by)
    if reach is Reach.FIRM:
        found = found.filter(firm_id=by.organisation_id)
    elif reach is Reach.USE_UNIT:
        found = found.filter(state=FirmPilotState.LISTED)
    else:
        found = found.exclude(state=FirmPilotState.DRAFT)
    return found.order_by("-pk")


def firm_pilot_seen(*, by: Actor, number: str) -> FirmPilot:
    """Return one application that this actor may see.

    Raises: NotAllowed, NotFound.
    """
    found = firm_pilots(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def listed_firm(*, firm_id: int, on: date) -> FirmPilot | None:
    """Return the firm's application that was listed on a day within its period, else None.

    A firm that left on a day was not listed on it any more. Whether its standard and its
    commitment are public (C7) says `published_at`.
    """
    over = end_of(day=on)
    found = FirmPilot.objects.select_related("firm", "period").filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=over),
        firm_id=firm_id, listed_at__lt=over,
        period__first_day__lte=on, period__last_day__gte=on,
    )  # fmt: skip
    return found.order_by("-pk").first()


def published_firms(*, on: date) -> QuerySet[FirmPilot]:
    """Return the firms that are on the published list on a day, by the day of their listing.

    Source: 286号 附件2 四（一）.
    """
    found = FirmPilot.objects.select_related("firm", "period").filter(
        state=FirmPilotState.LISTED, period__first_day__lte=on, period__last_day__gte=on
    )
    return found.order_by("listed_at", "pk")


def published_firm(*, number: str, on: date) -> FirmPilot | None:
    """Return one firm of the published list on a day, by the number of its application."""
    rows = published_firms(on=on).select_related("website_copy", "firm__jurisdiction")
    return rows.filter(number=number).first()


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period, with how many firms applied in it, are listed, and have left."""

    period: PilotPeriod
    applied: int
    listed: int
    ended: int


def period_rows() -> list[PeriodRow]:
    """Return all periods, the latest first; two queries."""
    over = [str(FirmPilotState.EXITED), str(FirmPilotState.ENDED)]
    rows = FirmPilot.objects.exclude(submitted_at=None).values_list("period").annotate(
        applied=Count("pk"), listed=Count("pk", filter=Q(state=FirmPilotState.LISTED)),
        ended=Count("pk", filter=Q(state__in=over)),
    )  # fmt: skip
    found = {key: counts for key, *counts in rows}
    return [PeriodRow(one, *found.get(one.pk, (0, 0, 0))) for one in periods()]


def steps_of(*, pilot: FirmPilot) -> QuerySet[FirmPilotStep]:
    """Return what happened to an application, the latest first."""
    return FirmPilotStep.objects.filter(pilot=pilot).order_by("-at", "-pk")
