"""One firm: how often it is looked at in each area, why, and how that changed."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.supervision.actions.weighing import Choice, choose_frequency
from hoistway.supervision.queries.frequency import (
    firm_looked_at,
    frequencies,
    frequency_policy_on,
    steps_of_firm,
)
from hoistway.supervision.vocabulary import FrequencyBand
from hoistway.web.frame import language, spoken
from hoistway.web.frequency.forms import ChoiceForm
from hoistway.web.frequency.shown import facts_of, firm_rows, step_lines
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

MOST_STEPS = 50
"""Changes shown. Chosen: two screens."""


@require_safe
@signed_in(RoleKind.FIRM_OFFICE)
def own(request: HttpRequest) -> HttpResponseBase:
    """Show a firm how often it is looked at, and why."""
    return _page(request, by(request).organisation_id)


@require_safe
@signed_in(*REGULATORS, RoleKind.FIRM_OFFICE)
def seen(request: HttpRequest, frequency_firm_id: int) -> HttpResponseBase:
    """Show how often a firm is looked at, and why."""
    return _page(request, frequency_firm_id)


@require_POST
@signed_in(*REGULATORS)
def choose(request: HttpRequest, frequency_firm_id: int) -> HttpResponseBase:
    """Set another frequency for the firm in one area."""
    raw = request.POST.get("frequency", "")
    form = ChoiceForm(request.POST, key=int(raw) if raw.isdecimal() and len(raw) < 19 else 0)
    if not form.is_valid():
        return _page(request, frequency_firm_id, form, status=422)
    given = form.cleaned_data
    try:
        choose_frequency(
            frequency_id=given["frequency"], form_id=given["form_id"], now=clock.now(),
            by=by(request), choice=Choice(
                band=FrequencyBand(given["band"]), words=given["words"], until=given["until"]
            ),
        )  # fmt: skip
    except Refusal as no:
        return _page(request, frequency_firm_id, form, no.sentence(language()), no.status)
    return redirect("frequency-firm", frequency_firm_id)


def _page(
    request: HttpRequest, firm_id: int, bad: ChoiceForm | None = None, refusal: str = "",
    status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    actor, day = by(request), local_day(at=clock.now())
    firm = firm_looked_at(by=actor, firm_id=firm_id)
    rows = firm_rows(rows=frequencies(by=actor).filter(organisation_id=firm_id), by=actor, day=day)
    sets = may(by=actor, deed=Deed.PLAN_CHECKS)
    until = day + timedelta(days=90)
    areas = [
        (
            one, facts_of(facts=one.row.facts),
            (bad if bad and bad.data.get("frequency") == str(one.row.pk) else None)
            or ChoiceForm(key=one.row.pk, until=until),
        )
        for one in rows
    ]  # fmt: skip
    facts = {
        "firm": firm, "firm_name": spoken((firm.name, firm.name_en or firm.name)), "areas": areas,
        "steps": step_lines(steps=steps_of_firm(firm_id=firm_id, by=actor)[:MOST_STEPS]),
        "sets": sets, "refusal": refusal, "form": bad, "policy": frequency_policy_on(day=day),
    }  # fmt: skip
    return render(request, "frequency/firm.html", facts, status=status)
