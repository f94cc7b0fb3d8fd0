"""Web push: the worker that shows a push, and a browser that asks for it or asks no more."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.origin import comes_from_elsewhere
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.messages.actions import Address, add_reach, forget_browser, subscribe_push
from hoistway.messages.vocabulary import Channel
from hoistway.riders.queries import report_behind
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in

MOST_BYTES = 4096
"""Chosen: the longest subscription of a browser seen has 700."""


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker that shows a push and says that it has; it holds no data of anybody."""
    text = render_to_string("messages/push_worker.js")
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_POST
@signed_in()
def account(request: HttpRequest) -> JsonResponse:
    """Let this browser be told of one's own messages, or of the organisation's."""

    def ask(endpoint: str, keys: dict[str, str]) -> None:
        address = Address(channel=Channel.PUSH, address=endpoint, keys=keys)
        own = request.GET.get("of") == "me"
        add_reach(address=address, own=own, now=clock.now(), by=by(request))

    return _answered(request, ask)


@csrf_exempt
@require_POST
def follower(request: HttpRequest, report_token: str) -> JsonResponse:
    """Let this browser be told of the report that it follows. Raises: NotFound."""
    found = report_behind(token=report_token)
    if found is None or found.is_erased or comes_from_elsewhere(request):
        raise NotFound

    def ask(endpoint: str, keys: dict[str, str]) -> None:
        subscribe_push(follower=report_token, endpoint=endpoint, keys=keys, now=clock.now())

    return _answered(request, ask)


def _answered(request: HttpRequest, ask: Callable[[str, dict[str, str]], None]) -> JsonResponse:
    """Take what the browser says: a subscription, or the end of one."""
    said = _said(request)
    if said is None:
        return JsonResponse({"sentence": ""}, status=422)
    endpoint, keys, asks = said
    if not asks:
        forget_browser(endpoint=endpoint, now=clock.now())
        return JsonResponse({"kept": False})
    try:
        ask(endpoint, keys)
    except Refusal as refusal:
        return JsonResponse({"sentence": refusal.sentence(language())}, status=refusal.status)
    return JsonResponse({"kept": True})


def _said(request: HttpRequest) -> tuple[str, dict[str, str], bool] | None:
    """Return endpoint, keys and whether it is asked for; None where it makes no sense."""
    try:
        said = json.loads(request.body[:MOST_BYTES])
        keys = {name: str(said.get("keys", {})[name]) for name in ("p256dh", "auth")}
        return str(said["endpoint"]), keys, said.get("deed") != "end"
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
