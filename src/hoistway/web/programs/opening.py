"""A person lets a program in; its key is shown once."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.programs import actions
from hoistway.programs.models import ApiKey
from hoistway.web.frame import language
from hoistway.web.programs.forms import ProgramForm
from hoistway.web.programs.listing import KEEPERS
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*KEEPERS)
def let_in(request: HttpRequest) -> HttpResponse:
    """Ask what the key is for, open it, and show it once; a refusal keeps what was filled in."""
    actor = by(request)
    form = ProgramForm(request.POST or None, role=actor.role)
    facts: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "programs/new.html", facts, status=422 if form.errors else 200)
    given, secret = form.cleaned_data, actions.fresh_secret()
    wish = actions.Wish(
        name=given["name"], scopes=form.scopes(), days=int(given["days"]), secret=secret,
        form_id=given["form_id"],
    )  # fmt: skip
    try:
        key = actions.let_in(wish=wish, now=clock.now(), by=actor)
    except NotAllowed:
        raise
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "programs/new.html", facts, status=no.status)
    return secret_page(request, key, secret, status=201)


def secret_page(
    request: HttpRequest, key: ApiKey, secret: str, *, hours: int | None = None, status: int = 200
) -> HttpResponse:
    """Show a key, this once; `hours` says for how long the previous one stays good."""
    base = str(settings.BASE_URL)
    facts = {"key": key, "secret": secret, "hours": hours, "base": base}
    answer = render(request, "programs/secret.html", facts, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
