"""People who come from a partner's app: signed in at the plate, once confirmed by themselves."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.parties.actions import (
    LINK_WITHIN,
    NotHandedOver,
    link_partner_user,
    take_over,
    unlink_partner_user,
)
from hoistway.parties.queries import partner_links
from hoistway.web.code.haste import in_haste
from hoistway.web.rider.views import Printed
from hoistway.web.signing_in import SignInForm, account_of_form, by, signed_in
from hoistway.web.templatetags.house import carried

COOKIE = "hoistway-arrival"
"""Who has just arrived and is not linked yet; a link made elsewhere is worth nothing here."""

_SALT = "hoistway.arrival"
_BACKEND = "hoistway.web.signing_in.AccountBackend"


def arrive(request: HttpRequest, plate: Printed) -> HttpResponse:
    """Use a partner's token up and lead to the page of the code without it.

    A token that counts signs in; one of somebody not yet linked offers to confirm; any other is
    named on the public page. Help is never behind any of this.
    """
    there = reverse("rider-landing", args=[plate.code, plate.signature])
    answer = in_haste(lambda: _arrived(request, plate, there), part="hand_over")
    return answer or redirect(f"{there}?arrival=failed")


def _arrived(request: HttpRequest, plate: Printed, there: str) -> HttpResponse:
    token = request.GET["hand_over"]
    try:
        arrival = take_over(token=token, code=plate.code, now=clock.now())
    except NotHandedOver:
        return redirect(f"{there}?arrival=failed")
    if arrival.account is not None:
        login(request, arrival.account, backend=_BACKEND)
        return redirect(there + carried(request))
    response = redirect(f"{there}?arrival=new")
    told = [arrival.hand_over_id.hex, arrival.program, arrival.shown_name, there]
    response.set_cookie(
        COOKIE, signing.dumps(told, salt=_SALT), max_age=int(LINK_WITHIN.total_seconds()),
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/hand-over",
    )  # fmt: skip
    return response


def _waiting(request: HttpRequest) -> list[str]:
    try:
        kept = request.COOKIES.get(COOKIE, "")
        told: list[str] = signing.loads(kept, salt=_SALT, max_age=LINK_WITHIN)
    except signing.BadSignature:
        return []
    return told


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Let somebody from a partner's app sign in once, which links both accounts."""
    told = _waiting(request)
    if not told:
        return render(request, "code/link.html", {"gone": True}, status=404)
    hand_over_id, program, shown_name, there = told
    form = SignInForm(request.POST if request.method == "POST" else None)
    facts = {"form": form, "program": program, "shown_name": shown_name, "there": there}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "code/link.html", facts, status=status)
    account = account_of_form(request, form)
    if account is None:
        facts["refusal"] = _("登录名或密码不对。请检查后再试，或向本单位管理员求助。")
        return render(request, "code/link.html", facts, status=422)
    try:
        link_partner_user(
            hand_over_id=UUID(hex=hand_over_id), account_id=account.pk, now=clock.now()
        )
    except Refusal as refusal:
        facts["refusal"] = refusal.sentence(get_language() or "zh")
        return render(request, "code/link.html", facts, status=refusal.status)
    login(request, account, backend=_BACKEND)
    response = redirect(there)
    response.delete_cookie(COOKIE, path="/hand-over")
    return response


@require_safe
@signed_in()
def links(request: HttpRequest) -> HttpResponse:
    """Show from which partners' apps this person comes in."""
    return render(request, "code/links.html", {"links": partner_links(by=by(request))})


@require_POST
@signed_in()
def unlink(request: HttpRequest, link_id: int) -> HttpResponse:
    """End one of these links."""
    unlink_partner_user(link_id=link_id, now=clock.now(), by=by(request))
    return redirect("hand-over-links")
