"""What all addresses of Open311 share: the format, the jurisdiction, the key, errors as it says."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.errors import MethodNotKnown, NotReady
from hoistway.openapi.keys import KeyWithoutRole, ScopeMissing
from hoistway.openapi.metering import meter, secret_in
from hoistway.openapi.open311.said import Form, Wrong, told_wrong
from hoistway.parties.queries import jurisdictions
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import program_with, standing_of
from hoistway.programs.vocabulary import KeyState, Scope

_RETRY_S = "5"
_KEPT = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED,
         HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}  # fmt: skip
"""Statuses that are answered as they are; every other «no» is a 400. Source: GeoReport v2, Errors;
405, 429 and 503 are ours, so that a client knows whether to come again."""

View = Callable[..., HttpResponse]


class ApiKeyWrong(Refusal):
    """Raised when a call that needs a key brings none that is good."""

    code = "api_key_wrong"
    zh = "api_key 缺失或无效。请在“程序接入”页面开通，并选择“代公众提交反映”。"
    en = "api_key is missing or not valid: open one on the page «Programs», with this right."
    status = 403


class NoSuchJurisdiction(Refusal):
    """Raised when a call names a jurisdiction that is none of ours."""

    code = "no_such_jurisdiction"
    zh = "没有 jurisdiction_id“{code}”。本平台只有一个城市，可不填；填写时用市或区的行政区划代码。"
    en = "There is no jurisdiction_id «{code}»: leave it out, or give the code of the city or area."
    status = 404


class Unreadable(Refusal):
    """Raised when a call holds signs that no text may hold."""

    code = "unreadable"
    zh = "内容中含有不可用的字符（NUL），请检查编码（UTF-8）。"
    en = "The call holds a sign that no text may hold (NUL); check the encoding (UTF-8)."
    status = 400


class Several(Refusal):
    """Raised when several things are wrong with a call; each is told."""

    def __init__(self, *, wrong: list[Refusal]) -> None:
        super().__init__()
        self.wrong = wrong


def door(*methods: str) -> Callable[[View], View]:
    """Let these methods in and answer every «no» as the specification has it."""

    def doored(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, form: Form, **parts: str) -> HttpResponse:
            try:
                _require_readable(request, methods)
                return view(request, form=form, **parts)
            except Refusal as refusal:
                return refused(refusal=refusal, form=form)
            except (OperationalError, InterfaceError):
                answer = refused(refusal=NotReady(), form=form)
                answer.headers["Retry-After"] = _RETRY_S
                return answer

        return answered

    return doored


def _require_readable(request: HttpRequest, methods: tuple[str, ...]) -> None:
    if request.method not in methods:
        raise MethodNotKnown(allowed=", ".join(methods))
    said = [request.path, *request.GET.values()]
    if request.method == "POST":
        said += [value for values in dict(request.POST.lists()).values() for value in values]
    if any("\x00" in str(value) for value in said):
        raise Unreadable


def refused(*, refusal: Refusal, form: Form) -> HttpResponse:
    """Answer a refusal, or each of several, in the caller's language."""
    language = get_language() or "zh"
    each = refusal.wrong if isinstance(refusal, Several) else [refusal]
    wrong = [
        Wrong(one.status if one.status in _KEPT else HTTPStatus.BAD_REQUEST, one.sentence(language))
        for one in each
    ]
    answer = told_wrong(wrong=wrong, form=form)
    answer.refusal_code = each[0].code  # type: ignore[attr-defined]  # noted for who keeps the key
    return answer


def jurisdiction_asked(*, request: HttpRequest) -> str:
    """Return the code of the area that a call names, empty for the whole city.

    Raises: NoSuchJurisdiction.
    """
    code = request.GET.get("jurisdiction_id", "") or request.POST.get("jurisdiction_id", "")
    if not code:
        return ""
    areas = list(jurisdictions())
    known = next((area for area in areas if area.code == code), None)
    if known is None:
        raise NoSuchJurisdiction(code=code[:40])
    return "" if known == areas[0] else known.code


def calling_program(*, request: HttpRequest) -> ApiKey:
    """Return the program whose key a call brings and that may file reports; it is counted.

    Raises: ApiKeyWrong, ScopeMissing, KeyWithoutRole, QuotaSpent.
    """
    key = program_with(secret=secret_in(request), now=clock.now())
    if key is None:
        raise ApiKeyWrong
    meter(request=request, key=key)
    if str(Scope.REPORTS_FILE) not in key.scopes:
        raise ScopeMissing(scope=str(Scope.REPORTS_FILE))
    if standing_of(key=key, now=clock.now()) is KeyState.ORPHANED:
        raise KeyWithoutRole
    return key
