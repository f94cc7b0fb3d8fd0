"""A firm chooses elevators for its list: ticked, all that a filter keeps, or pasted numbers."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.actions.moving import MOST_AT_ONCE
from hoistway.ondemand.actions.proposing import propose_elevators
from hoistway.ondemand.queries import listed_firm
from hoistway.ondemand.queries.elevators import on_their_way
from hoistway.ondemand.queries.entry_facts import Subject
from hoistway.ondemand.queries.explaining import lacking
from hoistway.ondemand.vocabulary import EntryClause, EntryGround
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import or_failed, paged
from hoistway.web.frame import language
from hoistway.web.pilots.listing import Outcome
from hoistway.web.signing_in import by, signed_in


class FleetFilter(Filter):
    """Which elevators of the fleet are shown."""

    q = forms.CharField(label=gettext_lazy("注册代码、地址、单位"), required=False, max_length=80)


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One elevator that may be chosen, and what it lacks today."""

    elevator: Elevator
    lacks: tuple[EntryGround, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.FIRM_OFFICE)
def propose(request: HttpRequest) -> HttpResponse:
    """Offer the fleet; put what was chosen on the list, and say what could not be and why."""
    outcome, form_id = None, uuid4()
    if request.method == "POST":
        outcome, form_id = _proposed(request)
    form, wanted = FleetFilter(request.GET, by=by(request)), _fleet(request)
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    now = clock.now()
    firm = listed_firm(firm_id=by(request).organisation_id, on=local_day(at=now))
    facts = {
        "filter": form, "rows": _rows(request, rows), "pages": pages, "failed": read is None,
        "outcome": outcome, "form_id": form_id, "firm": firm,
        "pasted": request.POST.get("numbers", "") if outcome and outcome.refused else "",
    }  # fmt: skip
    return render(
        request, "pilots/new.html", facts, status=422 if outcome and outcome.refused else 200
    )


def _fleet(request: HttpRequest) -> QuerySet[Elevator]:
    form = FleetFilter(request.GET, by=by(request))
    rows = elevators(by=by(request)).filter(use_state=UseState.IN_USE)
    for text in (form.read("q") or "").split():
        rows = rows.filter(
            Q(register_number__icontains=text) | Q(address__icontains=text)
            | Q(name__icontains=text) | Q(estate__icontains=text)
            | Q(use_unit__name__icontains=text)
        )  # fmt: skip
    return rows.exclude(on_their_way()).select_related("use_unit", "jurisdiction")


def _rows(request: HttpRequest, rows: list[Elevator]) -> list[FleetRow]:
    """Return the rows with what each lacks today, the use unit's consent apart."""
    now, firm_id = clock.now(), by(request).organisation_id
    firm = listed_firm(firm_id=firm_id, on=local_day(at=now))
    subjects = [Subject(0, row.pk, firm.pk if firm else None, firm_id) for row in rows]
    said = lacking(subjects=subjects, now=now, but=_LATER)
    return [FleetRow(row, lacks) for row, lacks in zip(rows, said, strict=True)]


_LATER = frozenset({EntryClause.CONSENT, EntryClause.PERIOD, EntryClause.FIRM_LISTED})
"""Clauses that speak of the firm, or are asked for by proposing."""


def _proposed(request: HttpRequest) -> tuple[Outcome, UUID]:
    numbers = request.POST.getlist("elevator")
    numbers += request.POST.get("numbers", "").replace(",", " ").replace("，", " ").split()
    if request.POST.get("everything"):
        numbers += _fleet(request).values_list("register_number", flat=True)[:MOST_AT_ONCE]
    try:
        form_id = UUID(request.POST.get("form_id", ""))
    except ValueError:
        form_id = uuid4()
    if not numbers:
        return Outcome(0, _("没有选择电梯"), (("", _("请勾选电梯或粘贴注册代码。")),)), form_id
    try:
        report = propose_elevators(
            register_numbers=numbers, form_id=form_id, now=clock.now(), by=by(request)
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return Outcome(0, _("没有办理"), (("", refusal.sentence(language())),)), form_id
    done = len(report.moved)
    words = ngettext(
        "已列入清单 %(n)s 台，等待使用单位同意。", "已列入清单 %(n)s 台，等待使用单位同意。", done
    ) % {"n": done}  # fmt: skip
    refused = [(number, no.sentence(language())) for number, no in report.refused.items()]
    return Outcome(done, words, tuple(refused)), uuid4()
