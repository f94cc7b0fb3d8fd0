"""One public report: its page, its photos and files, and every deed of a desk."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.riders import actions
from hoistway.riders.models import PublicReport
from hoistway.riders.queries import photo_seen, report_seen, steps_of
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportVerdict
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.reports.course import report_page
from hoistway.web.reports.forms import DeedForm
from hoistway.web.reports.listing import READERS
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*READERS)
def report(request: HttpRequest, report_number: str) -> HttpResponse:
    """Show one report; the number of a joined one leads to the first of its matter."""
    found = report_seen(number=report_number, by=by(request))
    if found.number != report_number:
        return redirect("report", found.number)
    return _page(request, found)


def _page(
    request: HttpRequest, found: PublicReport, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    now = clock.now()
    shown = report_page(
        report=found, by=by(request), template=request.GET.get("template", ""), now=now
    )
    facts = {"shown": shown, "refusal": refusal, "key": uuid4, "said": request.POST}
    return render(request, "reports/page.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def photo(request: HttpRequest, report_number: str, photo_id: int) -> HttpResponseBase:
    """Give a reporter's photo to whoever may look at it. Raises: NotFound."""
    found = report_seen(number=report_number, by=by(request))
    kept = photo_seen(photo_id=photo_id, by=by(request))
    first = kept.report.joined_id or kept.report_id
    if first != found.pk or kept.attachment is None:
        raise NotFound
    return served(attachment=kept.attachment, name=f"{found.number}-photo-{kept.pk}")


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, report_number: str, report_step_id: int) -> HttpResponseBase:
    """Give the file of a step to whoever reads the report. Raises: NotFound."""
    found = report_seen(number=report_number, by=by(request))
    step = next((one for one in steps_of(report_id=found.pk) if one.pk == report_step_id), None)
    if step is None or step.file is None:
        raise NotFound
    return served(attachment=step.file, name=f"{found.number}-{step.deed}")


@require_POST
@signed_in(*READERS)
def do(request: HttpRequest, report_number: str) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it with what was written."""
    found = report_seen(number=report_number, by=by(request))
    form = DeedForm(request.POST, request.FILES)
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is None or not form.is_valid():
        return _page(request, found, refusal=_wrong(form), status=422)
    try:
        deed(found.pk, form, by(request))
    except NotFound:
        raise
    except Refusal as no:
        fresh = report_seen(number=report_number, by=by(request))
        return _page(request, fresh, refusal=no.sentence(language()), status=no.status)
    return redirect("report", report_number)


def _wrong(form: DeedForm) -> str:
    """Say what is missing, or that the form makes no sense."""
    for name in ("to", "verdict"):
        if form.errors.get(name):
            return str(form.errors[name][0])
    return _("内容过长或表单已损坏，请重试。")


Deed = Callable[[int, DeedForm, Actor], object]


def _plain(action: Callable[..., object]) -> Deed:
    def deed(report_id: int, form: DeedForm, actor: Actor) -> object:
        return action(report_id=report_id, **form.said(now=clock.now(), by=actor))

    return deed


def _on_photo(action: Callable[..., object]) -> Deed:
    def deed(report_id: int, form: DeedForm, actor: Actor) -> object:
        chosen = form.cleaned_data["photo_id"] or 0
        return action(photo_id=chosen, **form.said(now=clock.now(), by=actor))

    return deed


def _with(
    action: Callable[..., object], more: Callable[[DeedForm, Actor], dict[str, object]]
) -> Deed:  # fmt: skip
    def deed(report_id: int, form: DeedForm, actor: Actor) -> object:
        said = form.said(now=clock.now(), by=actor)
        return action(report_id=report_id, **said, **more(form, actor))

    return deed


_DEEDS: Mapping[str, Deed] = {
    str(ReportDeed.TAKE_UP): _plain(actions.take_up_report),
    str(ReportDeed.CLOSE): _plain(actions.close_report),
    str(ReportDeed.HIDE): _plain(actions.hide_report),
    str(ReportDeed.SHOW): _plain(actions.show_report),
    str(ReportDeed.KEEP_HIDDEN): _plain(actions.keep_hidden),
    str(ReportDeed.NOTE): _plain(actions.note_report),
    str(ReportDeed.SHOW_PHOTO): _on_photo(actions.show_photo),
    str(ReportDeed.HIDE_PHOTO): _on_photo(actions.hide_photo),
    str(ReportDeed.ANSWER): _with(
        actions.answer_report,
        lambda form, actor: {"file": form.kept(now=clock.now(), by=actor)},
    ),
    str(ReportDeed.PASS_ON): _with(
        actions.pass_on_report, lambda form, _actor: {"desk": form.chosen("to", Desk)}
    ),
    str(ReportDeed.VERIFY): _with(
        actions.verify_report,
        lambda form, _actor: {"verdict": form.chosen("verdict", ReportVerdict)},
    ),
    str(ReportDeed.OUTSIDE): _with(
        actions.hand_outside, lambda form, _actor: {"number": form.cleaned_data["outside_number"]}
    ),
    str(ReportDeed.OUTSIDE_NEWS): _with(
        actions.outside_news,
        lambda form, _actor: {
            "status": form.cleaned_data["outside_status"],
            "is_over": form.cleaned_data["is_over"],
        },
    ),
}  # fmt: skip
