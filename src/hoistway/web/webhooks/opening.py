"""A person opens an address or changes it; its secret is shown once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoistway.changes.actions import Opened, change_webhook, open_webhook
from hoistway.changes.models import Webhook
from hoistway.changes.queries import kinds_told, secrets_of, webhook_seen
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in
from hoistway.web.webhooks.forms import HookForm
from hoistway.web.webhooks.shown import FOLLOWERS


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*FOLLOWERS)
def open_one(request: HttpRequest) -> HttpResponse:
    """Ask where to and what, open it, and show its secret; a refusal keeps what was filled in."""
    actor = by(request)
    form = HookForm(request.POST or None, kinds=kinds_told(by=actor))
    facts: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "webhooks/form.html", facts, status=422 if form.errors else 200)
    opened = Opened(form_id=form.cleaned_data["form_id"])
    try:
        row = open_webhook(wish=form.wish(), opened=opened, now=clock.now(), by=actor)
    except NotAllowed:
        raise
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "webhooks/form.html", facts, status=no.status)
    return secret_page(request, row, status=201)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*FOLLOWERS)
def change_one(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Change where an address lies and what it is told."""
    actor = by(request)
    row = webhook_seen(number=webhook_number, by=actor)
    form = HookForm(request.POST or None, kinds=kinds_told(by=actor), row=row)
    facts: dict[str, object] = {"form": form, "row": row}
    if request.method != "POST" or not form.is_valid():
        return render(request, "webhooks/form.html", facts, status=422 if form.errors else 200)
    try:
        change_webhook(
            number=row.number, wish=form.wish(), scopes=None, now=clock.now(), by=actor
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "webhooks/form.html", facts, status=no.status)
    return redirect("webhook", row.number)


def secret_page(
    request: HttpRequest, row: Webhook, *, fresh: bool = True, status: int = 200
) -> HttpResponse:
    """Show the secret of an address, this once; `fresh` where the address is new."""
    secret = secrets_of(webhook=row, now=clock.now())[0]
    facts = {"row": row, "secret": secret, "fresh": fresh}
    answer = render(request, "webhooks/secret.html", facts, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
