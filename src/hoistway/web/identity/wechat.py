"""The mini-program logs in: WeChat's code becomes a ticket that its web view brings here once."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.actions import (
    GOOD_FOR,
    MiniProgram,
    TicketWorthless,
    arrive_by_wechat,
    use_ticket,
)
from hoistway.web.frame import language
from hoistway.web.identity.arriving import failed, greet, ours
from hoistway.web.middleware import is_public

_LONGEST_CODE = 200  # Chosen: WeChat's codes have 32 signs


class CodeMissing(Refusal):
    """Raised when the mini-program sends no code of a log-in."""

    code = "wechat_code_missing"
    zh = "缺少小程序登录凭证：请以 JSON 发送 wx.login 得到的 code。"
    en = "The code of the log-in is missing: send as JSON the code that wx.login gave."
    status = 422


@csrf_exempt
@require_POST
def session(request: HttpRequest) -> HttpResponse:
    """Answer a code of `wx.login` with the address that the web view opens, good for a minute."""
    try:
        ticket = _ticket(request)
    except Refusal as refusal:
        said = {"code": refusal.code, "sentence": refusal.sentence(language())}
        return JsonResponse(said, status=refusal.status)
    there = f"{settings.BASE_URL}{reverse('wechat-enter')}?{urlencode({'ticket': ticket})}"
    return JsonResponse({"enter": there, "expires_in_s": int(GOOD_FOR.total_seconds())})


def _ticket(request: HttpRequest) -> str:
    if not settings.WECHAT_APP_ID:
        raise NotFound
    try:
        said = json.loads(request.body)
    except ValueError:
        said = None
    code = said.get("code") if isinstance(said, dict) else None
    if not isinstance(code, str) or not 0 < len(code) <= _LONGEST_CODE:
        raise CodeMissing
    program = MiniProgram(
        app_id=settings.WECHAT_APP_ID, secret=settings.WECHAT_SECRET, url=settings.WECHAT_URL
    )
    return arrive_by_wechat(
        code=code, program=program, hash_key=settings.SUBJECT_KEY, now=clock.now()
    )


@require_GET
def enter(request: HttpRequest) -> HttpResponse:
    """Let the mini-program's web view in with its ticket.

    A ticket counts in that web view alone: sent to somebody as a link it would sign that browser
    in as another, or link another's WeChat to the account of who is asked for a password.
    """
    wanted = ours(request, request.GET.get("to", ""))
    public = wanted if wanted and is_public(wanted.split("?")[0]) else ""
    if "miniProgram" not in request.headers.get("User-Agent", ""):
        return redirect(public or "sign-in")
    try:
        outside = use_ticket(ticket=request.GET.get("ticket", ""), now=clock.now())
    except TicketWorthless as refusal:
        return redirect(public) if public else failed(request, refusal)
    return greet(request, outside, wanted=wanted)
