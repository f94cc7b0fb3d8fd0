"""Programs that look for us by discovery get their tokens here too (RFC 6749 4.4, RFC 8414)."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoistway.foundation import clock
from hoistway.programs.actions import issue_token, take
from hoistway.programs.queries import (
    TokenRefused,
    client_asking,
    quota_of,
    refused_as_json,
    token_asked,
)
from hoistway.programs.vocabulary import CallKind, Scope
from hoistway.web.frame import language

GRANT = "client_credentials"
WAYS = ("client_secret_basic", "client_secret_post")


@require_GET
def authorization_server(request: HttpRequest) -> JsonResponse:
    """Say where a program gets a token for its key, as RFC 8414 asks."""
    issuer = str(settings.BASE_URL)
    said = {
        "issuer": issuer, "token_endpoint": issuer + reverse("v1:tokens"),
        "grant_types_supported": [GRANT], "response_types_supported": [],
        "token_endpoint_auth_methods_supported": list(WAYS),
        "scopes_supported": [str(one) for one in Scope],
        "service_documentation": issuer + "/api", "ui_locales_supported": ["zh-CN", "en"],
    }  # fmt: skip
    response = JsonResponse(said)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def token_for_key(request: HttpRequest) -> JsonResponse:
    """Give a program a token for its key, out of the same quota as `POST /v1/tokens`."""
    now = clock.now()
    form = dict(request.POST.lists())
    try:
        asked = token_asked(authorization=request.headers.get("Authorization", ""), form=form)
        key = client_asking(asked=asked, now=now)
        quota = quota_of(key=key, kind=CallKind.CALLS)
        taken = take(kind=CallKind.CALLS, subject=str(key.pk), quota=quota, now=now)
        if not taken.granted:
            slowed = JsonResponse({"error": "slow_down"}, status=429)
            slowed.headers["Retry-After"] = str(taken.wait_s)
            return slowed
        answer = JsonResponse(issue_token(key=key, scopes=asked.scopes, now=now).as_json())
    except TokenRefused as refusal:
        told = refused_as_json(refusal=refusal, language=language())
        answer = JsonResponse(told, status=refusal.status)
        if refusal.status == 401:
            answer.headers["WWW-Authenticate"] = 'Basic realm="hoistway"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
