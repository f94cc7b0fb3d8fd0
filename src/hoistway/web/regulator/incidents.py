"""Rescues as a filtered list, a file, and one by one; a regulator may have one judged anew."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.search import found_incidents, incident_seen
from hoistway.emergency.actions import evaluate_incident
from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import IncidentFilter
from hoistway.web.desk.rooms import read_room, room_events
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.forms import ReviewForm
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

READERS = (*REGULATORS, RoleKind.DISPATCHER)
_OPEN = IncidentState.open_states()
_TABS: dict[str, frozenset[IncidentState]] = {
    "": frozenset(), "open": _OPEN, "ended": frozenset(IncidentState) - _OPEN,
}  # fmt: skip


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _TABS else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {"": _("全部"), "open": _("进行中"), "ended": _("已结束")}
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}"
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request)))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: IncidentFilter) -> QuerySet[Incident]:
    found = found_incidents(by=by(request), search=form.search())
    states = _TABS[_tab(request)]
    return found.filter(state__in=sorted(str(s) for s in states)) if states else found


@require_safe
@signed_in(*READERS)
def incidents(request: HttpRequest) -> HttpResponseBase:
    """Show the rescues that fit the filter, or give them as a file."""
    form = IncidentFilter(request.GET, by=by(request))
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(request, wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    shown = shown_rows(incidents=rows, role=by(request).role, now=clock.now())
    facts = {
        "tabs": _tabs(request), "filter": form, "rows": shown, "pages": pages,
        "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "regulator/incidents.html", facts)


def _sheet(request: HttpRequest, wanted: QuerySet[Incident]) -> Sheet:
    head = [
        _("事件编号"), _("状态"), _("种类"), _("级别"), _("来源"), _("注册代码"), _("电梯"),
        _("地址"), _("辖区"), _("维保单位"), _("使用单位"), _("开始"), _("人数"),
        _("到场用时（秒）"),
    ]  # fmt: skip
    return Sheet(name="incidents", head=head, rows=_lines(request, wanted))


def _lines(request: HttpRequest, wanted: QuerySet[Incident]) -> Iterator[Sequence[Cell]]:
    now, role = clock.now(), by(request).role
    return in_chunks(
        wanted, lambda chunk: map(_line, shown_rows(incidents=chunk, role=role, now=now))
    )


def _line(row: Row) -> Sequence[Cell]:
    elevator = row.elevator
    return (
        row.number, row.state, row.kind, row.level, row.source, elevator.register_number,
        elevator.name, elevator.address, elevator.jurisdiction, elevator.firm,
        elevator.use_unit, row.opened_at, row.people, row.arrival_seconds,
    )  # fmt: skip


def _page(request: HttpRequest, number: str, template: str, *, is_page: bool) -> HttpResponse:
    room = read_room(request, number, is_page=is_page)
    reviews = by(request).role in {str(role) for role in REGULATORS}
    may_review = reviews and room.state in IncidentState.final_states()
    return render(request, template, {"incident": room, "may_review": may_review})


@require_safe
@signed_in(*READERS)
def incident(request: HttpRequest, number: str) -> HttpResponse:
    """Show one rescue."""
    return _page(request, number, "regulator/incident.html", is_page=True)


@require_safe
@signed_in(*READERS)
def incident_live(request: HttpRequest, number: str) -> HttpResponse:
    """Give the living part of the page alone."""
    return _page(request, number, "use_unit/_incident_live.html", is_page=False)


incident_events = room_events(*READERS)


@require_POST
@signed_in(*REGULATORS)
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Judge a finished rescue once more; the earlier judgement stays."""
    form = ReviewForm(request.POST)
    found = incident_seen(by=by(request), number=number)
    if form.is_valid():
        evaluate_incident(
            incident_id=found.pk, note=form.cleaned_data["note"], now=clock.now(), by=by(request)
        )
    return redirect("regulator-incident", number)
