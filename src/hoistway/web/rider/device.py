"""The one thing that a browser may be asked to remember: that it has said «me too» before."""

import re
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "hoistway-device"
_PLAIN = re.compile(r"[0-9a-f]{32}")
_YEAR_S = 365 * 86_400


def device_of(request: HttpRequest) -> str:
    """Return the random number that this browser was given, empty where it has none."""
    value = request.COOKIES.get(COOKIE, "")
    return value if _PLAIN.fullmatch(value) else ""


def fresh_device() -> str:
    """Return a new random number; it says nothing of whoever gets it."""
    return uuid4().hex


def remember(response: HttpResponse, *, device: str) -> None:
    """Let the browser keep its number; no page reads it, only the counting of voices."""
    response.set_cookie(
        COOKIE, device, max_age=_YEAR_S, path="/e/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
