"""People sign in by the city's own provider of identities (OpenID Connect, by allauth's client)."""

import secrets
from typing import Any

import jwt
import requests
from allauth.socialaccount.internal import jwtkit, statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.actions import Outside
from hoistway.parties.vocabulary import OutsideWay
from hoistway.web.identity.arriving import failed, greet, ours

_SKEW_S = 60  # Chosen: clocks of two offices that are set by the network differ by less
_SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})
"""Public keys only: a token signed by a shared secret proves nothing. Source: RFC 8725 3.1."""


class SignInBegunElsewhere(Refusal):
    """Raised when an answer of the city's sign-in fits nothing that this browser asked for."""

    code = "sign_in_begun_elsewhere"
    zh = "这次登录不是在此浏览器开始的，或已超过十分钟。请重新登录。"
    en = "This sign-in was not begun in this browser, or more than ten minutes ago. Begin again."
    status = 403


class SignInDeclined(Refusal):
    """Raised when the city's sign-in lets nobody through."""

    code = "sign_in_declined"
    zh = "统一身份认证没有完成登录（{said}）。可重试，或用登录名登录。"
    en = "The city's sign-in did not let you through ({said}). Try again or sign in by name."
    status = 403


class CitySignInDown(Refusal):
    """Raised when the city's sign-in does not answer, or not as the standard says."""

    code = "city_sign_in_down"
    zh = "统一身份认证暂时无法使用。请用登录名登录，或稍后再试。"
    en = "The city's sign-in cannot be used just now. Sign in by name, or try again later."
    status = 502


class _City(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth is untyped
    """The one provider of our settings; the database is not asked for others."""

    def get_provider(self) -> "_Provider":
        app = SocialApp(
            provider="openid_connect", provider_id="city", name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID, secret=settings.OIDC_CLIENT_SECRET,
            settings={"server_url": settings.OIDC_ISSUER, "oauth_pkce_enabled": True},
        )  # fmt: skip
        return _Provider(self.request, app=app)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(settings.BASE_URL) + reverse("sign-in-city-back")


class _Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth is untyped
    def get_oauth2_adapter(self, request: HttpRequest) -> _City:
        return _City(request, self.app.provider_id)


def _city(request: HttpRequest) -> _City:
    if not settings.OIDC_ISSUER:
        raise NotFound
    return _City(request, "city")


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the city's sign-in, with state, nonce and PKCE kept for the way back."""
    provider = _city(request).get_provider()
    nonce = secrets.token_urlsafe(24)
    try:
        response: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, next_url=ours(request, request.GET.get("next", "")),
            scope=settings.OIDC_SCOPES.split(), auth_params={"nonce": nonce}, nonce=nonce,
        )  # fmt: skip
    except (requests.RequestException, OAuth2Error, KeyError, ValueError):
        return failed(request, CitySignInDown())
    return response


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take who comes back from the city's sign-in."""
    city = _city(request)
    asked = request.GET.get("state", "")
    state = statekit.unstash_state(request, provider_id="city", state_id=asked)
    if state is None:
        return failed(request, SignInBegunElsewhere())
    if "code" not in request.GET:
        return failed(request, SignInDeclined(said=request.GET.get("error", "")[:40]))
    try:
        claims = _claims(city, state)
    except jwt.PyJWTError as wrong:
        return failed(request, SignInDeclined(said=type(wrong).__name__))
    except (requests.RequestException, OAuth2Error, KeyError, TypeError, ValueError):
        return failed(request, CitySignInDown())
    outside = Outside(
        way=OutsideWay.CITY, program=settings.OIDC_ISSUER, subject=str(claims["sub"])[:120]
    )
    vouched = claims.get(settings.OIDC_LOGIN_CLAIM, "") if settings.OIDC_LOGIN_CLAIM else ""
    return greet(request, outside, login=str(vouched), wanted=state.get("next") or "")


def _claims(city: _City, state: dict[str, Any]) -> dict[str, Any]:
    """Change the code for an ID token and return what it says, once everything in it is judged.

    Source: OpenID Connect Core 1.0, 3.1.3.7. Raises: jwt.PyJWTError and what the network raises.
    """
    client = city.get_client(city.request, city.get_provider().app)
    said = city.get_access_token_data(
        city.request, client=client, app=None, pkce_code_verifier=state["pkce_code_verifier"]
    )
    known = city.openid_config
    credential = said["id_token"]
    if known["issuer"].rstrip("/") != settings.OIDC_ISSUER:
        raise jwt.InvalidIssuerError
    if jwt.get_unverified_header(credential).get("alg") not in _SIGNED_BY:
        raise jwt.InvalidAlgorithmError
    algorithm, key = jwtkit.fetch_key(credential, known["jwks_uri"], jwtkit.lookup_kid_jwk)
    claims: dict[str, Any] = jwt.decode(
        credential, key=key, algorithms=[algorithm], issuer=known["issuer"],
        audience=settings.OIDC_CLIENT_ID, leeway=_SKEW_S,
        options={"require": ["iss", "aud", "exp", "iat", "sub", "nonce"]},
    )  # fmt: skip
    if not secrets.compare_digest(str(claims["nonce"]), state["nonce"]):
        raise jwt.InvalidTokenError
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise jwt.InvalidAudienceError
    return claims


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Lead to where the city's own session ends; who signed out here may want that too."""
    city = _city(request)
    try:
        there = city.openid_config.get("end_session_endpoint", "")
    except (requests.RequestException, ValueError):
        return failed(request, CitySignInDown())
    if not there:
        return redirect("sign-in")
    query = {
        "client_id": settings.OIDC_CLIENT_ID,
        "post_logout_redirect_uri": settings.BASE_URL + reverse("sign-in"),
    }
    return redirect(f"{there}{'&' if '?' in there else '?'}{urlencode(query)}")
