"""A firm's office picks an elevator and writes to its use unit."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.dossier.search import elevator_seen, found_elevators
from hoistway.duties import actions
from hoistway.duties.models import Notice
from hoistway.duties.vocabulary import NoticeKind
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import ElevatorSearch
from hoistway.web.frame import language
from hoistway.web.notices.forms import NoticeForm
from hoistway.web.signing_in import by, signed_in

MOST = 20
"""Elevators offered. Chosen: one screen; a number names just one."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The elevator that the address names, or those that fit what was asked."""

    elevator: Elevator | None
    card: ElevatorCard | None
    asked: str
    found: tuple[ElevatorCard, ...]


def picked(request: HttpRequest) -> Pick:
    """Return which of the actor's elevators is meant, or which are offered. Raises: NotFound."""
    number, asked = request.GET.get("elevator", ""), request.GET.get("q", "").strip()
    if number:
        elevator = elevator_seen(by=by(request), register_number=number)
        return Pick(elevator, card_of(elevator=elevator), asked, ())
    return Pick(None, None, asked, _offered(asked, by(request)))


def _offered(asked: str, actor: Actor) -> tuple[ElevatorCard, ...]:
    search = ElevatorSearch(text=asked)
    found = found_elevators(by=actor, search=search, keys=settings.PLATE_KEYS)
    return tuple(cards_of(elevators=found.elevators[:MOST]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.FIRM_OFFICE)
def write(request: HttpRequest) -> HttpResponse:
    """Offer the firm's elevators, then the form; what is written leads to its page."""
    pick = picked(request)
    form = NoticeForm(request.POST or None, request.FILES or None, kind=request.GET.get("kind", ""))
    if request.method != "POST" or pick.elevator is None or not form.is_valid():
        return _page(request, pick, form, status=422 if form.errors else 200)
    try:
        issued = _issued(form, pick.elevator, by(request))
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, pick, form, refusal=no.sentence(language()), status=no.status)
    return redirect("notice", issued.number)


def _page(
    request: HttpRequest, pick: Pick, form: NoticeForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    facts = {"pick": pick, "form": form, "refusal": refusal}
    return render(request, "notices/new.html", facts, status=status)


def _issued(form: NoticeForm, elevator: Elevator, actor: Actor) -> Notice:
    now, given = clock.now(), form.cleaned_data
    kept = form.kept(now=now, by=actor)
    if form.kind_chosen() is NoticeKind.HAZARD:
        return actions.report_hazard(
            form_id=given["form_id"], elevator_id=elevator.pk, grade=form.grade_chosen(),
            words=given["words"], photo=kept, now=now, by=actor,
        )  # fmt: skip
    return actions.issue_notice(
        form_id=given["form_id"], elevator_id=elevator.pk, firm_id=actor.organisation_id,
        kind=form.kind_chosen(), words=given["words"], file=kept, now=now, by=actor,
    )  # fmt: skip
