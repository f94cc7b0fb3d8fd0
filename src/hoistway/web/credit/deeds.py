"""What is done to a round and to a score: one form each, the deed named by its button."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoistway.credit import actions
from hoistway.credit.models import CreditScore
from hoistway.credit.queries import objections, round_seen, score_seen
from hoistway.credit.vocabulary import ObjectionKind, ObjectionState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.web.credit.forms import CreditSayForm
from hoistway.web.credit.rounds import round_page
from hoistway.web.credit.score import score_page
from hoistway.web.credit.shown import READERS
from hoistway.web.frame import language
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

_OF_ROUND: dict[str, Callable[..., object]] = {
    "preview": actions.open_preview, "publish": actions.publish_round, "drop": actions.drop_round,
}  # fmt: skip
_ASKED = {str(kind): kind for kind in ObjectionKind}
_DECIDED = {
    "uphold": ObjectionState.UPHELD, "partly": ObjectionState.PARTLY,
    "refuse": ObjectionState.REFUSED,
}  # fmt: skip


def _damaged() -> str:
    return _("内容过长或表单已损坏，请重试。")


@require_POST
@signed_in(*REGULATORS)
def say_of_round(request: HttpRequest, credit_round: str) -> HttpResponseBase:
    """Preview, publish or drop a round; a refusal stands above its page."""
    row = round_seen(by=by(request), number=credit_round)
    form = CreditSayForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["deed"] not in _OF_ROUND:
        return round_page(request, row, _damaged(), 422)
    try:
        said = _said(form, by(request))
        deed = _OF_ROUND[form.cleaned_data["deed"]]
        deed(number=row.number, said=said, now=clock.now(), by=by(request))
    except Refusal as no:
        fresh = round_seen(by=by(request), number=credit_round)
        return round_page(request, fresh, no.sentence(language()), no.status)
    return redirect("regulator-credit-round", credit_round)


@require_POST
@signed_in(*READERS)
def say_of_score(request: HttpRequest, credit_round: str, rated_id: int) -> HttpResponseBase:
    """Object, withdraw, decide, confirm or strike; a refusal stands above the score."""
    found = score_seen(by=by(request), number=credit_round, organisation_id=rated_id)
    form = CreditSayForm(request.POST, request.FILES)
    if not form.is_valid():
        return score_page(request, found, _damaged(), 422)
    try:
        _do(form, found, by(request))
    except Refusal as no:
        fresh = score_seen(by=by(request), number=credit_round, organisation_id=rated_id)
        return score_page(request, fresh, no.sentence(language()), no.status)
    return redirect("credit-score", credit_round, rated_id)


def _do(form: CreditSayForm, score: CreditScore, actor: Actor) -> None:
    deed, now, said = form.cleaned_data["deed"], clock.now(), _said(form, actor)
    number = score.round.number
    if deed in _ASKED:
        actions.object_to_score(
            round_number=number, claim=form.claim(_ASKED[deed]), said=said, now=now, by=actor
        )
    elif deed == "confirm":
        actions.confirm_grade(
            round_number=number, organisation_id=score.organisation_id, said=said, now=now,
            by=actor,
        )  # fmt: skip
    elif deed == "strike":
        actions.remove_records(
            round_number=number, organisation_id=score.organisation_id, struck=form.struck(),
            said=said, now=now, by=actor,
        )  # fmt: skip
    elif deed == "withdraw":
        actions.withdraw_objection(number=_about(form, score, actor), said=said, now=now, by=actor)
    elif deed in _DECIDED:
        actions.decide_objection(
            number=_about(form, score, actor), outcome=_DECIDED[deed], struck=form.struck(),
            said=said, now=now, by=actor,
        )  # fmt: skip
    else:
        raise NotFound


def _about(form: CreditSayForm, score: CreditScore, actor: Actor) -> str:
    """Return the number of the objection that the form names, if it is about this score."""
    rows = objections(by=actor).filter(
        number=form.cleaned_data["objection"], score__round_id=score.round_id,
        score__organisation_id=score.organisation_id,
    )  # fmt: skip
    found = rows.first()
    if found is None:
        raise NotFound
    return found.number


def _said(form: CreditSayForm, actor: Actor) -> actions.Said:
    given = form.cleaned_data
    return actions.Said(
        form_id=given["form_id"], words=given["words"], file=form.kept(now=clock.now(), by=actor)
    )
