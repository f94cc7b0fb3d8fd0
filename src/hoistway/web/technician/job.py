"""The technician's job page: a shell without data, and what keeps it on a phone."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template, render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.terms import Term
from hoistway.maintenance.vocabulary import (
    ItemPlace,
    ItemResult,
    Level,
    SignInWay,
    VisitKind,
    VisitState,
)
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.phone_door import phone_door

TERMS: tuple[type[Term], ...] = (
    VisitKind, Level, VisitState, ItemPlace, ItemResult, Urgency, SignInWay, Regime,
)  # fmt: skip
"""The official words that the page speaks without asking the platform."""

RESULTS = (
    ItemResult.ADJUSTED, ItemResult.REPLACED, ItemResult.ABNORMAL, ItemResult.NOT_APPLICABLE,
)  # fmt: skip
MODULES = (
    "page", "jobs", "store", "outbox", "sending", "sheet", "content", "keys", "photo", "place",
    "words", "begin", "items", "item", "review", "signed", "conflicts", "net", "retake", "whose",
    "press",
)  # fmt: skip
"""The modules of the page; each is asked for by its plain name by the others."""

_CALLS = ("live.js", "timers.js", "ring.js", "place.js", "once.js", "call.js")
_SHEETS = ("tokens.css", "base.css", "phone.css", "job.css", "mark.svg")
_PAPER, _BRAND = "#f4f6f7", "#0b4f8a"  # tokens.css --paper and --brand
_SHELL = "technician/job.html"


@require_safe
@ensure_csrf_cookie
@signed_in(RoleKind.TECHNICIAN)
def job(request: HttpRequest) -> HttpResponse:
    """Show the shell of the job page; jobs come from the phone itself, by the address's `#`."""
    words = [(f"{term.__name__}.{word.value}", word) for term in TERMS for word in term]
    facts = {"terms": words, "results": RESULTS, "urgencies": list(Urgency)}
    return render(request, _SHELL, facts)


@require_safe
@phone_door
def who(request: HttpRequest) -> HttpResponse:
    """Say whose phone this is just now, and what time it is, before anything is sent."""
    return JsonResponse({"person": by(request).person_id, "at": clock.now().isoformat()})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker of all pages below `/t/`; its text changes whenever a file of it does."""
    modules = [f"web/job/{name}.js" for name in MODULES]
    sheets = [f"web/{name}" for name in (*_SHEETS, *_CALLS)]
    named = [staticfiles_storage.url(name) for name in (*modules, *sheets)]
    source = str(get_template(_SHELL).template.source)  # type: ignore[attr-defined]
    seal = sha256("\n".join([*named, source, get_language() or ""]).encode()).hexdigest()[:12]
    plain = [f"{settings.STATIC_URL}{name}" for name in modules]
    facts = {"version": seal, "files": json.dumps([*named, *plain])}
    response = HttpResponse(
        render_to_string("technician/sw.js", facts), content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the pages below `/t/` as an app for the home screen."""
    name = _("慧梯维保")
    icons = [
        {
            "src": staticfiles_storage.url(f"web/job/icon-{size}.png"), "sizes": f"{size}x{size}",
            "type": "image/png", "purpose": "any maskable",
        }
        for size in (192, 512)
    ]  # fmt: skip
    said = {
        "id": "/t/", "start_url": "/t/", "scope": "/t/", "name": name, "short_name": name,
        "display": "standalone", "orientation": "portrait", "icons": icons,
        "background_color": _PAPER, "theme_color": _BRAND,
    }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json")
