"""Each call is counted: a program's against its own quotas, a stranger's against its address."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from hoistway.foundation import clock
from hoistway.foundation.origin import origin_of
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.errors import problem
from hoistway.openapi.open311.said import Form, Wrong, told_wrong
from hoistway.programs.actions import (
    RefusedCall,
    Taken,
    note_refusal,
    take,
    take_as_stranger,
)
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import (
    FAILURE_COSTS,
    MINUTE_S,
    TokenRefused,
    client_asking,
    program_with,
    quota_of,
    token_asked,
)
from hoistway.programs.vocabulary import CallKind

ROOT = "/v1/"
_TOKENS = "/v1/tokens"
OPEN311 = "/open311/"
_LINES = "application/x-ndjson"
_MOST_REMEMBERED = 10_000
_FAILED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST}

_log = structlog.get_logger()


class QuotaSpent(Refusal):
    """Raised when a caller took all that one minute gives."""

    code = "quota_spent"
    zh = "调用过于频繁：每分钟最多 {most}。请在 {seconds} 秒后重试（见 Retry-After）。"
    en = "Too many calls: at most {most} a minute. Try again after {seconds} s (see Retry-After)."
    status = 429


def meter(*, request: HttpRequest, key: ApiKey) -> None:
    """Count a call of a program; many lines count by their bytes, in a quota of their own.

    Raises: QuotaSpent.
    """
    bulk = request.content_type == _LINES
    kind = CallKind.BULK if bulk else CallKind.CALLS
    quota = quota_of(key=key, kind=kind)
    cost = _bytes_of(request, quota.most) if bulk else 1
    taken = take(kind=kind, subject=str(key.pk), quota=quota, now=clock.now(), cost=cost)
    request.metered = taken  # type: ignore[attr-defined]  # read when it is answered
    request.program = key  # type: ignore[attr-defined]
    if not taken.granted:
        raise QuotaSpent(most=_said(taken), seconds=taken.wait_s)


class Metering:
    """Says in each answer what is left, notes why programs are refused, slows strangers down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._slowed: dict[str, tuple[datetime, Taken]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a call of the API; other addresses pass through."""
        if not request.path.startswith((ROOT, OPEN311)):
            return self.get_response(request)
        now, address = clock.now(), origin_of(request)
        slowed = self._slowed_still(address, now)
        if slowed is not None and not _has_key(request, now):
            return _too_often(request, slowed)
        answer = self.get_response(request)
        taken: Taken | None = getattr(request, "metered", None)
        if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            return answer
        try:
            if taken is None:
                taken = self._count_stranger(answer, address, now)
            else:
                _note(request, answer, now)
        except DatabaseError as error:
            _log.warning("call_not_counted", reason=str(error))
            return answer
        return _marked(answer, taken)

    def _slowed_still(self, address: str, now: datetime) -> Taken | None:
        until, taken = self._slowed.get(address, (now, None))
        if taken is not None and until <= now:
            del self._slowed[address]
            return None
        return taken

    def _count_stranger(self, answer: HttpResponse, address: str, now: datetime) -> Taken:
        cost = FAILURE_COSTS if answer.status_code in _FAILED else 1
        taken = take_as_stranger(address=address, now=now, cost=cost)
        if not taken.granted and len(self._slowed) < _MOST_REMEMBERED:
            self._slowed[address] = (now + timedelta(seconds=taken.wait_s), taken)
        return taken


def _has_key(request: HttpRequest, now: datetime) -> bool:
    """Return whether a caller from a slowed address has a key: neighbours do not suffer."""
    if request.path == _TOKENS:
        return _may_get_token(request, now)
    secret = secret_in(request)
    return bool(secret) and program_with(secret=secret, now=now) is not None


def secret_in(request: HttpRequest) -> str:
    """Return the key that a call brings: in its header, for Open311 in `api_key` too."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return secret
    if not request.path.startswith(OPEN311):
        return ""
    return str(request.POST.get("api_key", "") or request.GET.get("api_key", ""))


def _may_get_token(request: HttpRequest, now: datetime) -> bool:
    said = request.headers.get("Authorization", "")
    form = dict(request.POST.lists()) if request.method == "POST" else {}
    try:
        client_asking(asked=token_asked(authorization=said, form=form), now=now)
    except TokenRefused:
        return False
    return True


def _too_often(request: HttpRequest, taken: Taken) -> HttpResponse:
    refusal = QuotaSpent(most=_said(taken), seconds=taken.wait_s)
    if not request.path.startswith(OPEN311):
        return _marked(problem(request, refusal), taken)
    form = Form.JSON if request.path.endswith(".json") else Form.XML
    wrong = Wrong(refusal.status, refusal.sentence(get_language() or "zh"))
    return _marked(told_wrong(wrong=[wrong], form=form), taken)


def _note(request: HttpRequest, answer: HttpResponse, now: datetime) -> None:
    if answer.status_code < HTTPStatus.BAD_REQUEST:
        return
    key: ApiKey = request.program  # type: ignore[attr-defined]  # set with `metered`
    call = RefusedCall(
        key_id=key.pk, code=getattr(answer, "refusal_code", f"http_{answer.status_code}"),
        status=answer.status_code, method=request.method or "", path=request.path,
        wrong=getattr(answer, "refusal_wrong", ()),
    )  # fmt: skip
    note_refusal(call=call, now=now)


def _marked(answer: HttpResponse, taken: Taken) -> HttpResponse:
    """Say what is left. Source: draft-ietf-httpapi-ratelimit-headers-10."""
    quota = taken.quota
    unit = "" if quota.unit == "requests" else f';qu="{quota.unit}"'
    answer.headers["RateLimit-Policy"] = f'"{quota.name}";q={quota.most};w={MINUTE_S}{unit}'
    answer.headers["RateLimit"] = f'"{quota.name}";r={taken.left};t={taken.wait_s}'
    if answer.status_code == QuotaSpent.status:
        answer.headers["Retry-After"] = str(taken.wait_s)
    return answer


def _said(taken: Taken) -> str:
    if taken.quota.unit == "requests":
        return str(taken.quota.most)
    return f"{taken.quota.most / 1_000_000:g} MB"


def _bytes_of(request: HttpRequest, otherwise: int) -> int:
    """Return the bytes that a call brings; what does not say takes a whole minute."""
    said = request.headers.get("Content-Length", "")
    return int(said) if said.isascii() and said.isdigit() else otherwise
