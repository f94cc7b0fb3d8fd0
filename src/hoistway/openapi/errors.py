"""A refusal becomes a problem document (RFC 9457) that says how to mend it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from hoistway.foundation.refusal import Refusal

_MIME = "application/problem+json"


class KeyUnknown(Refusal):
    """Raised when a call carries no key, a wrong one or a revoked one."""

    code = "key_unknown"
    zh = "需要有效的接口密钥：请求头 Authorization: Bearer …（由平台运维人员开通）。"
    en = "A valid key is needed in the header Authorization: Bearer …; ask the platform's staff."
    status = 401


class BodyTooLarge(Refusal):
    """Raised when a call carries more than one call may."""

    code = "body_too_large"
    zh = "一次最多 {lines} 行、{megabytes} MB；请分批发送，本次未写入。"
    en = "At most {lines} lines and {megabytes} MB in one call; send parts. Nothing was written."
    status = 413


class BodyEmpty(Refusal):
    """Raised when a call carries nothing."""

    code = "body_empty"
    zh = "请求体为空：每行一个 JSON 对象（NDJSON）。"
    en = "The body is empty: send one JSON object on each line (NDJSON)."
    status = 400


def problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal as a problem document in the caller's language."""
    status = refusal.status
    told: dict[str, object] = {
        "type": f"urn:hoistway:problem:{refusal.code}", "title": HTTPStatus(status).phrase,
        "status": status, "code": refusal.code, "detail": refusal.sentence(get_language() or "zh"),
    }  # fmt: skip
    if refusal.clause:
        told["clause"] = refusal.clause
    answer = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = _MIME
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="hoistway"'
    return answer
