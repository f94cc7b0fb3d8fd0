"""Around every page: its language, refusals in plain words, and help when the database is down."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant

from hoistway.foundation.refusal import Refusal
from hoistway.web.refusals import database_down, refused

Answer = Callable[[HttpRequest], HttpResponse]

PUBLIC = (
    "/e/", "/s/", "/r/", "/estate/", "/figures", "/outages", "/privacy", "/verify", "/digests",
    "/healthz", "/readyz", "/static/",
    "/api/", "/m/", "/open311/", "/push-worker.js", "/pilot/published/", "/statements",
)  # fmt: skip
"""Paths that never read or set a cookie, with all below them.
One tap below `/e/` gives a number to a browser: «me too», which is counted once."""

PUBLIC_PAGES = {
    "/api", "/e", "/pilot", "/credit", "/credit.json", "/credit/bulletin.pdf", "/checks/results",
}  # fmt: skip
"""Addresses of the same kind whose neighbours are not public."""

LANGUAGE_COOKIE = "hoistway-language"


class Refusals:
    """Turns refusals into pages and a lost database into the page with 110."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or say that the database cannot be reached."""
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return database_down(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an exception of a view, or leave it to Django."""
        if isinstance(error, Refusal):
            return refused(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            return database_down(request)
        return None


def is_public(path: str) -> bool:
    """Return whether a page is one that never reads or sets a cookie."""
    return path in PUBLIC_PAGES or path.startswith(PUBLIC)


def _wanted(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    if not asked and not is_public(request.path):
        asked = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if asked:
        try:
            return get_supported_language_variant(asked)
        except LookupError:
            pass
    return translation.get_language_from_request(request)


class ChosenLanguage:
    """Chinese first; English by the address, by an earlier choice, or by the browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the wanted language and remember an explicit choice."""
        language = _wanted(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Vary", "Accept-Language")
        if "lang" in request.GET and not is_public(request.path):
            response.set_cookie(
                LANGUAGE_COOKIE, language, max_age=365 * 86400, httponly=True, samesite="Lax"
            )
        return response
