"""What each side does with one elevator of the pilot or with many: one form, one report."""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.actions.checking import (
    list_elevators,
    receipt_of,
    return_elevators,
    submit_elevators,
)
from hoistway.ondemand.actions.consenting import consent_to_pilot, refuse_pilot, revoke_consent
from hoistway.ondemand.actions.moving import MOST_AT_ONCE, MovedReport
from hoistway.ondemand.actions.proposing import withdraw_elevators
from hoistway.ondemand.queries.elevators import elevator_pilots, pilot_seen
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.pilots.listing import Outcome, listing, wanted_of
from hoistway.web.pilots.one import one_page
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

Act = Callable[[HttpRequest, Sequence[int], UUID], MovedReport]


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "")[:1000]


def _submit(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return submit_elevators(pilot_ids=keys, form_id=form_id, now=clock.now(), by=by(request))


def _withdraw(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return withdraw_elevators(
        pilot_ids=keys, words=_words(request), form_id=form_id, now=clock.now(), by=by(request)
    )


def _consent(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return consent_to_pilot(pilot_ids=keys, form_id=form_id, now=clock.now(), by=by(request))


def _refuse(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return refuse_pilot(
        pilot_ids=keys, words=_words(request), form_id=form_id, now=clock.now(), by=by(request)
    )


def _revoke(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return revoke_consent(
        pilot_ids=keys, words=_words(request), form_id=form_id, now=clock.now(), by=by(request)
    )


def _list(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return list_elevators(pilot_ids=keys, form_id=form_id, now=clock.now(), by=by(request))


def _return(request: HttpRequest, keys: Sequence[int], form_id: UUID) -> MovedReport:
    return return_elevators(
        pilot_ids=keys, words=_words(request), form_id=form_id, now=clock.now(), by=by(request)
    )


@require_POST
@signed_in(RoleKind.FIRM_OFFICE)
def of_firm(request: HttpRequest) -> HttpResponseBase:
    """Hand the chosen elevators in, or take them back."""
    return _done(request, {"submit": _submit, "withdraw": _withdraw})


@require_POST
@signed_in(RoleKind.USE_UNIT)
def of_unit(request: HttpRequest) -> HttpResponseBase:
    """Consent for the chosen elevators, refuse, or revoke."""
    return _done(request, {"consent": _consent, "refuse": _refuse, "revoke": _revoke})


@require_POST
@signed_in(*REGULATORS)
def of_regulator(request: HttpRequest) -> HttpResponseBase:
    """List the chosen elevators and report them to the city, or give them back."""
    return _done(request, {"list": _list, "return": _return})


def _done(request: HttpRequest, acts: dict[str, Act]) -> HttpResponseBase:
    """Do what was pressed with what was chosen, and show what came of it."""
    act = acts.get(request.POST.get("deed", ""))
    if act is None:
        raise NotFound
    single = request.POST.get("elevator", "")
    keys = [pilot_seen(by=by(request), register_number=single).pk] if single else _chosen(request)
    form_id = _form_id(request)
    try:
        report = act(request, keys, form_id)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        outcome = Outcome(0, _("没有办理"), (("", refusal.sentence(language())),))
        return one_page(request, single, outcome) if single else listing(request, outcome, form_id)
    outcome = _outcome(report)
    if single and not outcome.refused:
        return redirect("pilot-elevator", single)
    return one_page(request, single, outcome) if single else listing(request, outcome)


def _chosen(request: HttpRequest) -> list[int]:
    """Return the ways that were ticked, or all that the filter keeps."""
    if request.POST.get("everything"):
        return list(wanted_of(request).values_list("pk", flat=True)[:MOST_AT_ONCE])
    ticked = [int(one) for one in request.POST.getlist("pilot") if one.isdecimal()][:MOST_AT_ONCE]
    return list(elevator_pilots(by=by(request)).filter(pk__in=ticked).values_list("pk", flat=True))


def _form_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        return uuid4()


def _outcome(report: MovedReport) -> Outcome:
    done = len(report.moved)
    words = ngettext("已办理 %(n)s 台电梯。", "已办理 %(n)s 台电梯。", done) % {"n": done}
    refused = [(number, no.sentence(language())) for number, no in report.refused.items()]
    listed = [one for one in report.moved if one.reported_at is not None]
    receipts = {
        receipt_of(pilot=one, form_id=report.form_id, now=one.reported_at)
        for one in listed if one.reported_at is not None
    }  # fmt: skip
    return Outcome(done, words, tuple(refused), tuple(sorted(receipts)))
