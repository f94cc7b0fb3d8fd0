"""Partners' apps let people sign in with their account here (OpenID Connect, by allauth)."""

from typing import Any
from urllib.parse import urlsplit

from allauth.idp.oidc import views
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.internal.oauthlib.server import get_server
from allauth.idp.oidc.internal.oauthlib.utils import convert_response, extract_params
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions.apps import SIGN_IN_SCOPES, app_owner, redeeming
from hoistway.programs.vocabulary import Scope
from hoistway.web.identity.own_keys import GRANT, token_for_key
from hoistway.web.refusals import forgery_suspected
from hoistway.web.signing_in import actor_in


def _sound(view: Any) -> Any:
    """Refuse what no program means to send; a NUL would only be the database's error."""

    def judged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = [*request.GET.values(), *(request.POST.values() if request.method == "POST" else [])]
        if any("\x00" in str(word) for word in said):
            return JsonResponse({"error": "invalid_request"}, status=400)
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return judged


def _lets_return_to(response: HttpResponse, address: str) -> HttpResponse:
    """Let a form of this page lead on to an app's address; the policy forbids all others."""
    there = urlsplit(address)
    web = there.scheme in ("http", "https")
    source = f"{there.scheme}://{there.netloc}" if web else f"{there.scheme}:"
    response._csp_update = {"form-action": [source]}  # type: ignore[attr-defined]
    return response


@method_decorator(_sound, name="dispatch")
class Authorize(views.AuthorizationView):  # type: ignore[misc]  # allauth is untyped
    """Ask the person whether an app may know who they are here."""

    template_name = "identity/consent.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page of consent, with the way back to the app, or with what is wrong."""
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if response.status_code == 403:
            return forgery_suspected(request)
        if response.status_code == 200 and not hasattr(response, "context_data"):
            response.status_code = 400
        if response.status_code == 200:
            return _lets_return_to(response, self._request_info["redirect_uri"])
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; an app that does not prove itself by PKCE gets nothing."""
        proof = request.GET.get("code_challenge"), request.GET.get("code_challenge_method")
        if not proof[0] or proof[1] != "S256":
            return render(request, "idp/oidc/error.html", {"pkce": True}, status=400)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the person's answer; a request sent by POST is asked again by GET."""
        if not request.POST.get("request"):
            asked = request.POST.urlencode()
            return HttpResponseRedirect(f"{reverse('identity-authorize')}?{asked}")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def _handle_login_prompt(self, request: HttpRequest, prompts: list[str]) -> HttpResponse:
        """Ask for the password again where the app wants that."""
        query = request.GET.copy()
        query.pop("prompt")
        there = f"{request.path}?{query.urlencode()}"
        return HttpResponseRedirect(f"/sign-in?{urlencode({'next': there})}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page tells: who asks, and what will be said to whom."""
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        actor = actor_in(self.request)
        membership = self.request.user.membership
        facts |= {
            "owner": app_owner(app=facts["client"]), "scopes": self._scopes,
            "who": actor.name if actor else "", "role": RoleKind(membership.role),
            "organisation": membership.organisation.name,
        }  # fmt: skip
        return facts


@method_decorator(_sound, name="dispatch")
class Token(views.TokenView):  # type: ignore[misc]  # allauth is untyped
    """Change a code for a token; of two that bring the same code at once one is served."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer with an ID token and an access token, or with an error of RFC 6749."""
        if request.POST.get("grant_type") == GRANT:
            return token_for_key(request)
        if request.POST.get("grant_type") != "authorization_code":
            return JsonResponse({"error": "unsupported_grant_type"}, status=400)
        with redeeming(code=request.POST.get("code", "")):
            response: HttpResponse = super().post(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _create_token_response(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """Answer without a token that renews itself: who comes again is asked again."""
        server = get_server()
        server.auth_grant.refresh_token = server.openid_connect_auth.refresh_token = False
        response: HttpResponse = convert_response(
            *server.create_token_response(*extract_params(request))
        )
        return response


@method_decorator(_sound, name="dispatch")
class Leave(views.LogoutView):  # type: ignore[misc]  # allauth is untyped
    """An app signs somebody out; whether here as well, that person says."""

    template_name = "identity/leave.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask whom an app has sent; nobody comes here by themselves."""
        if "client_id" not in request.GET and "id_token_hint" not in request.GET:
            return render(request, "idp/oidc/error.html", {"nobody": True}, status=400)
        response: HttpResponse = super().get(request)
        return response

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, and let the form lead back to the app that named a known address."""
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if response.status_code == 403:
            return forgery_suspected(request)
        if response.status_code == 200 and not hasattr(response, "context_data"):
            response.status_code = 400
        form = getattr(response, "context_data", {}).get("form")
        back = form.cleaned_data.get("post_logout_redirect_uri") if form else None
        return _lets_return_to(response, back) if back else response


@require_GET
def discovery(request: HttpRequest) -> JsonResponse:
    """Say where what is, as OpenID Connect Discovery 1.0 asks."""
    issuer = get_adapter().get_issuer()
    at = {
        "authorization_endpoint": "identity-authorize", "token_endpoint": "identity-token",
        "userinfo_endpoint": "identity-userinfo", "revocation_endpoint": "identity-revoke",
        "end_session_endpoint": "identity-leave", "jwks_uri": "identity-keys",
    }  # fmt: skip
    said: dict[str, object] = {
        "issuer": issuer,
        **{word: issuer + reverse(name) for word, name in at.items()},
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", GRANT],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic", "client_secret_post", "none",
        ],
        "scopes_supported": [*SIGN_IN_SCOPES, *map(str, Scope)],
        "claims_supported": ["sub", "role", "organisation", "organisation_ref"],
        "ui_locales_supported": ["zh-CN", "en"],
    }  # fmt: skip
    response = JsonResponse(said)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


authorize, token, leave = Authorize.as_view(), Token.as_view(), Leave.as_view()
userinfo, revoke = _sound(views.user_info), _sound(views.revoke)
userinfo.csrf_exempt = revoke.csrf_exempt = True
