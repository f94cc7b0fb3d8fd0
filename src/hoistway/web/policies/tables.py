"""Policies in bulk: a template, a table handed in, what came of each row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.foundation import clock
from hoistway.foundation.attachments import path_of
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.foundation.sheets import open_sheet
from hoistway.insurance.actions import NamedTable, hand_in_table
from hoistway.insurance.queries import policy_tables, refused_rows, table_seen
from hoistway.insurance.vocabulary import RowFault, TableColumn
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import Number, chosen, or_failed, paged, word
from hoistway.web.frame import language
from hoistway.web.parts.tones import Tone
from hoistway.web.policies.forms import TableForm
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.insurance.models import PolicyTable, PolicyTableRow

_TONES: dict[RunState, Tone] = {RunState.WAITING: "active", RunState.DONE: "safe"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """One table and what came of it."""

    id: int
    file_name: str
    at: datetime
    by: str
    state: RunState
    tone: Tone
    numbers: tuple[Number, ...]
    refused: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row that was not taken over."""

    line: int
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


def _shown(row: "PolicyTable") -> ShownTable:
    return ShownTable(
        id=row.pk, file_name=row.file_name, at=row.at, by=str(row.by.get("name", "")),
        state=row.state, tone=_TONES.get(row.state, "caution"), refused=row.refused,
        is_open=row.state in RunState.open_states(),
        numbers=(
            Number(label=_("行数"), value=row.rows),
            Number(label=_("新保单"), value=row.policies),
            Number(label=_("新增被保险电梯"), value=row.covers, tone="safe"),
            Number(label=_("已录入过，无变化"), value=row.unchanged),
            Number(label=_("未接受"), value=row.refused,
                   tone="caution" if row.refused else "safe"),
        ),
    )  # fmt: skip


def _said(reason: Mapping[str, str]) -> str:
    column = word(chosen(TableColumn, reason.get("column", "")))
    fault = word(chosen(RowFault, reason.get("fault", "")))
    value = reason.get("value", "")
    return f"{column} {fault}" + (f" «{value}»" if value else "")


def _rows(rows: Iterable["PolicyTableRow"]) -> list[ShownRow]:
    return [ShownRow(row.line, tuple(map(_said, row.reasons)), tuple(row.cells)) for row in rows]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.INSURER)
def tables(request: HttpRequest) -> HttpResponseBase:
    """Show the insurer's tables and take one in; `?export=` gives the empty template."""
    template = Sheet(name="policies", head=[one.zh for one in TableColumn], rows=())
    given = handed_out(request, template)
    if given is not None:
        return given
    posted, refusal, status = request.method == "POST", "", 200
    form = TableForm(request.POST, request.FILES) if posted else TableForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = hand_in_table(
                table=NamedTable(file.name, file), form_id=form.cleaned_data["form_id"],
                now=clock.now(), by=by(request),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refusal as no:
            refusal, status = no.sentence(language()), no.status
        else:
            return redirect("insurer-policy-table", row.pk)
    elif posted:
        status = 422
    return _tables_page(request, form, refusal, status)


def _tables_page(
    request: HttpRequest, form: TableForm, refusal: str, status: int
) -> HttpResponse:  # fmt: skip
    form.initial["form_id"] = uuid4()
    read = or_failed(lambda: paged(request, policy_tables(by=by(request))))
    rows, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "runs": [_shown(row) for row in rows], "pages": pages,
        "failed": read is None,
    }  # fmt: skip
    return render(request, "policies/tables.html", facts, status=status)


@require_safe
@signed_in(RoleKind.INSURER)
def table(request: HttpRequest, policy_table_id: int) -> HttpResponseBase:
    """Show what came of a table, or give its refused rows with the reasons, to be mended."""
    found = table_seen(table_id=policy_table_id, by=by(request))
    wrong = refused_rows(table_id=found.pk)
    with open_sheet(path=path_of(attachment=found.file)) as sheet:
        head = sheet.header
    lines = _lines(wrong, len(head))
    refused = Sheet(name=f"refused-{found.pk}", head=[*head, _("未接受的原因")], rows=lines)
    file = handed_out(request, refused)
    if file is not None:
        return file
    rows, pages = paged(request, wrong)
    facts = {"run": _shown(found), "rows": _rows(rows), "pages": pages}
    return render(request, "policies/table.html", facts)


def _lines(wrong: Iterable["PolicyTableRow"], width: int) -> Iterator[Sequence[Cell]]:
    for row in _rows(wrong):
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        yield [*cells, "；".join(row.reasons)]
