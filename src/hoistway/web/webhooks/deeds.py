"""What people do with an address that is open: try, pause, resume, rotate, replay, end."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoistway.changes import actions
from hoistway.changes.actions import Replay
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in
from hoistway.web.webhooks.forms import ReplayForm, RotateForm
from hoistway.web.webhooks.one import webhook_page
from hoistway.web.webhooks.opening import secret_page
from hoistway.web.webhooks.shown import FOLLOWERS


def _done(request: HttpRequest, number: str, do: Callable[[], HttpResponse | None]) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    try:
        answer = do()
    except (NotAllowed, NotFound):
        raise
    except Refusal as no:
        return webhook_page(request, number, refusal=no.sentence(language()), status=no.status)
    return answer or redirect("webhook", number)


def _simply(request: HttpRequest, number: str, act: Callable[..., object]) -> HttpResponse:
    def do() -> None:
        act(number=number, now=clock.now(), by=by(request))

    return _done(request, number, do)


@require_POST
@signed_in(*FOLLOWERS)
def try_one(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Send a test."""
    return _simply(request, webhook_number, actions.try_webhook)


@require_POST
@signed_in(*FOLLOWERS)
def pause(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Send nothing for now."""
    return _simply(request, webhook_number, actions.pause_webhook)


@require_POST
@signed_in(*FOLLOWERS)
def resume(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Try the address again, and send on once it answers."""
    return _simply(request, webhook_number, actions.resume_webhook)


@require_POST
@signed_in(*FOLLOWERS)
def end(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Send nothing any more."""
    return _simply(request, webhook_number, actions.end_webhook)


@require_POST
@signed_in(*FOLLOWERS)
def rotate(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Give the address a new secret and show it once; pressed twice it is the same one."""
    form = RotateForm(request.POST)

    def do() -> HttpResponse | None:
        if not form.is_valid():
            return webhook_page(
                request, webhook_number, refusal=_("请刷新页面后再试。"), status=422
            )
        row = actions.rotate_secret(
            number=webhook_number, now=clock.now(), by=by(request),
            version=form.cleaned_data["version"],
        )  # fmt: skip
        return secret_page(request, row, fresh=False)

    return _done(request, webhook_number, do)


@require_POST
@signed_in(*FOLLOWERS)
def replay_some(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Send again: one event, what failed, or all from a moment on."""
    form = ReplayForm(request.POST)

    def do() -> HttpResponse | None:
        given = form.cleaned_data if form.is_valid() else {}
        one = given.get("delivery")
        wanted = Replay(
            delivery_ids=(one,) if one else (), failed=bool(given.get("failed")),
            since=form.moment() if given else None,
        )  # fmt: skip
        if wanted == Replay():
            words = _("请选择从什么时刻起补发。")
            return webhook_page(request, webhook_number, refusal=words, status=422)
        count = actions.replay(
            number=webhook_number, wanted=wanted, now=clock.now(), by=by(request)
        )
        if one:
            return redirect("webhook-delivery", webhook_number, one)
        return redirect(f"{reverse('webhook', args=[webhook_number])}?again={count}")

    return _done(request, webhook_number, do)
