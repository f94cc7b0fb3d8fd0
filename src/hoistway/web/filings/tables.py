"""Filings in bulk: a template, a table tried, looked through, filed, mended, handed in again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.filings.actions.tables import (
    NamedFile,
    apply_table,
    ask_table,
    go_on_with_table,
    headings_of_table,
    stop_table,
)
from hoistway.filings.queries import not_filed
from hoistway.filings.queries.tables import (
    applied_run,
    table_rows,
    table_run_at_hand,
    table_runs,
    topic_of_table,
)
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import Number, or_failed, paged
from hoistway.web.filings.files import elevator_sheet
from hoistway.web.filings.forms import TableForm
from hoistway.web.filings.shown import fault_lines
from hoistway.web.frame import language, spoken
from hoistway.web.live import signed_in_stream
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.filings.models import TableRow, TableRun

FIRM = RoleKind.FIRM_OFFICE
_STATES: dict[RunState, Tone] = {
    RunState.WAITING: "quiet", RunState.RUNNING: "active", RunState.DONE: "safe",
    RunState.FAILED: "caution", RunState.STOPPED: "caution",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """One table: what it is, how far, what came of it, what may be done."""

    id: int
    file_name: str
    by: str
    at: datetime
    ended_at: datetime | None
    state: RunState
    tone: Tone
    apply: bool
    said: str
    share: float
    numbers: tuple[Number, ...]
    refused: int
    told: int
    is_open: bool
    may_apply: bool
    may_go_on: bool
    applied: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row in which something is wrong."""

    line: int
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


def _shown(run: "TableRun", *, applied: int = 0) -> ShownTable:
    done = run.state is RunState.DONE
    return ShownTable(
        id=run.pk, file_name=run.file_name, by=str(run.by.get("name", "")), at=run.at,
        ended_at=run.ended_at, state=run.state, tone=_STATES[run.state], apply=run.apply,
        said=run.said, share=1.0 if done else run.rows_done / max(1, run.rows),
        numbers=_numbers(run), refused=run.refused, told=run.told,
        is_open=run.state in RunState.open_states(), applied=applied,
        may_apply=done and not run.apply and not applied and run.filed > 0,
        may_go_on=run.state in {RunState.STOPPED, RunState.FAILED},
    )  # fmt: skip


def _numbers(run: "TableRun") -> tuple[Number, ...]:
    filed = _("已提交") if run.apply else _("可提交")
    return (
        Number(label=_("已读行数"), value=f"{run.rows_done} / {run.rows}"),
        Number(label=filed, value=run.filed, tone="safe" if run.filed else "quiet"),
        Number(label=_("其中有提示"), value=run.told, tone="caution" if run.told else "quiet"),
        Number(label=_("已备案过，无变化"), value=run.unchanged),
        Number(label=_("未接受"), value=run.refused, tone="caution" if run.refused else "safe"),
    )  # fmt: skip


def _rows(rows: Sequence["TableRow"]) -> list[ShownRow]:
    return [ShownRow(one.line, tuple(map(_said, one.reasons)), tuple(one.cells)) for one in rows]


def _said(reason: Mapping[str, object]) -> str:
    """Say what is wrong with a row: what the machine found, or why the row was refused."""
    if "fault" in reason:
        (line,) = fault_lines(faults=[reason])
        return " · ".join(filter(None, (line.text, line.detail, line.clause)))
    said, clause = spoken((str(reason["zh"]), str(reason["en"]))), reason.get("clause")
    return f"{said} · {clause}" if clause else said


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(FIRM)
def tables(request: HttpRequest) -> HttpResponse:
    """Show the firm's tables, and take one in to be tried."""
    posted = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if posted else TableForm()
    refusal = ""
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        papers = [NamedFile(one.name or "", one) for one in request.FILES.getlist("contracts")]
        try:
            run = ask_table(
                table=NamedFile(file.name, file), contracts=papers, now=clock.now(),
                by=by(request),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refusal as no:
            refusal = no.sentence(language())
        else:
            return redirect("firm-filing-table", run.pk)
    read = or_failed(lambda: paged(request, table_runs(by=by(request))))
    rows, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "runs": [_shown(run) for run in rows], "pages": pages,
        "failed": read is None,
    }  # fmt: skip
    return render(request, "filings/tables.html", facts, status=422 if posted else 200)


