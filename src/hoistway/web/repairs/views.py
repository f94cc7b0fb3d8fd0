"""One repair: its page, its written solution, and what firm and use unit do about it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.foundation import clock
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.repairing import (
    NoSuchRecord,
    Solution,
    assign_repair,
    drop_repair,
    finish_repair,
    give_up_repair,
    stop_elevator,
)
from hoistway.maintenance.actions.returning import confirm_return, reject_repair
from hoistway.maintenance.queries.repairs import repair_seen
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.repairs.forms import DeedForm
from hoistway.web.repairs.listing import READERS
from hoistway.web.repairs.page import repair_page
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.maintenance.models import Repair

Act = Callable[[HttpRequest, "Repair", DeedForm, datetime], object]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*READERS)
def repair(request: HttpRequest, repair_number: str) -> HttpResponse:
    """Show one repair, or do one deed about it; a refusal is said on the page."""
    found, now = repair_seen(number=repair_number, by=by(request)), clock.now()
    if request.method != "POST":
        return _page(request, found, now=now)
    form = DeedForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, now=now, refusal=_("请先更正以下内容"), status=422)
    try:
        _ACTS[form.cleaned_data["deed"]](request, found, form, now)
    except (NotFound, NotAllowed):
        raise
    except Refusal as no:
        found = repair_seen(number=repair_number, by=by(request))
        said = no.sentence(language())
        return _page(request, found, now=now, refusal=said, status=no.status)
    return redirect("repair", repair_number)


def _page(
    request: HttpRequest, found: "Repair", *, now: datetime, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {"shown": repair_page(repair=found, by=by(request), now=now), "refusal": refusal}
    return render(request, "repairs/repair.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def solution(request: HttpRequest, repair_number: str) -> HttpResponseBase:
    """Give the file of the written solution to whoever sees the repair. Raises: NotFound."""
    found = repair_seen(number=repair_number, by=by(request))
    if found.solution_file is None:
        raise NotFound
    return served(attachment=found.solution_file, name=f"solution-{found.number}")


def _assign(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    told = form.cleaned_data
    return assign_repair(
        repair_id=row.pk, person_id=told["person"] or by(request).person_id,
        planned_on=told["planned_on"] or local_day(at=now), form_id=told["form_id"], now=now,
        by=by(request),
    )  # fmt: skip


def _finish(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    told = form.cleaned_data
    if told["visit"] is None:
        raise NoSuchRecord
    return finish_repair(
        repair_id=row.pk, visit_uid=told["visit"], words=told["words"], now=now,
        form_id=told["form_id"], by=by(request),
    )  # fmt: skip


def _stop(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    told = form.cleaned_data
    return stop_elevator(
        repair_id=row.pk, words=told["words"], form_id=told["form_id"], now=now, by=by(request)
    )


def _give_up(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    told = form.cleaned_data
    kept = keep(upload=told["file"], now=now, by=by(request)) if told["file"] else None
    return give_up_repair(
        repair_id=row.pk, solution=Solution(words=told["words"], file=kept), now=now,
        form_id=told["form_id"], by=by(request),
    )  # fmt: skip


def _drop(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    told = form.cleaned_data
    return drop_repair(
        repair_id=row.pk, words=told["words"], form_id=told["form_id"], now=now, by=by(request)
    )


def _return(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    form_id = form.cleaned_data["form_id"]
    return confirm_return(repair_id=row.pk, form_id=form_id, now=now, by=by(request))


def _reject(request: HttpRequest, row: "Repair", form: DeedForm, now: datetime) -> object:
    told = form.cleaned_data
    return reject_repair(
        repair_id=row.pk, words=told["words"], form_id=told["form_id"], now=now, by=by(request)
    )


_ACTS: dict[str, Act] = {
    "assign": _assign, "finish": _finish, "stop": _stop, "give_up": _give_up, "drop": _drop,
    "return": _return, "reject": _reject,
}  # fmt: skip
