"""One filing on one page for everybody whom it concerns, and what each of them does with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.filings.actions import (
    agree_to_hand_over,
    answer_filing,
    check_filing,
    object_to_filing,
    return_filing,
    reverse_decision,
    rule_filing,
    withdraw_filing,
)
from hoistway.filings.queries import filing_seen, objections_of
from hoistway.foundation import clock
from hoistway.foundation.attachments import keep
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.filings.days import elevator_days
from hoistway.web.filings.forms import ObjectionForm, ReasonForm
from hoistway.web.filings.lists import next_to_check
from hoistway.web.filings.page import filing_page, may_read_contract
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.filings.models import ElevatorFiling

FIRM, UNIT = RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT
READERS = (FIRM, UNIT, RoleKind.INSPECTOR, *REGULATORS)
Act = Callable[["ElevatorFiling"], object]


@require_safe
@signed_in(*READERS)
def filing(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Show one filing: what is filed, what is wrong, who says what, who answers when, and why."""
    return _page(request, filing_number)


def _page(
    request: HttpRequest, number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    actor, now = by(request), clock.now()
    found = filing_seen(number=number, by=actor)
    facts = {
        "filing": filing_page(filing=found, by=actor, now=now), "refusal": refusal,
        "days": elevator_days(elevator_id=found.elevator_id, by=actor, now=now, this=found.pk),
        "next": next_to_check(by=actor, but=found.pk), "form_id": uuid4(),
    }  # fmt: skip
    return render(request, "filings/filing.html", facts, status=status)


def _acted(request: HttpRequest, number: str, act: Act) -> HttpResponse:
    """Do one deed and lead back to the page; a refusal is said on it."""
    found = filing_seen(number=number, by=by(request))
    try:
        act(found)
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, number, refusal=no.sentence(language()), status=no.status)
    return redirect("filing", number)


def _reasoned(
    request: HttpRequest, number: str, act: Callable[["ElevatorFiling", str], object]
) -> HttpResponse:
    """Do one deed that needs a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, number, refusal=str(form.errors["reason"][0]), status=422)
    reason = form.cleaned_data["reason"]
    return _acted(request, number, lambda found: act(found, reason))


@require_POST
@signed_in(UNIT)
def confirm(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Let the use unit confirm that this firm maintains its elevator."""
    return _acted(
        request, filing_number,
        lambda found: answer_filing(
            filing_id=found.pk, confirms=True, reason="", now=clock.now(), by=by(request)
        ),
    )  # fmt: skip


@require_POST
@signed_in(UNIT)
def deny(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Let the use unit deny it, with the reason."""
    return _reasoned(
        request, filing_number,
        lambda found, reason: answer_filing(
            filing_id=found.pk, confirms=False, reason=reason, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip


@require_POST
@signed_in(FIRM)
def agree(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Let the firm that held the days agree to hand them over."""
    return _acted(
        request, filing_number,
        lambda found: agree_to_hand_over(filing_id=found.pk, now=clock.now(), by=by(request)),
    )  # fmt: skip


@require_POST
@signed_in(FIRM)
def objection(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Let the firm that held the days object, with its evidence."""
    form = ObjectionForm(request.POST, request.FILES)
    if not form.is_valid():
        errors = form.errors.get("reason") or [""]
        return _page(request, filing_number, refusal=str(errors[0]), status=422)
    given, now = form.cleaned_data, clock.now()

    def act(found: "ElevatorFiling") -> object:
        evidence = given["evidence"]
        kept = keep(upload=evidence, now=now, by=by(request)) if evidence else None
        return object_to_filing(
            filing_id=found.pk, reason=given["reason"], form_id=given["form_id"], now=now,
            evidence_id=kept.pk if kept else None, by=by(request),
        )  # fmt: skip

    return _acted(request, filing_number, act)


@require_POST
@signed_in(FIRM)
def withdraw(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Take the firm's own filing back."""
    return _acted(
        request, filing_number,
        lambda found: withdraw_filing(filing_id=found.pk, now=clock.now(), by=by(request)),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def check(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Check a filing as right."""
    return _acted(
        request, filing_number,
        lambda found: check_filing(filing_id=found.pk, now=clock.now(), by=by(request)),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def give_back(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Return a filing to its firm with the reason."""
    return _reasoned(
        request, filing_number,
        lambda found, reason: return_filing(
            filing_id=found.pk, reason=reason, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def rule(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Rule a disputed filing: accept or refuse it, with the reason."""
    accept = request.POST.get("deed") == "accept"
    return _reasoned(
        request, filing_number,
        lambda found, reason: rule_filing(
            filing_id=found.pk, accept=accept, reason=reason, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def reverse(request: HttpRequest, filing_number: str, decision_id: int) -> HttpResponse:
    """Take a decision back, with the reason."""
    return _reasoned(
        request, filing_number,
        lambda found, reason: reverse_decision(
            decision_id=decision_id, reason=reason, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip


@require_safe
@signed_in(FIRM, UNIT, *REGULATORS)
def contract(request: HttpRequest, filing_number: str) -> HttpResponse:
    """Give the file of a filing's contract to those whom it concerns."""
    found = filing_seen(number=filing_number, by=by(request))
    if found.contract_file is None or not may_read_contract(filing=found, by=by(request)):
        raise NotFound
    return served(attachment=found.contract_file, name=f"contract-{found.number}")


@require_safe
@signed_in(FIRM, UNIT, *REGULATORS)
def evidence(request: HttpRequest, filing_number: str, objection_id: int) -> HttpResponse:
    """Give the evidence of an objection to all parties of the case."""
    found = filing_seen(number=filing_number, by=by(request))
    one = objections_of(filing_ids=[found.pk]).filter(pk=objection_id).first()
    if one is None or one.evidence is None:
        raise NotFound
    return served(attachment=one.evidence, name=f"evidence-{found.number}")
