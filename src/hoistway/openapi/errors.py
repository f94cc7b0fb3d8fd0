"""A refusal becomes a problem document (RFC 9457) that says how to mend it."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from hoistway.foundation.refusal import Refusal
from hoistway.openapi.unsound import Mistake

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


class FieldsUnsound(Refusal):
    """Raised when fields of a call are wrong; each is named."""

    code = "fields_unsound"
    zh = "有 {count} 项内容有误，本次未写入。请按 mistakes 逐项改正后重发。"
    en = "{count} things are wrong, nothing was written: mend what `mistakes` names, send again."
    status = 422


class NoSuchResource(Refusal):
    """Raised when an address of the API leads nowhere."""

    code = "no_such_resource"
    zh = "没有这个接口地址。全部接口见 /v1/openapi.json。"
    en = "There is no such address; all are listed in /v1/openapi.json."
    status = 404


class MethodNotKnown(Refusal):
    """Raised when an address does not know the method."""

    code = "method_not_allowed"
    zh = "此接口地址不支持该方法，可用：{allowed}。"
    en = "This address does not know the method; it knows {allowed}."
    status = 405


class AddressUnreadable(Refusal):
    """Raised when an address holds signs that no text may hold."""

    code = "address_unreadable"
    zh = "接口地址中含有不可用的字符（NUL），请检查编码。"
    en = "The address holds a sign that no text may hold (NUL); check how it is encoded."
    status = 400


class BodyUnreadable(Refusal):
    """Raised when a body cannot be read at all."""

    code = "body_unreadable"
    zh = "请求体无法读取：请发送 UTF-8 编码的 JSON，并注明 Content-Type。"
    en = "The body cannot be read: send JSON in UTF-8 and say so in Content-Type."
    status = 400


class NotReady(Refusal):
    """Raised when the database does not answer."""

    code = "not_ready"
    zh = "平台暂时无法处理，未写入。请按 Retry-After 秒数后以同一 Idempotency-Key 重发。"
    en = "Not possible right now, nothing was written: send it again after Retry-After seconds."
    status = 503


def mistakes_in(*, refusal: Refusal) -> list[Mistake]:
    """Return each thing that a refusal names in its `faults`, where it names several."""
    language = get_language() or "zh"
    return [
        Mistake(where=one.where, code=one.code, detail=one.in_language(language))
        for one in getattr(refusal, "faults", ())
    ]


def problem(
    request: HttpRequest, refusal: Refusal, mistakes: Sequence[Mistake] = ()
) -> HttpResponse:
    """Answer a refusal as a problem document in the caller's language."""
    status = refusal.status
    told: dict[str, object] = {
        "type": f"urn:hoistway:problem:{refusal.code}", "title": HTTPStatus(status).phrase,
        "status": status, "code": refusal.code, "detail": refusal.sentence(get_language() or "zh"),
    }  # fmt: skip
    if refusal.clause:
        told["clause"] = refusal.clause
    wrong = mistakes or mistakes_in(refusal=refusal)
    if wrong:
        told["mistakes"] = [one.model_dump() for one in wrong]
    answer = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = _MIME
    answer.refusal_code = refusal.code  # type: ignore[attr-defined]  # noted for who keeps the key
    answer.refusal_wrong = tuple(f"{one.where}: {one.code}" for one in mistakes)  # type: ignore[attr-defined]
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="hoistway"'
    return answer
