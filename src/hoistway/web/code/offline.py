"""The worker that keeps the last code pages on the phone, for when the network is gone."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from hoistway.web.frame import telephone


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker of all pages below `/e/`; browsers ask for it anew at each visit."""
    facts = {
        "sheets": [staticfiles_storage.url(f"web/{name}") for name in _KEPT],
        "help_href": telephone("110"),
    }  # fmt: skip
    response = HttpResponse(
        render_to_string("code/sw.js", facts), content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def without_network(request: HttpRequest) -> HttpResponse:
    """Show 110 in both languages; kept on the phone for codes that it never opened before."""
    return render(request, "rider/database_down.html", {"help_href": telephone("110")})


_KEPT = ("tokens.css", "base.css", "rider.css", "mark.svg", "once.js", "offline.js")
