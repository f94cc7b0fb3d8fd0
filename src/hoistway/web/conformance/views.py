"""A firm examines its systems before it applies; regulators read how they stand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.conformance.actions import ask_examination
from hoistway.conformance.queries import examination_seen, examinations, examined_rows
from hoistway.conformance.vocabulary import Origin, Topic
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.conformance.forms import ExaminationForm
from hoistway.web.conformance.shown import shown_examination, shown_line
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.conformance.models import ExaminedRow

READERS = (RoleKind.FIRM_OFFICE, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*READERS)
def conformance(request: HttpRequest) -> HttpResponse:
    """Show all examinations, and let a firm ask for one."""
    actor = by(request)
    own = actor.role == RoleKind.FIRM_OFFICE
    posted = request.method == "POST"
    if posted and not own:
        raise NotAllowed
    form, refusal = _form(request, posted=posted) if own else None, ""
    if posted and form is not None and form.is_valid():
        try:
            row = ask_examination(asked=form.asked(), now=clock.now(), by=actor)
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused.sentence(get_language() or "zh")
        else:
            return redirect("conformance-examination", row.pk)
    read = or_failed(lambda: paged(request, examinations(by=actor)))
    rows, pages = read or ([], None)
    facts = {
        "form": form, "refusal": refusal, "own": own, "pages": pages, "failed": read is None,
        "rows": [shown_examination(row=row) for row in rows],
    }  # fmt: skip
    return render(request, "conformance/list.html", facts, status=422 if posted else 200)


def _form(request: HttpRequest, *, posted: bool) -> ExaminationForm:
    if posted:
        return ExaminationForm(request.POST, request.FILES)
    first = {"form_id": uuid4(), "topic": str(Topic.TELEMETRY), "origin": str(Origin.FEED)}
    return ExaminationForm(initial=first)


@require_safe
@signed_in(*READERS)
def examination(request: HttpRequest, examination_id: int) -> HttpResponseBase:
    """Show one examination: its measures, its days, and what is wrong row by row."""
    row = examination_seen(examination_id=examination_id, by=by(request))
    code = request.GET.get("code", "")[:60]
    wanted = examined_rows(examination_id=row.pk, code=code)
    file = handed_out(request, Sheet(name="conformance", head=_head(), rows=_cells(wanted)))
    if file is not None:
        return file
    lines, pages = paged(request, wanted)
    facts = {
        "one": shown_examination(row=row), "lines": [shown_line(line=line) for line in lines],
        "pages": pages, "code": code, "exports": exports(request) if lines else (),
        "own": by(request).role == RoleKind.FIRM_OFFICE,
    }  # fmt: skip
    return render(request, "conformance/examination.html", facts)


def _head() -> list[str]:
    return [
        _("行"), _("代码"), _("对象"), _("问题"), _("如何改正"), _("会被拒收"), _("原样"),
    ]  # fmt: skip


def _cells(rows: "Iterable[ExaminedRow]") -> Iterator[Sequence[Cell]]:
    for row in rows:
        one = shown_line(line=row)
        refused = _("是") if one.refused else _("否")
        yield one.row, one.code, one.thing, one.words, one.mend, refused, one.raw
