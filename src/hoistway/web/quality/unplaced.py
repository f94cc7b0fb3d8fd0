"""待归位记录 and 合并记录: records without an elevator, and two entries made one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.unplaced import (
    found_merges,
    found_records,
    merge_lines,
    merge_seen,
    merged_rows,
    record_file,
    record_lines,
    record_seen,
)
from hoistway.dossier.values import area_words
from hoistway.foundation import clock
from hoistway.registry.actions import place_claim
from hoistway.registry.models import Claim, Merge
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import spoken
from hoistway.web.quality.deeds import taken_apart
from hoistway.web.quality.filters import UnplacedFilter
from hoistway.web.quality.finding import SETTLERS
from hoistway.web.quality.forms import PlaceForm, ReasonForm
from hoistway.web.quality.reasons import PLACED, UNDO
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*SETTLERS)
def unplaced(request: HttpRequest) -> HttpResponseBase:
    """Show the records that found no elevator, or give them as a file."""
    form = UnplacedFilter(request.GET, by=by(request))
    wanted = found_records(
        by=by(request), text=form.read("q") or "", source=form.read("source") or ""
    )
    head = [_("来源"), _("记录编号"), _("名称"), _("地址"), _("各编号"), _("观察"), _("文件与行")]
    lines = (
        (spoken(r.source), r.record_key, r.name, r.where, r.numbers, r.observed_at, r.origin)
        for claim in wanted.iterator(chunk_size=500)
        for r in record_lines(claims=[claim])
    )
    file = handed_out(request, Sheet(name="unplaced", head=head, rows=lines))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": record_lines(claims=rows), "pages": pages,
        "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "quality/unplaced.html", facts)


@require_safe
@signed_in(*SETTLERS)
def record(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Show a record beside the elevators that it may mean."""
    return _record(request, record_seen(claim_id=claim_id, by=by(request)))


def _record(request: HttpRequest, claim: Claim, *, form: PlaceForm | None = None) -> HttpResponse:
    file = record_file(claim=claim, by=by(request), areas=area_words())
    facts = {"file": file, "form": form, "placed": PLACED}
    return render(request, "quality/record.html", facts, status=422 if form else 200)


@require_POST
@signed_in(*SETTLERS)
def place(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Give a record to an elevator, or make a new one of it."""
    claim = record_seen(claim_id=claim_id, by=by(request))
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _record(request, claim, form=form)
    place_claim(
        claim_id=claim.pk, elevator_id=form.cleaned_data["elevator"] or None,
        reason=form.cleaned_data["reason"], now=clock.now(), by=by(request),
    )  # fmt: skip
    return redirect("quality-unplaced")


@require_safe
@signed_in(*SETTLERS)
def merges(request: HttpRequest) -> HttpResponse:
    """Show the merges, newest first."""
    read = or_failed(lambda: paged(request, found_merges(by=by(request))))
    rows, pages = read or ([], None)
    facts = {"rows": merge_lines(merges=rows), "pages": pages, "failed": read is None}
    return render(request, "quality/merges.html", facts)


@require_safe
@signed_in(*SETTLERS)
def merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Show one merge with both entries beside each other."""
    return _merge(request, merge_seen(merge_id=merge_id, by=by(request)))


def _merge(request: HttpRequest, found: Merge, *, form: ReasonForm | None = None) -> HttpResponse:
    facts = {
        "merge": merge_lines(merges=[found])[0], "form": form, "undo": UNDO,
        "rows": merged_rows(merge=found, areas=area_words()),
    }  # fmt: skip
    return render(request, "quality/merge.html", facts, status=422 if form else 200)


@require_POST
@signed_in(*SETTLERS)
def take_apart(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Split two merged entries again, with the reason."""
    found = merge_seen(merge_id=merge_id, by=by(request))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _merge(request, found, form=form)
    reason = form.cleaned_data["reason"]
    taken_apart(merge_id=merge_id, reason=reason, now=clock.now(), by=by(request))
    return redirect("quality-merge", merge_id)
