"""What is due: figures, the months ahead drawn, and the elevators, what is late first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import NextInspection
from hoistway.inspection.queries import (
    days_after,
    due_per_month,
    due_until,
    months_on,
    open_requests,
    stops_of,
)
from hoistway.inspection.vocabulary import InspectionKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.inspections.shown import READERS, DueRow, due_numbers, due_row
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.stack import stack
from hoistway.web.signing_in import by, signed_in

MONTHS = 12
"""Months that the board draws. Chosen: everything recurs within a year."""

AHEAD_DAYS = 92
"""Days ahead that the list holds. Chosen: a quarter, in which dates are still to be agreed."""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """How many fall due in a month: inspections and tests side by side."""

    month: date
    inspections: int
    tests: int
    total: int
    drawing: SafeString


class DueFilter(Filter):
    """What is asked of what is due."""

    choices = {"kind": InspectionKind}

    q = forms.CharField(
        label=gettext_lazy("注册代码、地址、使用单位"), required=False, max_length=80
    )
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)


@require_safe
@signed_in(*READERS)
def due(request: HttpRequest) -> HttpResponseBase:
    """Show what is late and what falls due within a quarter, or give it as a file."""
    actor, now = by(request), clock.now()
    today = local_day(at=now)
    form = DueFilter(request.GET, by=actor)
    last = days_after(day=today, days=AHEAD_DAYS)
    wanted = _kept(form, due_until(by=actor, last=last))
    file = handed_out(request, Sheet(name="due", head=_head(), rows=_lines(wanted, today)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "numbers": due_numbers(by=actor, now=now), "filter": form, "failed": read is None,
        "rows": _rows(rows, actor, today), "pages": pages, "exports": exports(request),
        "months": _months(due_per_month(
            by=actor, first=today.replace(day=1),
            after=months_on(day=today.replace(day=1), months=MONTHS),
        ), today),
        "empty_hint": _("换一个词，或清除筛选。") if request.GET else "",
        "may_ask": may(by=actor, deed=Deed.ASK_INSPECTION),
        "may_record": may(by=actor, deed=Deed.RECORD_INSPECTION),
    }  # fmt: skip
    return render(request, "inspections/due.html", facts)


def _kept(form: DueFilter, rows: QuerySet[NextInspection]) -> QuerySet[NextInspection]:
    for text in (form.read("q") or "").split():
        rows = rows.filter(
            Q(elevator__register_number__icontains=text) | Q(elevator__address__icontains=text)
            | Q(elevator__name__icontains=text) | Q(elevator__use_unit__name__icontains=text)
        )  # fmt: skip
    if form.read("kind"):
        rows = rows.filter(kind=form.read("kind"))
    if form.read("district"):
        rows = rows.filter(elevator__jurisdiction__code=form.read("district"))
    return rows


def _rows(rows: Sequence[NextInspection], actor: Actor, today: date) -> list[DueRow]:
    keys = [row.elevator_id for row in rows]
    stops = stops_of(elevator_ids=keys)
    found = open_requests(by=actor).filter(elevator_id__in=keys)
    asked = {one.elevator_id: one.state for one in found}
    return [
        due_row(
            row=row, today=today, stopped=row.elevator_id in stops, asked=asked.get(row.elevator_id)
        )
        for row in rows
    ]


def _months(counts: Mapping[tuple[date, str], int], today: date) -> list[MonthBar]:
    first = today.replace(day=1)
    months = [months_on(day=first, months=ahead) for ahead in range(MONTHS)]
    tests = {month: counts.get((month, str(InspectionKind.TEST)), 0) for month in months}
    all_of = {month: sum(n for (of, _kind), n in counts.items() if of == month) for month in months}
    most = max([*all_of.values(), 1])
    return [
        MonthBar(
            month, all_of[month] - tests[month], tests[month], all_of[month],
            stack(
                parts=[
                    (all_of[month] - tests[month], "active", word(InspectionKind.PERIODIC)),
                    (tests[month], "quiet", word(InspectionKind.TEST)),
                ], total=most,
            ),
        )
        for month in months
    ]  # fmt: skip


def _head() -> list[str]:
    return [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"),
        _("下次种类"), _("最迟日期"), _("最早可做"), _("最迟申请"), _("状态"), _("依据"),
    ]  # fmt: skip


def _lines(wanted: QuerySet[NextInspection], today: date) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: [_line(row, today) for row in chunk])


def _line(row: NextInspection, today: date) -> Sequence[Cell]:
    place = row.elevator
    return (
        place.register_number, place.name, place.address, place.jurisdiction.name_zh,
        organisation_name(place.use_unit), organisation_name(place.firm), row.kind, row.due_on,
        row.early_from, row.ask_by, due_row(row=row, today=today).standing, row.edition,
    )  # fmt: skip
