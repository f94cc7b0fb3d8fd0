"""培训宣传: trainings, publicity, meetings and lessons of the districts."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.reform.actions import keep_effort, withdraw_effort
from hoistway.reform.models import Effort
from hoistway.reform.queries import effort_seen, effort_totals
from hoistway.reform.queries import efforts as efforts_in_sight
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.reform.forms import EffortFilter, EffortForm, WithdrawForm
from hoistway.web.reform.shown import name_of
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def efforts(request: HttpRequest) -> HttpResponseBase:
    """Show the register, or enter what took place in the own area."""
    if request.method != "POST":
        return _list(request, EffortForm())
    form, now, actor = EffortForm(request.POST, request.FILES), clock.now(), by(request)
    if not form.is_valid():
        return _list(request, form, status=422)
    try:
        told = form.told(now=now, by=actor)
        row = keep_effort(told=told, form_id=form.cleaned_data["form_id"], now=now, by=actor)
    except Refusal as no:
        return _list(request, form, no.sentence(language()), no.status)
    return redirect("reform-effort", row.pk)


def _list(
    request: HttpRequest, form: EffortForm, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    asked = EffortFilter(request.GET, by=by(request))
    wanted = efforts_in_sight(by=by(request), search=asked.search())
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: (effort_totals(rows=wanted), paged(request, wanted)))
    totals, (rows, pages) = read or ({}, ([], None))
    facts = {
        "form": form, "filter": asked, "rows": [(name_of(row.jurisdiction), row) for row in rows],
        "pages": pages, "totals": totals.items(), "exports": exports(request), "refusal": refusal,
        "failed": read is None,
    }  # fmt: skip
    return render(request, "reform/efforts.html", facts, status=status)


def _sheet(rows: object) -> Sheet:
    head = [
        _("日期"), _("辖区"), _("种类"), _("标题"), _("对象"), _("参加人数"), _("涉及单位数"),
        _("内容、问题和经验"), _("撤回时间"), _("撤回原因"),
    ]  # fmt: skip

    def drawn(chunk: Sequence[Effort]) -> Iterator[Sequence[Cell]]:
        for row in chunk:
            yield (
                row.on, name_of(row.jurisdiction), row.kind, row.title, row.audience, row.people,
                row.firms, row.words, row.withdrawn_at, row.withdrawn_why,
            )  # fmt: skip

    return Sheet(name="efforts", head=head, rows=in_chunks(rows, drawn))  # type: ignore[arg-type]


@require_safe
@signed_in(*REGULATORS)
def effort(request: HttpRequest, effort_id: int) -> HttpResponseBase:
    """Show one entry."""
    return _page(request, effort_seen(by=by(request), effort_id=effort_id))


def _page(
    request: HttpRequest, row: Effort, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    facts = {
        "row": row, "area": name_of(row.jurisdiction), "refusal": refusal,
        "own": row.jurisdiction_id == by(request).jurisdiction_id and row.withdrawn_at is None,
    }  # fmt: skip
    return render(request, "reform/effort.html", facts, status=status)


@require_POST
@signed_in(*REGULATORS)
def withdraw(request: HttpRequest, effort_id: int) -> HttpResponseBase:
    """Withdraw an entry of the own area."""
    actor, form = by(request), WithdrawForm(request.POST)
    row = effort_seen(by=actor, effort_id=effort_id)
    if not form.is_valid():
        return _page(request, row, _("请写明撤回的原因。"), 422)
    try:
        why = form.cleaned_data["why"]
        withdraw_effort(effort_id=row.pk, why=why, now=clock.now(), by=actor)
    except Refusal as no:
        return _page(request, row, no.sentence(language()), no.status)
    return redirect("reform-effort", row.pk)


@require_safe
@signed_in(*REGULATORS)
def effort_file(request: HttpRequest, effort_id: int) -> HttpResponseBase:
    """Give the file of an entry."""
    row = effort_seen(by=by(request), effort_id=effort_id)
    if row.file is None:
        raise NotFound
    return served(attachment=row.file, name=f"effort-{row.pk}")
