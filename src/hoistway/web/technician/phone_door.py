"""The door through which the job page speaks with the platform: JSON in, JSON out."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import ensure_csrf_cookie

from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.signing_in import actor_in

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

MOST_BYTES = 4_000_000
"""Chosen: a hundred visits' worth of deeds; a phone sends a hundred deeds at once."""


class NotUnderstood(Refusal):
    """Raised when a phone's message is no JSON of the agreed shape, or is too long."""

    code = "not_understood"
    zh = "无法识别手机发来的数据，请刷新页面后重试；手机里的记录不会丢失。"
    en = "The phone's message was not understood; reload the page. Nothing on the phone is lost."
    status = 400


def phone_door(view: View[P]) -> View[P]:
    """Open an address to technicians; who is not signed in is told so in JSON, never sent away.

    A login that has expired loses nothing: the phone keeps its deeds and asks to sign in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_in(request)
        if actor is None:
            return _no("signed_out", 401)
        request.actor = actor  # type: ignore[attr-defined]
        try:
            if RoleKind(actor.role) is not RoleKind.TECHNICIAN:
                raise NotAllowed
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return _no(refusal.code, refusal.status, refusal.sentence(language()))

    return ensure_csrf_cookie(guarded)


def said_in(request: HttpRequest) -> dict[str, Any]:
    """Return the object that a request carries.

    Raises: NotUnderstood.
    """
    body = request.read(MOST_BYTES + 1)
    try:
        said = json.loads(body) if len(body) <= MOST_BYTES else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise NotUnderstood
    return said


def _no(code: str, status: int, sentence: str = "") -> HttpResponse:
    return JsonResponse({"code": code, "sentence": sentence}, status=status)
