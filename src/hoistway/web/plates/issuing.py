"""Deeds of the plate room's board: issue what is missing, urge who is late."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.plates.actions import issue_missing, urge_all, urge_posting
from hoistway.web.frame import language
from hoistway.web.plates.board import board_page
from hoistway.web.plates.forms import IssueForm
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_POST
@signed_in(*REGULATORS)
def issue(request: HttpRequest) -> HttpResponseBase:
    """Issue plates for the elevators of a district or an estate that have none."""
    form = IssueForm(request.POST, by=by(request))
    area = form.area(by=by(request)) if form.is_valid() else None
    if area is None:
        return board_page(request, refusal=_("请选择辖区。"), status=422)
    issued = issue_missing(
        jurisdiction_code=area, estate=form.read("estate") or "",
        key_version=settings.PLATE_KEY_VERSION, now=clock.now(), by=by(request),
    )  # fmt: skip
    return redirect(f"{reverse('regulator-plates')}?issued={issued}")


@require_POST
@signed_in(*REGULATORS)
def urge(request: HttpRequest) -> HttpResponseBase:
    """Urge one firm, or all that are late."""
    firm, now = request.POST.get("firm", ""), clock.now()
    try:
        told = urge_all(now=now, by=by(request)) if not firm else _urge_one(request, firm)
    except NotFound:
        raise
    except Refusal as no:
        return board_page(request, refusal=no.sentence(language()), status=no.status)
    return redirect(f"{reverse('regulator-plates')}?by=firm&urged={told}")


def _urge_one(request: HttpRequest, firm: str) -> int:
    if not (firm.isascii() and firm.isdigit() and len(firm) < 19):
        raise NotFound
    urge_posting(firm_id=int(firm), now=clock.now(), by=by(request))
    return 1
