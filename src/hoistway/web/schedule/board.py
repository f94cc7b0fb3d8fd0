"""The schedule board of a firm's office."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.board import (
    DueSearch,
    due_per_day,
    due_visits,
    loads,
    standing,
    tours_of_day,
)
from hoistway.maintenance.queries.planned import policy_today
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.schedule.shown import (
    day_bars,
    drawn_tours,
    load_rows,
    numbers_of,
    tour_rows,
    visit_rows,
)
from hoistway.web.signing_in import by, signed_in

OFFICE = RoleKind.FIRM_OFFICE
DAYS = 15
"""Days drawn ahead. Chosen: one gap, in which every elevator falls due once."""

MOST_LATE = 12
"""Overdue visits on the board. Chosen: one screen; the plan lists all."""


@require_safe
@signed_in(OFFICE)
def board(request: HttpRequest) -> HttpResponse:
    """Show what is due and overdue, per day and technician, and today's tours."""
    actor, now = by(request), clock.now()
    today = local_day(at=now)
    told, tours = standing(by=actor, today=today, now=now), tours_of_day(by=actor, day=today)
    late = due_visits(by=actor, search=DueSearch(within=-1, now=now), today=today)[:MOST_LATE]
    facts = {
        "numbers": numbers_of(standing=told), "standing": told, "today": today,
        "days": day_bars(days=due_per_day(by=actor, first=today, days=DAYS)),
        "loads": load_rows(loads=loads(by=actor, today=today)),
        "late": visit_rows(visits=list(late), crews={}, now=now),
        "more_late": max(0, told.overdue - MOST_LATE), "drawing": drawn_tours(tours=tours),
        "tours": tour_rows(tours=tours, now=now), "policy": policy_today(now=now),
        "words": {str(one): one for one in Urge}, "last": today + timedelta(days=DAYS - 1),
    }  # fmt: skip
    return render(request, "schedule/board.html", facts)
