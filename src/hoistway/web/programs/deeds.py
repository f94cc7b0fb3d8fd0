"""What people do with a key that is open: change, renew, answer for, revoke it."""

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.programs import actions
from hoistway.programs.queries import program_seen
from hoistway.web.frame import language
from hoistway.web.programs.forms import RenewForm, RevokeForm, RotateForm, ScopesForm
from hoistway.web.programs.listing import KEEPERS
from hoistway.web.programs.opening import secret_page
from hoistway.web.programs.program import program_page
from hoistway.web.signing_in import by, signed_in


def _done(
    request: HttpRequest, uid: UUID, form: Form, do: Callable[[], HttpResponse | None]
) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it. Raises: NotFound."""
    if program_seen(uid=uid, by=by(request)) is None:
        raise NotFound
    if not form.is_valid():
        return program_page(request, uid, refusal=_("请填写完整后再提交。"), status=422)
    try:
        answer = do()
    except Refusal as no:
        return program_page(request, uid, refusal=no.sentence(language()), status=no.status)
    return answer or redirect("program", uid)


@require_POST
@signed_in(*KEEPERS)
def rotate(request: HttpRequest, program_uid: UUID) -> HttpResponse:
    """Give the program a new key and show it once."""
    form, secret = RotateForm(request.POST), actions.fresh_secret()

    def do() -> HttpResponse:
        key = actions.rotate_key(
            uid=program_uid, secret=secret, overlap=form.overlap(),
            form_id=form.cleaned_data["form_id"], now=clock.now(), by=by(request),
        )  # fmt: skip
        return secret_page(request, key, secret, hours=form.cleaned_data["hours"])

    return _done(request, program_uid, form, do)


@require_POST
@signed_in(*KEEPERS)
def rescope(request: HttpRequest, program_uid: UUID) -> HttpResponse:
    """Let the program do other things than before."""
    form = ScopesForm(request.POST, role=by(request).role)

    def do() -> None:
        actions.rescope_key(
            uid=program_uid, scopes=form.scopes(), now=clock.now(), by=by(request)
        )  # fmt: skip

    return _done(request, program_uid, form, do)


@require_POST
@signed_in(*KEEPERS)
def renew(request: HttpRequest, program_uid: UUID) -> HttpResponse:
    """Let the key live on."""
    form = RenewForm(request.POST)

    def do() -> None:
        actions.renew_key(
            uid=program_uid, days=form.cleaned_data["days"], now=clock.now(), by=by(request)
        )  # fmt: skip

    return _done(request, program_uid, form, do)


@require_POST
@signed_in(*KEEPERS)
def take_over(request: HttpRequest, program_uid: UUID) -> HttpResponse:
    """Answer for the key of a colleague."""

    def do() -> None:
        actions.take_key_over(uid=program_uid, now=clock.now(), by=by(request))

    return _done(request, program_uid, Form(request.POST), do)


@require_POST
@signed_in(*KEEPERS)
def revoke(request: HttpRequest, program_uid: UUID) -> HttpResponse:
    """Shut the program out at once."""
    form = RevokeForm(request.POST)

    def do() -> None:
        actions.shut_out(
            uid=program_uid, words=form.cleaned_data["words"], now=clock.now(), by=by(request)
        )  # fmt: skip

    return _done(request, program_uid, form, do)
