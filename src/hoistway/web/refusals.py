"""Every «no» as a page that says why and how to go on; none of them needs the database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import get_language

from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal

_TEMPLATES = {403: "403.html", 404: "404.html"}


def _told(refusal: Refusal | None) -> dict[str, object] | None:
    if refusal is None:
        return None
    return {"sentence": refusal.sentence(get_language() or "zh"), "clause": refusal.clause}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal with its sentence, clause and status."""
    template = _TEMPLATES.get(refusal.status, "refused.html")
    facts = {"refusal": _told(refusal), "back": request.headers.get("Referer", "")}
    return render(request, template, facts, status=refusal.status)


def database_down(request: HttpRequest) -> HttpResponse:
    """Answer 503 with 110 in both languages, without touching the database."""
    help_href = "/demo/telephone/110" if settings.DEMO else "tel:110"
    response = render(request, "rider/database_down.html", {"help_href": help_href}, status=503)
    response.headers["Retry-After"] = "5"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(request, "refused.html", {"refusal": None}, status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer who may not see a page."""
    return refused(request, NotAllowed())


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old: load the page anew and send it again.

    A phone is told so in JSON and gets a token with the answer, so that it sends again by itself.
    """
    if request.path.startswith(_PHONE_DOORS):
        get_token(request)
        said = {"code": FormTooOld.code, "sentence": FormTooOld().sentence(get_language() or "zh")}
        return JsonResponse(said, status=FormTooOld.status)
    return refused(request, FormTooOld())


_PHONE_DOORS = ("/t/sync", "/t/blobs", "/t/keys")


class FormTooOld(Refusal):
    """Raised when a form's token does not fit the session."""

    code = "form_too_old"
    zh = "此页面已过期，没有提交。请返回刷新页面后再提交一次。"
    en = "This page is out of date and nothing was sent. Go back, reload it and send it again."
    status = 403


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return refused(request, NotFound())


def fault(request: HttpRequest) -> HttpResponse:
    """Answer an unforeseen error in both languages, with 110."""
    help_href = "/demo/telephone/110" if settings.DEMO else "tel:110"
    return render(request, "500.html", {"help_href": help_href}, status=500)
