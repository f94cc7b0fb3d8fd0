"""The office plans a day: who goes where, by hand or as tours."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.assigning import assign_visits, route_day
from hoistway.maintenance.queries.board import due_visits, tours_of_day
from hoistway.maintenance.queries.planned import policy_today
from hoistway.parties.queries import members
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import or_failed, paged
from hoistway.web.frame import language
from hoistway.web.schedule.forms import FIRST_WARNING, DueFilter
from hoistway.web.schedule.shown import CrewRow, drawn_tours, tour_rows, visit_rows
from hoistway.web.signing_in import by, signed_in

OFFICE = RoleKind.FIRM_OFFICE
_KEPT = ("day", "within", "who", "level", "q", "page")


def _crew(actor: Actor, now: datetime) -> list[tuple[int, str]]:
    rows = members(organisation_id=actor.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    return [(row.person_id, row.person.name) for row in rows]


@require_safe
@signed_in(OFFICE)
def plan(request: HttpRequest) -> HttpResponse:
    """Show what waits to be planned beside what the day holds already."""
    return _page(request)


def _page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor, now = by(request), clock.now()
    today, crew = local_day(at=now), _crew(actor, now)
    asked = request.GET.copy()
    asked.setdefault("day", str(today))
    asked.setdefault("within", FIRST_WARNING)
    form = DueFilter(asked, by=actor, crew=crew)
    day = max(form.read("day") or today, today)
    wanted = due_visits(by=actor, search=form.search(now=now), today=today)
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    tours = tours_of_day(by=actor, day=day)
    facts = {
        "filter": form, "day": day, "today": today, "pages": pages,
        "crew": [CrewRow(key, name, len(tours.get(key, ()))) for key, name in crew],
        "rows": visit_rows(visits=rows, crews={}, now=now), "failed": read is None,
        "tours": tour_rows(tours=tours, now=now), "drawing": drawn_tours(tours=tours),
        "refusal": refusal, "policy": policy_today(now=now), "kept": _kept(request),
        "done": request.GET.get("done", ""), "left": request.GET.get("left", ""),
        "picked": _numbers(request.POST, "visit"), "people": _numbers(request.POST, "person"),
    }  # fmt: skip
    return render(request, "schedule/plan.html", facts, status=status)


def _kept(request: HttpRequest) -> str:
    """Return the query that keeps the filter through a form."""
    query = QueryDict(mutable=True)
    query.update({k: str(v) for k, v in request.GET.items() if k in _KEPT})
    return query.urlencode()


def _numbers(given: QueryDict, name: str) -> list[int]:
    return [int(text) for text in given.getlist(name) if text.isdecimal() and len(text) < 19]


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.POST.get("on", ""))
    except ValueError:
        return None


class OnePersonOnly(Refusal):
    """Raised when visits would be given to nobody or to several people at once."""

    code = "one_person_only"
    zh = "请选择一名维保人员；分给多人请点“为所选人员排路线”。"
    en = "Choose one technician; to share visits among several, lay out tours."
    status = 422


def _one_of(people: list[int]) -> int:
    if len(people) != 1:
        raise OnePersonOnly
    return people[0]


@require_POST
@signed_in(OFFICE)
def assign(request: HttpRequest) -> HttpResponseBase:
    """Give the chosen visits to one technician, take them back, or lay tours out over them."""
    keys, people = _numbers(request.POST, "visit"), _numbers(request.POST, "person")
    actor, now, day = by(request), clock.now(), _day(request)
    deed = request.POST.get("deed", "")
    try:
        if deed == "route":
            on = day or local_day(at=now)
            found = route_day(visit_ids=keys, person_ids=people, day=on, now=now, by=actor)
            done, left = sum(len(tour.visit_ids) for tour in found.tours), len(found.left)
        else:
            person = None if deed == "take-back" else _one_of(people)
            on_day = day if person else None
            done, left = (
                assign_visits(
                    visit_ids=keys, person_id=person, planned_on=on_day, now=now, by=actor
                ),
                0,
            )
    except (NotAllowed, NotFound):
        raise
    except Refusal as no:
        return _page(request, refusal=no.sentence(language()), status=no.status)
    query = QueryDict(_kept(request), mutable=True)
    query.update({"done": str(done), "left": str(left)})
    if day:
        query["day"] = str(day)
    return redirect(f"{reverse('firm-maintenance-plan')}?{query.urlencode()}")
