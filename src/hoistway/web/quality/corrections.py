"""自动更正: everything that was changed, newest first; explained, and taken back by one press."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.correction import (
    RELATED,
    CorrectionLine,
    CorrectionSearch,
    correction_line,
    correction_lines,
    correction_seen,
    found_corrections,
)
from hoistway.dossier.search import Period
from hoistway.dossier.values import area_words
from hoistway.foundation import clock
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.quality.actions import undo
from hoistway.quality.models import Correction
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.parts.signs import Column
from hoistway.web.quality.drawings import spelling
from hoistway.web.quality.filters import CorrectionFilter
from hoistway.web.quality.finding import SETTLERS
from hoistway.web.quality.forms import ReasonForm
from hoistway.web.quality.inputs import inputs_of, why_of
from hoistway.web.quality.queue import READERS
from hoistway.web.quality.reasons import UNDO
from hoistway.web.signing_in import by, signed_in

COLUMNS = (
    "id", "at", "automatic", "kind", "register_number", "subject", "field", "before", "after",
    "rule", "edition", "undone_at",
)  # fmt: skip
"""Head of the exported file; programs read it, so its words and their order stay."""


def _search(form: CorrectionFilter) -> CorrectionSearch:
    return CorrectionSearch(
        text=form.read("q") or "", kind=form.read("kind") or "", field=form.read("field") or "",
        automatic={"rule": True, "person": False}.get(form.read("way") or ""),
        undone={"yes": True, "no": False}.get(form.read("undone") or ""),
        jurisdiction_code=form.read("district") or "",
        period=Period(first=form.read("from_day"), last=form.read("to_day")),
    )  # fmt: skip


@require_safe
@signed_in(*READERS)
def corrections(request: HttpRequest) -> HttpResponseBase:
    """Show the corrections that fit the filter, or give them as a file."""
    form = CorrectionFilter(request.GET, by=by(request))
    wanted = found_corrections(by=by(request), search=_search(form))
    file = handed_out(request, Sheet(name="corrections", head=COLUMNS, rows=_cells(wanted)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted.select_related(*RELATED)))
    rows, pages = read or ([], None)
    lines = correction_lines(corrections=rows, areas=area_words())
    facts = {
        "filter": form, "rows": [(line, _signs(line)) for line in lines], "pages": pages,
        "exports": exports(request), "failed": read is None, "undo": UNDO,
        "may_undo": may(by=by(request), deed=Deed.CORRECT_REGISTER),
    }  # fmt: skip
    return render(request, "quality/corrections.html", facts)


def _signs(line: CorrectionLine) -> tuple[Column, ...]:
    return spelling(field=line.field, value=line.raw_before, proposal=line.raw_after).signs


def _cells(wanted: QuerySet[Correction]) -> Iterator[Sequence[Cell]]:
    """Give the rows one by one, so that any number of corrections needs little memory."""
    areas = area_words()
    for row in wanted.select_related(*RELATED).iterator(chunk_size=1_000):
        line = correction_line(correction=row, areas=areas)
        yield (
            line.id, _instant(line.at), "true" if line.automatic else "false", str(line.kind),
            line.subject.register_number, line.subject_key, line.field, _exact(line.raw_before),
            _exact(line.raw_after), f"rule:{line.kind}", line.edition, _instant(line.undone_at),
        )  # fmt: skip


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds") if at else ""


def _exact(value: object) -> str | int | float:
    """Return a value as it is held: text and numbers plain, lists and tables as JSON."""
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@require_safe
@signed_in(*READERS)
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Explain one correction: inputs, reasons, edition, and what undoing it would do."""
    found = correction_seen(correction_id=correction_id, by=by(request))
    return _shown(request, found)


def _shown(
    request: HttpRequest, found: Correction, *, form: ReasonForm | None = None
) -> HttpResponse:
    areas = area_words()
    line = correction_line(correction=found, areas=areas)
    facts = {
        "line": line, "signs": _signs(line), "form": form, "undo": UNDO,
        "why": why_of(finding=found.finding, areas=areas), "finding": found.finding,
        "inputs": inputs_of(inputs=found.finding.inputs, areas=areas),
        "may_undo": may(by=by(request), deed=Deed.CORRECT_REGISTER) and found.undone_at is None,
    }  # fmt: skip
    return render(request, "quality/correction.html", facts, status=422 if form else 200)


@require_POST
@signed_in(*SETTLERS)
def take_back(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Undo a correction with its reason; it stays undone."""
    found = correction_seen(correction_id=correction_id, by=by(request))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form=form)
    undo(
        correction_id=correction_id, reason=form.cleaned_data["reason"], now=clock.now(),
        by=by(request),
    )  # fmt: skip
    return redirect("quality-correction", correction_id)
