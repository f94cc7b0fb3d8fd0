"""The list behind a figure: the rows that were counted, that keep it or that lack it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.terms import Term
from hoistway.reform.queries import area_seen, behind
from hoistway.reform.vocabulary import Figure
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged, word
from hoistway.web.frame import spoken
from hoistway.web.navigation import NavItem
from hoistway.web.reform.shown import TONES, interval_of, name_of
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

KEPT, LACKING = "kept", "lacking"


class BehindFilter(Filter):
    """What is asked of the rows behind a figure."""

    q = forms.CharField(label=gettext_lazy("号码、地址、单位"), required=False, max_length=80)
    show = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindRow:
    """One row behind a figure; without `url` it has no page of its own."""

    name: str
    about: str
    party: str
    day: date | datetime | None = None
    state: Term | None = None
    url: str = ""


@require_safe
@signed_in(*REGULATORS)
def rows_behind(request: HttpRequest, area_code: str, figure: str) -> HttpResponseBase:
    """Show the rows behind one figure of one district, or give them as a file."""
    wanted = chosen(Figure, figure)
    if not isinstance(wanted, Figure):
        raise Http404
    actor = by(request)
    area = area_seen(by=actor, code=area_code)
    form = BehindFilter(request.GET, by=actor)
    lacking = form.read("show") != KEPT
    found = behind(
        by=actor, area=area, figure=wanted, lacking=lacking, now=clock.now(),
        text=form.read("q") or "",
    )  # fmt: skip
    file = handed_out(request, _sheet(f"{area.code}-{wanted}", wanted, found.rows))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, found.rows))
    rows, pages = read or ([], None)
    kept = found.now
    facts = {
        "name": name_of(area), "code": area.code, "figure": wanted, "filter": form, "kept": kept,
        "share": percent(kept.share), "interval": interval_of(kept), "lacking": lacking,
        "tone": TONES[kept.standing], "tabs": _tabs(request, kept.part, kept.whole, lacking),
        "rows": list(_shown(wanted, rows)), "pages": pages, "exports": exports(request),
        "failed": read is None,
    }  # fmt: skip
    return render(request, "reform/behind.html", facts)


def _tabs(request: HttpRequest, part: int, whole: int, lacking: bool) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(label=label, url=f"?show={code}", current=current, count=count)
        for code, label, current, count in (
            (LACKING, _("未计入分子"), lacking, whole - part),
            (KEPT, _("计入分子"), not lacking, part),
        )
    )


def _shown(figure: Figure, rows: Iterable[Any]) -> Iterator[BehindRow]:
    """Return rows as they are shown: elevators unless the figure counts something else."""
    make = {
        Figure.PAPERLESS: _visit, Figure.ON_TIME: _schedule, Figure.RESPONSE: _incident,
        Figure.CHECKED: _unit, Figure.ORDERS: _order,
    }.get(figure, _elevator)  # fmt: skip
    return (make(row) for row in rows)


def _elevator(row: Any) -> BehindRow:
    return BehindRow(
        name=row.name or row.register_number, about=f"{row.address} · {row.register_number}",
        party=row.firm.name if row.firm else "", state=row.use_state,
        url=reverse("elevator-file", args=[row.register_number]),
    )  # fmt: skip


def _visit(row: Any) -> BehindRow:
    return BehindRow(
        name=row.elevator.name or row.elevator.register_number, about=row.elevator.address,
        party=row.firm.name, day=row.fell, state=row.state,
        url=reverse("visit", args=[row.uid]),
    )  # fmt: skip


def _schedule(row: Any) -> BehindRow:
    return BehindRow(
        name=row.elevator.name or row.elevator.register_number, about=row.elevator.address,
        party=row.firm.name if row.firm else "", day=row.next_due_on, state=row.next_level,
        url=reverse("elevator-file", args=[row.elevator.register_number]),
    )  # fmt: skip


def _incident(row: Any) -> BehindRow:
    return BehindRow(
        name=row.number, about=row.elevator.address, party=row.firm.name if row.firm else "",
        day=row.opened_at, state=row.state, url=reverse("regulator-incident", args=[row.number]),
    )  # fmt: skip


def _unit(row: Any) -> BehindRow:
    return BehindRow(name=spoken((row.name, row.name_en or row.name)), about="", party="")


def _order(row: Any) -> BehindRow:
    return BehindRow(
        name=row.number, about=spoken((row.organisation.name, row.organisation.name_en or "")),
        party="", day=row.ends_on, state=row.state,
    )  # fmt: skip


def _sheet(name: str, figure: Figure, rows: Any) -> Sheet:
    head = [_("名称或编号"), _("地址或说明"), _("维保单位"), _("日期"), _("状态")]

    def drawn(chunk: Sequence[Any]) -> Iterator[Sequence[Cell]]:
        for one in _shown(figure, chunk):
            yield (one.name, one.about, one.party, one.day, word(one.state))

    return Sheet(name=f"reform-{name}", head=head, rows=in_chunks(rows, drawn))
