"""The scanner inside the app: camera, photo or typed number, each leading to the elevator."""

from pathlib import Path

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation.actors import Actor
from hoistway.maintenance.vocabulary import SignInWay
from hoistway.plates.queries import NO_SIGNATURE, resolve, resolve_spoken
from hoistway.plates.vocabulary import Scan
from hoistway.registry.queries import elevators, survivor_numbered
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.today import TECHNICIAN

_MOST_TYPED = 80


@require_safe
@signed_in(TECHNICIAN)
@csp_update({"script-src": ["'wasm-unsafe-eval'"]})  # type: ignore[untyped-decorator]
def scan(request: HttpRequest) -> HttpResponse:
    """Show the scanner, or lead on from what it read (`code`, `sig`) or what was `typed`.

    Its policy alone lets WebAssembly run: the reader of codes for phones that have none.
    """
    typed = request.GET.get("typed", "").strip()[:_MOST_TYPED]
    code = request.GET.get("code", "").strip()[:_MOST_TYPED]
    if code:
        there = _scanned(by(request), code, request.GET.get("sig", "")[:_MOST_TYPED])
    else:
        there = _typed(by(request), typed) if typed else ""
    if there:
        return redirect(there)
    known = bool(typed or code)
    facts = {"typed": typed, "refusal": _unknown() if known else "", "reader": _reader()}
    return render(request, "technician/scan.html", facts, status=404 if known else 200)


def _unknown() -> str:
    return _("没有找到这个号码的电梯，请核对牌上的数字。")


def _scanned(actor: Actor, code: str, signature: str) -> str:
    found = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    if found.scan is Scan.UNKNOWN:
        return ""
    way = SignInWay.SCAN if found.scan is Scan.GENUINE else SignInWay.LIST
    beside = {"way": str(way), "code": found.code, "sig": signature or NO_SIGNATURE}
    page = reverse("rider-landing", args=[found.code, signature or NO_SIGNATURE])
    return _own(actor, found.elevator_id, beside) or page


def _typed(actor: Actor, typed: str) -> str:
    """Return where a rescue number, a code or a register number leads; empty where nowhere."""
    beside = {"way": str(SignInWay.TYPED)}
    found = resolve_spoken(typed=typed, keys=settings.PLATE_KEYS)
    if found.scan is Scan.UNKNOWN:
        return _own(actor, _numbered(actor, typed), beside)
    page = reverse("rider-landing", args=[found.code, found.signature])
    return _own(actor, found.elevator_id, beside) or page


def _numbered(actor: Actor, typed: str) -> int:
    named = elevators(by=actor).filter(register_number=typed.upper())
    found = named.values_list("pk", flat=True).first()
    return found or survivor_numbered(register_number=typed.upper())


def _own(actor: Actor, elevator_id: int, beside: dict[str, str]) -> str:
    """Return the technician's page of an elevator that the own firm maintains."""
    rows = elevators(by=actor).filter(pk=elevator_id).values_list("register_number", flat=True)
    number = rows.first()
    if number is None:
        return ""
    return f"{reverse('technician-elevator', args=[number])}?{urlencode(beside)}"


def _reader() -> dict[str, str]:
    """Return where the reader of codes lies; empty where npm could not bring it."""
    if not Path(settings.READER, "zxing_reader.wasm").is_file():
        return {}
    files = {"script": "reader/index.js", "wasm": "reader/zxing_reader.wasm"}
    return {name: staticfiles_storage.url(path) for name, path in files.items()}
