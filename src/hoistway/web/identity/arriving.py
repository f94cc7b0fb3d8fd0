"""Somebody known elsewhere comes in: signed in when linked, else asked once who they are here."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.parties.actions import LINK_WITHIN, Outside, arrive_outside, link_outside
from hoistway.parties.vocabulary import OutsideWay
from hoistway.web.frame import language
from hoistway.web.middleware import is_public
from hoistway.web.signing_in import SignInForm, account_of_form, enter

CAME_BY = "came_by"
"""Where a session keeps by which outside way it began."""

_ARRIVING = "arriving"


def failed(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say on a page why an outside sign-in did not work, and how to go on without it."""
    facts = {"sentence": refusal.sentence(language())}
    return render(request, "identity/failed.html", facts, status=refusal.status)


def ours(request: HttpRequest, wanted: str) -> str:
    """Return an address of this platform, nothing in place of any other."""
    good = url_has_allowed_host_and_scheme(wanted, allowed_hosts=set())
    return wanted if good and wanted.startswith("/") else ""


def greet(
    request: HttpRequest, outside: Outside, *, login: str = "", wanted: str = ""
) -> HttpResponse:
    """Sign in whom an outside identity is; ask once where nobody has said so.

    Who only wants to see a public page sees it, linked or not.
    """
    try:
        account = arrive_outside(outside=outside, login=login, now=clock.now())
    except Refusal as refusal:
        return failed(request, refusal)
    if account is not None:
        response = enter(request, account, wanted)
        request.session[CAME_BY] = str(outside.way)
        return response
    if wanted and is_public(wanted.split("?")[0]):
        return redirect(wanted)
    request.session[_ARRIVING] = {
        "way": str(outside.way), "program": outside.program, "subject": outside.subject,
        "wanted": wanted, "at": clock.now().isoformat(),
    }  # fmt: skip
    return redirect("sign-in-link")


def _waiting(request: HttpRequest) -> tuple[Outside, str] | None:
    kept = request.session.get(_ARRIVING)
    if not kept or clock.now() >= datetime.fromisoformat(kept["at"]) + LINK_WITHIN:
        return None
    outside = Outside(way=OutsideWay(kept["way"]), program=kept["program"], subject=kept["subject"])
    return outside, kept["wanted"]


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Let somebody known elsewhere sign in once by password, which links both."""
    waiting = _waiting(request)
    if waiting is None:
        return render(request, "identity/link.html", {"gone": True}, status=404)
    outside, wanted = waiting
    form = SignInForm(request.POST if request.method == "POST" else None)
    facts = {"form": form, "way": outside.way}
    if request.method != "POST" or not form.is_valid():
        return render(request, "identity/link.html", facts, status=422 if form.errors else 200)
    account = account_of_form(request, form)
    if account is None:
        facts["refusal"] = _("登录名或密码不对。请检查后再试，或向本单位管理员求助。")
        return render(request, "identity/link.html", facts, status=422)
    try:
        link_outside(outside=outside, account_id=account.pk, now=clock.now())
    except Refusal as refusal:
        facts["refusal"] = refusal.sentence(language())
        return render(request, "identity/link.html", facts, status=refusal.status)
    response = enter(request, account, wanted)
    request.session.pop(_ARRIVING, None)
    request.session[CAME_BY] = str(outside.way)
    return response
