"""Counts a month or a year from the rooms below, set by set."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from hoistway.emergency.queries import arrival_limit_on, calls_per_firm, reports_between
from hoistway.faults.queries import RateGroup, RatePeriod, fault_rates, group_counts
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.ondemand.queries.outcome import outcomes
from hoistway.parties.queries import jurisdictions, names_of
from hoistway.reform.queries.statement_cases import age_on, cases
from hoistway.reform.rules.statement_counts import Counts, counted, kind_group
from hoistway.reform.rules.statement_formats import StatementFormat
from hoistway.reform.vocabulary import CallKind
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.riders.queries.reports import reports
from hoistway.riders.vocabulary import ReportKind
from hoistway.telemetry.queries import days_of_use
from hoistway.telemetry.queries.connected import connected_by_area

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

_REPORTED: Mapping[str, CallKind] = {
    str(ReportKind.FAULT): CallKind.REPAIR, str(ReportKind.COMPLAINT): CallKind.COMPLAINT,
}  # fmt: skip
"""What else riders report is «suggestions and others»."""


def count(*, first: date, last: date, how: StatementFormat, now: datetime) -> Counts:
    """Return the counts of the days from `first` to `last`; a constant number of queries.

    The stock is that of the register at `now`, less what was registered after the last day; of
    journeys, one query a day, so that a city of any size needs little memory.
    """
    period = RatePeriod(first=first, last=last)
    stock = _stock(period, how, now)
    found = counted(
        cases=cases(period=period, now=now), stock=stock, how=how,
        arrival_limit_s=arrival_limit_on(day=last),
    )  # fmt: skip
    calls = calls_per_firm(begin=period.begin, end=period.end)
    silent = sorted(
        ((key, row) for key, row in calls.items() if row[1] + row[2]),
        key=lambda one: (-one[1][1], -one[1][2], one[0]),
    )
    kept = replace(
        found, months=_months(first, last), calls=_calls(period),
        sent=sum(row[0] for row in calls.values()), runs=_runs(first, last),
        unanswered={str(key): list(row) for key, row in silent}, **_faults(period, now),
        outcome=_outcome(last, now),
    )  # fmt: skip
    return replace(kept, names=_names(kept))


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _stood(last: date) -> "QuerySet[Elevator]":
    """Return the elevators that were registered by a day and are not scrapped."""
    known = Q(registered_on__isnull=True) | Q(registered_on__lte=last)
    return elevators(by=PLATFORM).filter(known).exclude(use_state=UseState.SCRAPPED).order_by()


def _stock(period: RatePeriod, how: StatementFormat, now: datetime) -> Counts:
    stood = _stood(period.last)
    in_use = stood.filter(use_state=UseState.IN_USE)
    new = stood.filter(registered_on__gte=period.first)
    by_kind = _per(in_use, "kind")
    fleets = _per(in_use, "firm_id")
    connected = connected_by_area(by=PLATFORM, now=now)
    registered = stood.count()
    return Counts(
        registered=registered, in_use=sum(by_kind.values()), new=new.count(),
        connected=min(sum(ever for ever, _live in connected.values()), registered),
        passenger_stock=sum(n for kind, n in by_kind.items() if kind in how.passenger),
        in_use_by_kind=_grouped(by_kind), new_by_kind=_grouped(_per(new, "kind")),
        in_use_by_area=_per(in_use, "jurisdiction__code"),
        in_use_by_age=_ages(in_use, period.last, how),
        fleets={key: n for key, n in fleets.items() if key},
    )  # fmt: skip


def _per(rows: "QuerySet[Elevator]", column: str) -> dict[str, int]:
    counted_rows = rows.values_list(column).annotate(n=Count("pk")).order_by(column)
    return {str(key if key is not None else ""): n for key, n in counted_rows}


def _grouped(by_kind: Mapping[str, int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for kind, n in by_kind.items():
        found[str(kind_group(kind=kind))] += n
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _ages(rows: "QuerySet[Elevator]", last: date, how: StatementFormat) -> dict[str, int]:
    since = rows.annotate(since=Coalesce(F("installed_on"), F("registered_on")))
    found: Counter[str] = Counter()
    for day, n in since.values_list("since").annotate(n=Count("pk")).order_by("since"):
        years = None if day is None else age_on(since=day, day=last)
        found[how.age_band(years=years)] += n
    return dict(sorted(found.items()))


def _calls(period: RatePeriod) -> dict[str, int]:
    """Return what was reported, by matter: witnesses of entrapments, and the public's reports."""
    told = reports(by=PLATFORM).filter(made_at__gte=period.begin, made_at__lt=period.end)
    found = {str(kind): 0 for kind in CallKind}
    found[str(CallKind.ENTRAPMENT)] = reports_between(begin=period.begin, end=period.end)
    rows = told.select_related(None).order_by().values_list("kind").annotate(n=Count("pk"))
    for kind, n in rows:
        found[str(_REPORTED.get(str(kind), CallKind.SUGGESTION))] += n
    return found


def _runs(first: date, last: date) -> int | None:
    """Return all journeys that are known of these days; None where none is."""
    total = 0
    for back in range((last - first).days + 1):
        day = first + timedelta(days=back)
        total += int(days_of_use(elevator_ids=None, first=day, last=day)["runs"].sum())
    return total or None


def _faults(period: RatePeriod, now: datetime) -> dict[str, Any]:
    whole = next(iter(fault_rates(by=PLATFORM, group=RateGroup.ALL, period=period, now=now)), None)
    if whole is None:
        return {"faults": {}, "fault_groups": {}}
    return {
        "faults": {
            "counted": whole.counted, "outside": whole.outside, "false": whole.false,
            "stopped": whole.stopped, "days": whole.days,
            "seconds_out": round(whole.hours_out * 3600),
        },
        "fault_groups": group_counts(by=PLATFORM, period=period),
    }  # fmt: skip


def _outcome(last: date, now: datetime) -> dict[str, Any] | None:
    """Return the comparison of the pilot nearest to the last day, of those known by `now`.

    Taken is the first after the last day, else the last before it.
    """
    known = outcomes(by=PLATFORM).filter(day__lte=local_day(at=now))
    row = known.filter(day__gt=last).order_by("day").first() or known.first()
    if row is None:
        return None
    return {
        "first_day": row.first_day.isoformat(), "day": row.day.isoformat(), "method": row.method,
        "pilots": row.pilots, "controls": row.controls, "left_out": row.left_out,
        "results": row.results,
    }  # fmt: skip


def _names(counts: Counts) -> dict[str, list[str]]:
    """Return the names of the organisations and areas that the counts speak of."""
    keys = {*counts.firms, *counts.units, *counts.unanswered} - {""}
    organisations = names_of(organisation_ids=[int(key) for key in keys])
    codes = {*counts.areas, *counts.in_use_by_area}
    rows = jurisdictions().filter(code__in=codes)
    areas = {row.code: [row.name_zh, row.name_en or row.name_zh] for row in rows}
    return areas | {f"o{key}": list(pair) for key, pair in organisations.items()}
