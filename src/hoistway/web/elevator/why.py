"""«Why is this the value»: a fragment under a fact, and a page of its own with the last word."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.dossier.facts import held_value
from hoistway.dossier.search import elevator_seen
from hoistway.dossier.why import Why, why_field
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.actions import decide_fields, suggest
from hoistway.registry.vocabulary import DecisionReason, Field
from hoistway.web.desk.shapes import listed, word
from hoistway.web.elevator.forms import PLACE, UNDECIDABLE, DecideForm, FactForm, SuggestForm
from hoistway.web.elevator.listing import DESKS
from hoistway.web.frame import spoken
from hoistway.web.parts.words import day_words
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

_SOURCES = {
    str(RoleKind.FIRM_OFFICE): "firm:{0.organisation_id}",
    str(RoleKind.USE_UNIT): "use_unit:{0.organisation_id}",
    str(RoleKind.TECHNICIAN): "technician:{0.person_id}",
}
"""As which source a role suggests."""


@dataclass(frozen=True, slots=True)
class ShownWhy:
    """Why a field holds its value, in the language of the page."""

    why: Why
    verdict: str
    ranks: str
    names_people: bool


def shown_why(*, why: Why, by: Actor) -> ShownWhy:
    """Say in one sentence why a value is held, and in another which sources come first."""
    tiers = [listed(word(kind) for kind in tier) for tier in why.ranks.tiers]
    names = may(by=by, deed=Deed.CORRECT_REGISTER)
    return ShownWhy(why, _verdict(why, names=names), " → ".join(tiers), names)


def _verdict(why: Why, *, names: bool) -> str:
    if why.held is None or why.reason is None:
        return _("这一项没有留下来源：它在来源记录启用之前就已登记，或从未有人说过。")
    facts = {
        "source": spoken(why.held.source), "agreeing": why.line.agreeing,
        "reason": spoken(why.held.reason), "day": day_words(why.held.observed_at, english=False)
        if spoken(("zh", "en")) == "zh" else day_words(why.held.observed_at, english=True),
    }  # fmt: skip
    sentences = {
        DecisionReason.ONLY: _("只有「%(source)s」说过这一项。"),
        DecisionReason.AGREED: _("%(agreeing)s 个来源说法一致。"),
        DecisionReason.RANK: _("来源不一致；对这一项，「%(source)s」的优先级更高。"),
        DecisionReason.NEWER: _("同级来源不一致；「%(source)s」%(day)s的观测最新。"),
        DecisionReason.PERSON: _("监管人员裁定。理由：%(reason)s"),
        DecisionReason.RULE: _("规则自动更正。依据：%(reason)s"),
    }
    return sentences[why.reason] % facts


def field_asked(field: str) -> str:
    """Return the field of an address. Raises: NotFound."""
    if field in set(Field) or field.startswith("facts."):
        return field
    raise NotFound


def form_for(
    request: HttpRequest, *, elevator: "Elevator", field: str, actor: Actor
) -> FactForm | None:
    """Return the form in which this person may have a say, None where there is no say."""
    if field not in set(Field) or field in UNDECIDABLE:
        return None
    kind: type[FactForm] | None = None
    if may(by=actor, deed=Deed.CORRECT_REGISTER):
        kind = DecideForm
    elif may(by=actor, deed=Deed.SUGGEST_CORRECTION):
        kind = SuggestForm
    if kind is None:
        return None
    asked = Field(field)
    initial = {str(one): _typed(elevator, one) for one in (PLACE if asked in PLACE else (asked,))}
    data = request.POST if request.method == "POST" else None
    return kind(data, field=asked, initial=initial)


def _typed(elevator: "Elevator", field: Field) -> object:
    value = held_value(elevator=elevator, field=field)
    return " ".join(value) if isinstance(value, list) else value


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*DESKS)
def why_page(request: HttpRequest, register_number: str, field: str) -> HttpResponseBase:
    """Tell why a fact is what it is; take a decision or a suggestion about it."""
    actor = by(request)
    elevator = elevator_seen(by=actor, register_number=register_number)
    asked = field_asked(field)
    form = form_for(request, elevator=elevator, field=asked, actor=actor)
    if request.method == "POST":
        if form is None:
            raise NotAllowed
        if form.is_valid():
            done = take_word(elevator_id=elevator.pk, form=form, actor=actor)
            there = reverse("elevator-why", args=[register_number, asked])
            return redirect(f"{there}?done={done}")
    return _answer(request, elevator, asked, form)


def take_word(*, elevator_id: int, form: FactForm, actor: Actor) -> str:
    """Decide by a regulator's word, or keep the suggestion of somebody else."""
    now = clock.now()
    if isinstance(form, DecideForm):
        decide_fields(
            elevator_id=elevator_id, values=form.values(), reason=form.cleaned_data["reason"],
            now=now, by=actor,
        )  # fmt: skip
        return "decided"
    source = _SOURCES[actor.role].format(actor)
    for name, value in form.values().items():
        suggest(
            elevator_id=elevator_id, field=name, value=value, text=form.cleaned_data["text"],
            evidence="", source=source, now=now, by=actor,
        )  # fmt: skip
    return "suggested"


def _answer(
    request: HttpRequest, elevator: "Elevator", field: str, form: FactForm | None
) -> HttpResponse:
    why = why_field(elevator=elevator, field=field, by=by(request), now=clock.now())
    card: ElevatorCard = card_of(elevator=elevator)
    facts = {
        "elevator": card, "shown": shown_why(why=why, by=by(request)), "form": form,
        "decides": isinstance(form, DecideForm), "done": request.GET.get("done", ""),
        "asks_for_use": field in UNDECIDABLE,
    }  # fmt: skip
    fragment = request.headers.get("HX-Request") == "true"
    template = "elevator/_why.html" if fragment else "elevator/why.html"
    status = 422 if form is not None and form.is_bound else 200
    return render(request, template, facts, status=status)
