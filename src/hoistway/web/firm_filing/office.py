"""The firm's office: what of its filing holds, the form, and taking a filing back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.filings.actions import faults_on, file_firm, withdraw_firm_filing
from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import (
    FilingPolicy,
    filled_in,
    firm_filings,
    latest_firm_filing,
    policy_on,
    running_out,
)
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.models import Organisation
from hoistway.parties.queries import firms
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import paged
from hoistway.web.firm_filing.forms import FirmDraft, with_pasted, with_row
from hoistway.web.firm_filing.shown import (
    EndingRow,
    FirmFilingPage,
    ending_rows,
    fault_lines,
    filing_page,
    filing_rows,
)
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in

FIRM = RoleKind.FIRM_OFFICE
UNREADABLE = 422  # RFC 9110 15.5.21: understood, but what it says cannot be taken.
MOST_ENDING = 20  # Chosen: a screen; the rest follows when these are mended.


@dataclass(frozen=True, slots=True)
class OfficePage:
    """What the firm's page of its own filing shows."""

    latest: FirmFilingPage | None
    ending: tuple[EndingRow, ...]
    ending_count: int
    policy: FilingPolicy


def _own_firm(actor: Actor) -> Organisation:
    firm = firms().filter(pk=actor.organisation_id).select_related("jurisdiction").first()
    if firm is None:
        raise NotFound
    return firm


def _latest(actor: Actor) -> FirmFiling | None:
    return firm_filings(by=actor).first()


@require_safe
@signed_in(FIRM)
def own_filing(request: HttpRequest) -> HttpResponse:
    """Show what the firm filed last, what holds, what runs out and what it filed before."""
    return _own(request)


def _own(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    now, actor = clock.now(), by(request)
    day = local_day(at=now)
    filings, pages = paged(request, firm_filings(by=actor))
    latest = _latest(actor)
    ends = running_out(by=actor, day=day, now=now)
    office = OfficePage(
        filing_page(filing=latest, by=actor, day=day) if latest else None,
        tuple(ending_rows(ends=ends[:MOST_ENDING])), len(ends), policy_on(day=day),
    )  # fmt: skip
    facts = {
        "office": office, "rows": filing_rows(filings=filings), "pages": pages,
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "firm_filing/own.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(FIRM)
def form(request: HttpRequest) -> HttpResponse:
    """Offer the form filled in with what is known; add rows, look, or file."""
    actor, now = by(request), clock.now()
    firm = _own_firm(actor)
    known = filled_in(firm=firm, now=now)
    if request.method != "POST":
        last = latest_firm_filing(firm_id=firm.pk)
        waiting = last.number if last and last.state is FilingState.FILED else ""
        return _form(request, FirmDraft(None, content=known), waiting=waiting)
    wanted = request.POST.get("do", "look")
    if wanted == "paste":
        return _form(request, FirmDraft(with_pasted(data=request.POST), content=known))
    if wanted.startswith("add-"):
        more = with_row(data=request.POST, part=wanted.removeprefix("add-"))
        return _form(request, FirmDraft(more, content=known))
    return _filed(request, FirmDraft(request.POST, content=known), firm, wanted)


def _filed(request: HttpRequest, draft: FirmDraft, firm: Organisation, wanted: str) -> HttpResponse:
    """File what the form says; what keeps it from being checked is told once before."""
    if not draft.is_valid():
        return _form(request, draft, status=UNREADABLE)
    content, now = draft.content(), clock.now()
    faults = fault_lines(faults=faults_on(firm=firm, content=content, now=now))
    blocked = any(line.blocking for line in faults)
    if wanted == "look" or (blocked and wanted != "anyway"):
        status = UNREADABLE if blocked else 200
        return _form(request, draft, status=status, faults=faults, looked=True, blocked=blocked)
    try:
        file_firm(
            content=content, form_id=draft.firm.cleaned_data["form_id"], now=now, by=by(request)
        )
    except NotFound:
        raise
    except Refusal as no:
        refusal = no.sentence(language())
        return _form(request, draft, status=no.status, refusal=refusal)
    return redirect("firm-filing")


def _form(
    request: HttpRequest, draft: FirmDraft, *, status: int = 200, **said: object
) -> HttpResponse:
    """Show the form; `said` are faults, looked, blocked, refusal, waiting where there are any."""
    unread = status == UNREADABLE and "looked" not in said
    wrong = [form for form in draft.all_forms() if form.errors] if unread else []
    facts = {"draft": draft, "wrong": wrong, **said}
    return render(request, "firm_filing/form.html", facts, status=status)


@require_POST
@signed_in(FIRM)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the filing that waits back."""
    filing = firm_filings(by=by(request)).filter(number=request.POST.get("number", "")).first()
    if filing is None:
        raise NotFound
    try:
        withdraw_firm_filing(filing_id=filing.pk, now=clock.now(), by=by(request))
    except NotFound:
        raise
    except Refusal as no:
        return _own(request, refusal=no.sentence(language()), status=no.status)
    return redirect("firm-filing-form")
