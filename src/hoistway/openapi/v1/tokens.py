"""`/v1/tokens`: a pass for an hour for a program's key (OAuth 2.0 client credentials)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.openapi.metering import meter
from hoistway.programs.actions import issue_token
from hoistway.programs.queries import TokenRefused, client_asking, refused_as_json, token_asked

FORM = "application/x-www-form-urlencoded"
router = Router(tags=["tokens"], auth=None)


class TokenOut(BaseModel):
    """A pass: send it as `Authorization: Bearer …` until it ends, then get another one."""

    access_token: str
    token_type: str = Field(description="Always Bearer")
    expires_in: int = Field(description="Seconds, at most 3600; never beyond the end of the key")
    scope: str = Field(description="What it may do, with spaces between")


class TokenRefusedOut(BaseModel):
    """Why there is no token, as RFC 6749 5.2 words it."""

    error: str = Field(description="invalid_request, invalid_client, unsupported_grant_type, …")
    error_description: str = Field(description="In English and plain signs")
    code: str = Field(description="Stable word of the refusal")
    detail: str = Field(description="How to mend it, in the caller's language")


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_id": {
                            "type": "string",
                            "description": "Identifier of the program, from its page; or by Basic",
                        },
                        "client_secret": {
                            "type": "string", "description": "Its key; or by Basic",
                        },
                        "scope": {
                            "type": "string",
                            "description": "What the token is for, with spaces between; "
                            "without it all that the key may do",
                        },
                    },
                }
            }
        },
    },
    "security": [{}, {"ClientBasic": []}],
    "x-once": False,
}  # fmt: skip


@router.post(
    "", response={200: TokenOut, 400: TokenRefusedOut, 401: TokenRefusedOut}, url_name="tokens",
    summary="Get a token", openapi_extra=_BODY,
)  # fmt: skip
def get_token(request: HttpRequest) -> HttpResponse:
    """Give a program a token for its key: OAuth 2.0 client credentials, RFC 6749 4.4.

    `client_id` and `client_secret` come by HTTP Basic or in the form. No Idempotency-Key.
    """
    now = clock.now()
    try:
        asked = token_asked(
            authorization=request.headers.get("Authorization", ""), form=form_of(request)
        )
        key = client_asking(asked=asked, now=now)
        meter(request=request, key=key)
        given = issue_token(key=key, scopes=asked.scopes, now=now)
    except TokenRefused as refusal:
        return _refused(refusal)
    return _kept_by_nobody(JsonResponse(given.as_json()))


def form_of(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    """Return the fields of a form, each with all its values."""
    return dict(request.POST.lists()) if request.content_type == FORM else {}


def _refused(refusal: TokenRefused) -> HttpResponse:
    told = refused_as_json(refusal=refusal, language=get_language() or "zh")
    answer = JsonResponse(
        told, status=refusal.status, json_dumps_params={"ensure_ascii": False}
    )  # fmt: skip
    answer.refusal_code = refusal.code  # type: ignore[attr-defined]  # noted for who keeps the key
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Basic realm="hoistway"'
    return _kept_by_nobody(answer)


def _kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Pragma"] = "no-cache"
    return answer