@require_safe
@signed_in(FIRM)
def template(request: HttpRequest) -> HttpResponseBase:
    """Give the table to fill in: its headings, and the firm's elevators that lack a filing."""
    lacking = not_filed(by=by(request), day=local_day(at=clock.now()))
    rows = lacking.select_related("jurisdiction", "use_unit", "firm").order_by("pk")
    file = handed_out(request, elevator_sheet(elevators=rows))
    if file is None:
        return redirect(f"{reverse('firm-filing-template')}?export=xlsx")
    return file


@require_safe
@signed_in(FIRM)
def table(request: HttpRequest, table_id: int) -> HttpResponse:
    """Show one table: how far it is, what is wrong with which rows, what may be done."""
    found = table_run_at_hand(run_id=table_id, by=by(request))
    told = request.GET.get("rows") == "told"
    rows, pages = paged(request, table_rows(run=found, refused=not told))
    facts = {"run": _with_applied(found), "rows": _rows(rows), "pages": pages, "told": told}
    return render(request, "filings/table.html", facts)


def _with_applied(run: "TableRun") -> ShownTable:
    applied = applied_run(run=run)
    return _shown(run, applied=applied.pk if applied else 0)


@require_safe
@signed_in(FIRM)
def table_live(request: HttpRequest, table_id: int) -> HttpResponse:
    """Give the living part of the page alone."""
    found = table_run_at_hand(run_id=table_id, by=by(request))
    return render(request, "filings/_table_live.html", {"run": _with_applied(found)})


async def table_events(request: HttpRequest, table_id: int) -> HttpResponseBase:
    """Stream a sign whenever the table has moved on."""

    def topics(actor: Actor) -> list[str]:
        return [topic_of_table(run_id=table_run_at_hand(run_id=table_id, by=actor).pk)]

    return await signed_in_stream(request, FIRM, topics=topics)


@require_POST
@signed_in(FIRM)
def apply(request: HttpRequest, table_id: int) -> HttpResponse:
    """File what a tried table says."""
    run = apply_table(run_id=table_id, now=clock.now(), by=by(request))
    return redirect("firm-filing-table", run.pk)


@require_POST
@signed_in(FIRM)
def stop(request: HttpRequest, table_id: int) -> HttpResponse:
    """Stop a table; what it filed stays."""
    stop_table(run_id=table_id, now=clock.now(), by=by(request))
    return redirect("firm-filing-table", table_id)


@require_POST
@signed_in(FIRM)
def go_on(request: HttpRequest, table_id: int) -> HttpResponse:
    """Go on with a table that was stopped or broken off."""
    go_on_with_table(run_id=table_id, now=clock.now(), by=by(request))
    return redirect("firm-filing-table", table_id)


@require_safe
@signed_in(FIRM)
def refused(request: HttpRequest, table_id: int) -> HttpResponseBase:
    """Give the refused rows as they were, with the reasons in a last column, to be mended."""
    actor = by(request)
    run = table_run_at_hand(run_id=table_id, by=actor)
    found = table_rows(run=run, refused=True)
    header = headings_of_table(run_id=table_id, by=actor)

    def lines() -> Iterator[Sequence[Cell]]:
        for row in found.iterator(chunk_size=500):
            cells = [*row.cells[: len(header)], *[""] * (len(header) - len(row.cells))]
            yield [*cells, "；".join(_said(reason) for reason in row.reasons)]

    head = [*header, _("未接受的原因")]
    file = handed_out(request, Sheet(name=f"refused-{table_id}", head=head, rows=lines()))
    if file is None:
        there = reverse("firm-filing-table-refused", args=[table_id])
        return redirect(f"{there}?export=xlsx")
    return file
