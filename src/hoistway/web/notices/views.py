"""One notice: its page, its files, and what each side may do about it."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.duties import actions
from hoistway.duties.models import Notice
from hoistway.duties.queries import notice_seen, steps_of
from hoistway.duties.vocabulary import NoticeKind
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.notices.course import notice_page
from hoistway.web.notices.forms import SaidForm
from hoistway.web.notices.listing import READERS
from hoistway.web.parts.attachment import served
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

_DEEDS = ("receive", "acknowledge", "clear", "verify", "reopen")


@require_safe
@signed_in(*READERS)
def notice(request: HttpRequest, notice_number: str) -> HttpResponse:
    """Show one notice with whose word it still waits for."""
    return _page(request, notice_seen(number=notice_number, by=by(request)))


def _page(
    request: HttpRequest, found: Notice, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "shown": notice_page(notice=found, by=by(request)), "refusal": refusal,
        "keys": {deed: uuid4() for deed in _DEEDS},
    }  # fmt: skip
    return render(request, "notices/page.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, notice_number: str, step_id: int) -> HttpResponseBase:
    """Give a step's photo or paper to whoever may read the notice. Raises: NotFound."""
    found = notice_seen(number=notice_number, by=by(request))
    step = next((one for one in steps_of(notice_id=found.pk) if one.pk == step_id), None)
    if step is None or step.file is None:
        raise NotFound
    return served(attachment=step.file, name=f"{found.number}-{step.deed}")


def _said(
    request: HttpRequest, number: str, do: Callable[[Notice, SaidForm], object]
) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    found = notice_seen(number=number, by=by(request))
    form = SaidForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    try:
        do(found, form)
    except Refusal as no:
        fresh = notice_seen(number=number, by=by(request))
        return _page(request, fresh, refusal=no.sentence(language()), status=no.status)
    return redirect("notice", number)


@require_POST
@signed_in(RoleKind.USE_UNIT)
def receive(request: HttpRequest, notice_number: str) -> HttpResponse:
    """Take the use unit's receipt."""
    return _said(
        request, notice_number,
        lambda found, form: actions.receive_notice(
            notice_id=found.pk, form_id=form.cleaned_data["form_id"],
            words=form.cleaned_data["words"], now=clock.now(), by=by(request),
        ),
    )  # fmt: skip


@require_POST
@signed_in(RoleKind.FIRM_OFFICE)
def clear(request: HttpRequest, notice_number: str) -> HttpResponse:
    """Take the firm's word that it is done, with what shows it."""

    def do(found: Notice, form: SaidForm) -> object:
        now, actor = clock.now(), by(request)
        kept = form.kept(now=now, by=actor)
        given = {
            "form_id": form.cleaned_data["form_id"], "words": form.cleaned_data["words"],
            "now": now, "by": actor,
        }  # fmt: skip
        if found.kind is NoticeKind.HAZARD:
            return actions.clear_hazard(hazard_id=found.pk, photo=kept, **given)
        return actions.end_notice(notice_id=found.pk, file=kept, **given)

    return _said(request, notice_number, do)


def _looked(request: HttpRequest, number: str, deed: Callable[..., object]) -> HttpResponse:
    return _said(
        request, number,
        lambda found, form: deed(
            hazard_id=found.pk, form_id=form.cleaned_data["form_id"],
            words=form.cleaned_data["words"], now=clock.now(), by=by(request),
        ),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def acknowledge(request: HttpRequest, notice_number: str) -> HttpResponse:
    """Take that the regulator has taken a serious hazard up."""
    return _looked(request, notice_number, actions.acknowledge_hazard)


@require_POST
@signed_in(*REGULATORS)
def verify(request: HttpRequest, notice_number: str) -> HttpResponse:
    """Take that the regulator found the hazard gone."""
    return _looked(request, notice_number, actions.verify_hazard)


@require_POST
@signed_in(*REGULATORS)
def reopen(request: HttpRequest, notice_number: str) -> HttpResponse:
    """Send the hazard back that is not gone."""
    return _looked(request, notice_number, actions.reopen_hazard)
