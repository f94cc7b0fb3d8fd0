"""Reports in bulk: a template, a table handed in, how far it is, and its refused rows."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.inspection import queries
from hoistway.inspection.actions import ask_table
from hoistway.inspection.models import InspectionTable
from hoistway.inspection.vocabulary import InspectionKind, TableColumn, TableState, Verdict
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.shapes import or_failed, paged, word
from hoistway.web.frame import english, language
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

_TONES: dict[TableState, Tone] = {
    TableState.WAITING: "quiet", TableState.RUNNING: "active", TableState.DONE: "safe",
    TableState.FAILED: "caution",
}  # fmt: skip
_EXAMPLE = date(2026, 11, 2)


class TableForm(forms.Form):
    """A table of reports."""

    file = forms.FileField(
        label=gettext_lazy("表格（CSV 或 xlsx）"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object, files: object) -> None:
        super().__init__(data, files, initial={"form_id": uuid4()})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table: how far it is and what came of it."""

    table: InspectionTable
    tone: Tone
    share: float
    said: str
    rows: tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.INSPECTOR)
def tables(request: HttpRequest) -> HttpResponseBase:
    """Show what was handed in, take a table, or give the template. Raises: NotFound."""
    actor = by(request)
    file = handed_out(request, _template())
    if file is not None:
        return file
    form, refusal, status = TableForm(request.POST or None, request.FILES or None), "", 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            asked = ask_table(
                name=given["file"].name, upload=given["file"], form_id=given["form_id"],
                now=clock.now(), by=actor,
            )  # fmt: skip
        except Refusal as no:
            refusal, status = no.sentence(language()), no.status
        else:
            answer = redirect("inspector-inspection-tables")
            answer["Location"] += f"?table={asked.pk}"
            return answer
    read = or_failed(lambda: paged(request, queries.tables(by=actor)))
    found, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "failed": read is None, "pages": pages,
        "tables": [_shown(one) for one in found], "one": _one(request),
    }  # fmt: skip
    code = 422 if form.errors else status
    return render(request, "inspections/tables.html", facts, status=code)


def _one(request: HttpRequest) -> ShownTable | None:
    asked = request.GET.get("table", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < len("9" * 18)):
        return None
    table = queries.table_seen(table_id=int(asked), by=by(request))
    tongue = "en" if english() else "zh"
    rows = tuple(
        (row.line, tuple(str(one.get(tongue, "")) for one in row.reasons), tuple(row.cells))
        for row in queries.refused_rows(table=table)[:200]
    )
    return _shown(table, rows)


def _shown(
    table: InspectionTable, rows: tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...] = ()
) -> ShownTable:
    done = table.state is TableState.DONE
    share = 1.0 if done else table.rows_done / max(1, table.rows)
    said = str(table.said.get("en" if english() else "zh", ""))
    return ShownTable(table, _TONES[table.state], share, said, rows)


def _template() -> Sheet:
    head = [word(column) for column in TableColumn]
    line = [
        "",
        word(InspectionKind.PERIODIC),
        word(Verdict.PASSED),
        _EXAMPLE.isoformat(),
        "",
        "",
        "",
    ]
    return Sheet(name="inspection-template", head=head, rows=[line])
