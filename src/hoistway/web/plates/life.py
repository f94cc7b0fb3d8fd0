"""One plate: its elevator, its steps, its proofs, what is doubted; replace it or make it void."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.plates.actions import replace_plate, report_plate, void_plate
from hoistway.plates.models import Plate
from hoistway.plates.queries import (
    address_of,
    life_of,
    plate_seen,
    plates_of,
    posting_seen,
    postings_of,
    suspicions_of,
)
from hoistway.plates.vocabulary import PlateState
from hoistway.registry.queries import elevator_at_hand, survivor_of
from hoistway.web.frame import language
from hoistway.web.parts.attachment import served
from hoistway.web.plates.forms import ReasonForm
from hoistway.web.plates.shown import Doubted, Posted, Step, doubted_of, posted_of, step_of
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatePage:
    """What the page of a plate shows."""

    plate: Plate
    elevator: ElevatorCard
    address: str
    steps: tuple[Step, ...]
    postings: tuple[Posted, ...]
    doubts: tuple[Doubted, ...]
    others: tuple[Plate, ...]
    is_living: bool
    is_void: bool
    waits: bool


def plate_page(*, plate: Plate) -> PlatePage:
    """Return the page of a plate that the reader may see; a constant number of queries."""
    elevator = elevator_at_hand(elevator_id=survivor_of(elevator_id=plate.elevator_id))
    return PlatePage(
        plate=plate, elevator=card_of(elevator=elevator, rescue_number=plate.rescue_number),
        address=settings.BASE_URL + address_of(plate=plate, keys=settings.PLATE_KEYS),
        steps=tuple(step_of(entry=one) for one in life_of(plate_id=plate.pk)),
        postings=tuple(posted_of(posting=one) for one in postings_of(plate_id=plate.pk)),
        doubts=tuple(doubted_of(suspicion=one) for one in suspicions_of(plate_id=plate.pk)),
        others=tuple(o for o in plates_of(elevator_id=plate.elevator_id) if o.pk != plate.pk),
        is_living=plate.state in PlateState.living(), is_void=plate.state is PlateState.VOID,
        waits=plate.state in PlateState.in_stock(),
    )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def plate(request: HttpRequest, code: str) -> HttpResponse:
    """Show the life of one plate."""
    return _page(request, code)


def _page(request: HttpRequest, code: str, *, refusal: str = "", status: int = 200) -> HttpResponse:
    shown = plate_page(plate=plate_seen(code=code, by=by(request)))
    facts = {"shown": shown, "refusal": refusal}
    return render(request, "plates/plate.html", facts, status=status)


@require_safe
@signed_in()
def photo(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Show the photo of a posting to whoever may see the elevator."""
    found = posting_seen(posting_id=posting_id, by=by(request))
    return served(attachment=found.photo, name=f"{found.plate.code}-{found.pk}")


def _done(request: HttpRequest, code: str, deed: Callable[[Plate, str], Plate]) -> HttpResponse:
    """Do a deed that needs a reason and lead to the plate that counts now."""
    found = plate_seen(code=code, by=by(request))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, code, refusal=str(form.errors["reason"][0]), status=422)
    try:
        led = deed(found, form.cleaned_data["reason"])
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, code, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-plate", led.code)


@require_POST
@signed_in(*REGULATORS)
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Issue a new plate in place of this one."""
    return _done(
        request, code,
        lambda found, reason: replace_plate(
            plate_id=found.pk, reason=reason, key_version=settings.PLATE_KEY_VERSION,
            now=clock.now(), by=by(request),
        ),
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def void(request: HttpRequest, code: str) -> HttpResponse:
    """Take this plate out of force."""

    def deed(found: Plate, reason: str) -> Plate:
        void_plate(plate_id=found.pk, reason=reason, now=clock.now(), by=by(request))
        return found

    return _done(request, code, deed)


@require_POST
@signed_in(*REGULATORS)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Keep that this plate is damaged or lost."""
    lost = request.POST.get("lost") == "1"
    return _done(
        request, code,
        lambda found, reason: report_plate(
            plate_id=found.pk, lost=lost, words=reason, now=clock.now(), by=by(request)
        ),
    )  # fmt: skip
