"""Who is signed in, which doors open for whom, and the sign-in page itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.prepared import Prepared
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.models import Account
from hoistway.parties.queries import actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.navigation import home_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _account(key: int) -> QuerySet[Account]:
    related = "membership__person", "membership__organisation__jurisdiction"
    return Account.objects.select_related(*related).filter(pk=key)


_ACCOUNT = Prepared(ask=_account, samples=[0])


class AccountBackend(ModelBackend):
    """Loads the account with its membership in one query."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the active account behind a session."""
        found = _ACCOUNT.first(int(user_id))
        return found if self.user_can_authenticate(found) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Return whether the account is open and its role still held."""
        return user is not None and user.is_active and clock.now() in user.membership.period


def actor_in(request: HttpRequest) -> Actor | None:
    """Return who is signed in, or None."""
    if not request.user.is_authenticated:
        return None
    return actor_of(account=request.user)


def signed_in(*roles: RoleKind) -> Callable[[View[P]], View[P]]:
    """Open a page to these roles (none named: to every role); others are sent away by name."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_in(request)
            if actor is None:
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"/sign-in?{query}")
            request.actor = actor  # type: ignore[attr-defined]
            if roles and RoleKind(actor.role) not in roles:
                raise NotAllowed
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def by(request: HttpRequest) -> Actor:
    """Return the actor of a page behind `signed_in`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class SignInForm(forms.Form):
    """Login name and password."""

    username = forms.CharField(
        label=_("登录名"), widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("密码"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


def account_of_form(request: HttpRequest, form: SignInForm) -> Account | None:
    """Return the account whose name and password a valid form bears, None where none does."""
    data = form.cleaned_data
    found = authenticate(request, username=data["username"], password=data["password"])
    return found if isinstance(found, Account) else None


def _city_name() -> str:
    """Return what the button of the city's own sign-in says, nothing where there is none."""
    return str(settings.OIDC_NAME or _("统一身份认证")) if settings.OIDC_ISSUER else ""


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign somebody in and lead to where that person was going."""
    facts: dict[str, Any] = {"city": _city_name()}
    if request.method == "GET":
        wanted = request.GET.get("next", "")
        facts |= {"form": SignInForm(initial={"next": wanted}), "wanted": wanted}
        return render(request, "sign_in.html", facts | {"left": request.GET.get("left") == "city"})
    form = SignInForm(request.POST)
    facts |= {"form": form, "wanted": request.POST.get("next", "")}
    if not form.is_valid():
        return render(request, "sign_in.html", facts, status=422)
    data = form.cleaned_data
    account = account_of_form(request, form)
    if account is None:
        facts["refusal"] = _("登录名或密码不对。请检查后再试，或向本单位管理员求助。")
        return render(request, "sign_in.html", facts, status=422)
    return enter(request, account, data["next"])


def enter(request: HttpRequest, account: Account, wanted: str = "") -> HttpResponse:
    """Begin the session of an account and lead on."""
    login(request, account, backend="hoistway.web.signing_in.AccountBackend")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if wanted and ours else home_of(RoleKind(account.membership.role)))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; who came by the city's sign-in is told that it may still run there."""
    by_city = request.session.get("came_by") == "city"
    logout(request)
    return redirect("/sign-in?left=city" if by_city else "sign-in")


def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the signed-in person's home, to the demo's hub, or to the sign-in page."""

    actor = actor_in(request)
    if actor is not None and not settings.DEMO:
        return redirect(home_of(RoleKind(actor.role)))
    return redirect("demo-hub" if settings.DEMO else "sign-in")
