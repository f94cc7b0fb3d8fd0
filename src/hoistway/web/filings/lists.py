"""The lists of filings: a firm's own, those that ask a use unit, a district's work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.elevator import cards_of
from hoistway.filings.actions import CheckReport, check_many
from hoistway.filings.actions.answering_many import confirm_many
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries import filings, found_filings, not_filed
from hoistway.filings.vocabulary import FilingState, UnitAnswer
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.filings.files import elevator_sheet, filing_sheet
from hoistway.web.filings.forms import FilingFilter
from hoistway.web.filings.shown import filing_rows
from hoistway.web.frame import language
from hoistway.web.navigation import NavItem
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

FIRM, UNIT = RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT
MOST_AT_ONCE = 200
"""Filings checked or confirmed by one press. Chosen: four pages; each is judged by itself."""

OVERDUE = "overdue"
_OPEN = sorted(str(state) for state in FilingState.open_states())


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a list: its word in the address and on the page, and what it keeps."""

    code: str
    label: str
    kept: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of many filings at once."""

    done: int
    refused: tuple[tuple[str, str], ...]


def _firm_tabs() -> tuple[Tab, ...]:
    return (
        Tab("", _("全部"), {}),
        Tab("open", _("未办结"), {"state__in": _OPEN}),
        Tab("returned", _("已退回"), {"state": FilingState.RETURNED}),
        Tab("disputed", _("有争议"), {"state": FilingState.DISPUTED}),
        Tab("checked", _("已核对"), {"state": FilingState.CHECKED}),
    )  # fmt: skip


def _unit_tabs() -> tuple[Tab, ...]:
    waits = {"state__in": _OPEN, "unit_answer": UnitAnswer.ASKED}
    return (Tab("", _("待我确认"), waits), Tab("all", _("全部"), {}))


def _regulator_tabs() -> tuple[Tab, ...]:
    return (
        Tab("", _("待核对"), {"state__in": _OPEN, "checked_at": None}),
        Tab("disputed", _("有争议"), {"state": FilingState.DISPUTED}),
        Tab("waiting", _("等待他人"), {"state__in": _OPEN, "checked_at__isnull": False}),
        Tab("returned", _("已退回"), {"state": FilingState.RETURNED}),
        Tab(OVERDUE, _("逾期未备案"), {}),
        Tab("all", _("全部"), {}),
    )  # fmt: skip


def next_to_check(*, by: Actor, but: int) -> str:
    """Return the number of the filing that has waited longest for this regulator's check."""
    if by.role not in {str(role) for role in REGULATORS}:
        return ""
    waiting = filings(by=by).filter(state__in=_OPEN, checked_at=None).exclude(pk=but)
    first = waiting.order_by("filed_at", "pk").values_list("number", flat=True).first()
    return first or ""


def _chosen(request: HttpRequest, tabs: Sequence[Tab]) -> Tab:
    asked = request.GET.get("tab", "")
    return next((tab for tab in tabs if tab.code == asked), tabs[0])


def _links(request: HttpRequest, tabs: Sequence[Tab]) -> tuple[NavItem, ...]:
    links, here = [], _chosen(request, tabs)
    for tab in tabs:
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab.code:
            query["tab"] = tab.code
        links.append(NavItem(label=tab.label, url=f"?{query.urlencode()}", current=tab == here))
    return tuple(links)


def _wanted(request: HttpRequest, form: FilingFilter, tab: Tab) -> QuerySet[ElevatorFiling]:
    found = found_filings(by=by(request), search=form.search()).filter(**tab.kept)
    answer = form.answer()
    found = found.filter(unit_answer=answer) if answer else found
    return found.order_by("filed_at", "pk") if tab.code == "" and tab.kept else found


def _list(
    request: HttpRequest, tabs: Sequence[Tab], title: str, outcome: Outcome | None = None
) -> HttpResponseBase:
    form, tab = FilingFilter(request.GET, by=by(request)), _chosen(request, tabs)
    wanted = _wanted(request, form, tab)
    file = handed_out(request, filing_sheet(filings=wanted, by=by(request), now=clock.now()))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "title": title, "tabs": _links(request, tabs), "tab": tab.code, "filter": form,
        "rows": filing_rows(filings=rows), "pages": pages, "exports": exports(request),
        "failed": read is None, "outcome": outcome,
    }  # fmt: skip
    return render(
        request, "filings/list.html", facts, status=422 if outcome and outcome.refused else 200
    )


@require_safe
@signed_in(FIRM)
def firm_filings(request: HttpRequest) -> HttpResponseBase:
    """Show what the firm filed, and what others filed of its elevators."""
    return _list(request, _firm_tabs(), _("电梯维保备案"))


@require_safe
@signed_in(UNIT)
def unit_filings(request: HttpRequest) -> HttpResponseBase:
    """Show what firms filed of the unit's elevators; what waits for its word comes first."""
    return _list(request, _unit_tabs(), _("维保备案确认"))


@require_safe
@signed_in(*REGULATORS)
def regulator_filings(request: HttpRequest) -> HttpResponseBase:
    """Show a district's work: to check, disputed, waiting, returned, overdue."""
    if request.GET.get("tab") == OVERDUE:
        return _overdue(request)
    return _list(request, _regulator_tabs(), _("维保备案核对"))


def _overdue(request: HttpRequest) -> HttpResponseBase:
    """Show elevators in use for which no checked filing holds today."""
    form = FilingFilter(request.GET, by=by(request))
    rows = not_filed(by=by(request), day=local_day(at=clock.now()))
    for text in (form.read("q") or "").split():
        rows = rows.filter(address__icontains=text) | rows.filter(register_number__icontains=text)
    district = form.read("district")
    rows = rows.filter(jurisdiction__code=district) if district else rows
    rows = rows.select_related("jurisdiction", "use_unit", "firm").order_by("pk")
    file = handed_out(request, elevator_sheet(elevators=rows))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, rows))
    found, pages = read or ([], None)
    facts = {
        "title": _("维保备案核对"), "tabs": _links(request, _regulator_tabs()), "tab": OVERDUE,
        "filter": form, "elevators": cards_of(elevators=found), "pages": pages,
        "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "filings/overdue.html", facts)


@require_POST
@signed_in(*REGULATORS)
def check_several(request: HttpRequest) -> HttpResponseBase:
    """Check the chosen filings; those that cannot be are named with the reason."""
    chosen = _picked(request)
    keys = [row.pk for row in chosen]
    report = check_many(filing_ids=keys, now=clock.now(), by=by(request))
    return _list(request, _regulator_tabs(), _("维保备案核对"), _outcome(report, chosen))


@require_POST
@signed_in(UNIT)
def confirm_several(request: HttpRequest) -> HttpResponseBase:
    """Confirm the chosen filings of the unit's elevators, each by itself."""
    chosen = _picked(request)
    keys = [row.pk for row in chosen]
    report = confirm_many(filing_ids=keys, now=clock.now(), by=by(request))
    return _list(request, _unit_tabs(), _("维保备案确认"), _outcome(report, chosen))


def _picked(request: HttpRequest) -> list[ElevatorFiling]:
    numbers = request.POST.getlist("filing")[:MOST_AT_ONCE]
    return list(filings(by=by(request)).filter(number__in=numbers))


def _outcome(report: CheckReport, chosen: Sequence[ElevatorFiling]) -> Outcome:
    numbers = {row.pk: row.number for row in chosen}
    refused = [(numbers[key], no.sentence(language())) for key, no in report.refused.items()]
    return Outcome(len(report.checked), tuple(refused))
