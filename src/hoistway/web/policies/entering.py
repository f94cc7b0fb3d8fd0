"""An insurer enters one policy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.insurance.actions import enter_policy
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.policies.forms import PolicyForm, numbers_in
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.INSURER)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the policy and its elevators, and keep it; a refusal keeps what was filled in."""
    actor, now = by(request), clock.now()
    form = PolicyForm(request.POST or None, request.FILES or None, today=local_day(at=now))
    facts: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "policies/new.html", facts, status=422 if form.errors else 200)
    try:
        policy = enter_policy(
            words=form.words(), register_numbers=numbers_in(form.cleaned_data["numbers"]),
            form_id=form.cleaned_data["form_id"], file=form.kept(now=now, by=actor), now=now,
            by=actor,
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "policies/new.html", facts, status=no.status)
    return redirect("policy", policy.pk)
