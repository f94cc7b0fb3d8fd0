"""The schedules of the demo city, and what its offices have planned for the day."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions.assigning import assign_visits, route_day
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.queries.board import DueSearch, due_visits
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of, certified_on, members
from hoistway.parties.vocabulary import CertificateKind, RoleKind

PLANNED = 18
"""Visits that each office has laid out as tours for today. Chosen: a morning of three people."""

TOURING = 3

IDLE = 3
"""Visits that whoever has none today does ahead. Chosen: every visitor's phone has work to show."""

LATE = 0.04
"""Share of elevators that are overdue. Chosen: some on each board, also in a small city."""

LONG_RECORDED = timedelta(days=60)
"""Since when a firm works without paper that is never late. Chosen: those of the pilot."""


def lay_out_schedules(
    *, firms: Sequence[Organisation], chance: Random, now: datetime
) -> None:  # fmt: skip
    """Work all schedules out, and let each office lay out the tours of the day.

    What was done before the platform is taken over from paper: last days, no records.
    """
    work_out_schedules(elevator_ids=None, now=now)
    _take_over(chance, local_day(at=now))
    work_out_schedules(elevator_ids=None, now=now)
    for firm in firms:
        account = account_of_role(role=RoleKind.FIRM_OFFICE, organisation_id=firm.pk)
        if account is not None:
            _tours(actor_of(account=account), now)


def _take_over(chance: Random, today: date) -> None:
    rows = list(Schedule.objects.filter(year_on=None).order_by("pk"))
    recorded = Visit.objects.filter(counted_on__lt=today - LONG_RECORDED)
    punctual = set(recorded.values_list("firm_id", flat=True))
    for row in rows:
        late = chance.random() < LATE and row.firm_id not in punctual
        ago = chance.randrange(16, 22) if late else chance.randrange(15)
        row.half_month_on = row.half_month_on or today - timedelta(days=ago)
        row.quarter_on = row.quarter_on or today - timedelta(days=chance.randrange(15, 88))
        row.half_year_on = row.half_year_on or today - timedelta(days=chance.randrange(88, 178))
        row.year_on = today - timedelta(days=chance.randrange(178, 360))
        row.calibrated_on = row.year_on
    columns = ["half_month_on", "quarter_on", "half_year_on", "year_on", "calibrated_on"]
    Schedule.objects.bulk_update(rows, columns, batch_size=1000)


def _tours(by: Actor, now: datetime) -> None:
    today = local_day(at=now)
    crew = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    keys = [one.person_id for one in crew]
    fit = sorted(certified_on(person_ids=keys, kind=CertificateKind.T, on=today))[:TOURING]
    due = due_visits(by=by, search=DueSearch(within=5), today=today)
    chosen = [visit.pk for visit in due if visit.state == "planned"][:PLANNED]
    if chosen and fit:
        with suppress(Refusal):
            route_day(visit_ids=chosen, person_ids=fit, day=today, now=now, by=by)
    for person_id in keys:
        _something_today(person_id, by, now)


def _something_today(person_id: int, by: Actor, now: datetime) -> None:
    """Give whoever would have an idle day the next visits of the own elevators."""
    today = local_day(at=now)
    rows = due_visits(by=by, search=DueSearch(within=15), today=today)
    own = [row for row in rows if row.lead_id == person_id and row.state == "planned"]
    if own and not any(row.planned_on == today for row in own):
        keys = [row.pk for row in own[:IDLE]]
        with suppress(Refusal):
            assign_visits(visit_ids=keys, person_id=person_id, planned_on=today, now=now, by=by)
