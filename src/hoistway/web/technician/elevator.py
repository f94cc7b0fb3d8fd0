"""One elevator for the technician who stands before it: what is due, and every way to begin."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.dossier.search import elevator_seen
from hoistway.duties.queries import open_hazards
from hoistway.filings.queries import binding_of
from hoistway.filings.vocabulary import BindingState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.on_elevator import repairs_to_do, visits_done, visits_to_do
from hoistway.maintenance.vocabulary import Level, SignInWay, VisitKind
from hoistway.parties.queries import certified_on
from hoistway.parties.vocabulary import CertificateKind
from hoistway.plates.queries import resolve
from hoistway.plates.vocabulary import Scan
from hoistway.web.desk.shapes import chosen
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.jobs import ToDo, to_do_of
from hoistway.web.technician.today import TECHNICIAN

if TYPE_CHECKING:
    from hoistway.duties.models import Hazard
    from hoistway.maintenance.models import Repair, Visit
    from hoistway.registry.models import Elevator

FRESH = (VisitKind.URGENT_REPAIR, VisitKind.SELF_INSPECTION)
"""What can be begun without a plan, the most frequent first."""

_LAST = 5
"""Past visits shown. Chosen: a glance; the list of visits holds all."""


@dataclass(frozen=True, slots=True)
class Bond:
    """How the technician is bound, and the plate that was scanned; empty where none was."""

    state: BindingState | None
    code: str
    signature: str

    @property
    def open(self) -> bool:
        """Whether there is nothing to bind."""
        return self.state in {BindingState.BOUND, BindingState.ASKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSite:
    """What the page shows."""

    elevator: ElevatorCard
    to_do: tuple[ToDo, ...]
    repairs: "tuple[Repair, ...]"
    done: "tuple[Visit, ...]"
    bond: Bond
    certified: bool
    way: SignInWay
    form_id: str
    now: datetime
    hazards: "tuple[Hazard, ...]"
    said: str
    fresh: tuple[VisitKind, ...] = FRESH
    levels: tuple[Level, ...] = tuple(Level)


@require_safe
@signed_in(TECHNICIAN)
def elevator(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show what is due on an elevator of the own firm and the ways to begin."""
    found = elevator_seen(by=by(request), register_number=register_number)
    return render(request, "technician/elevator.html", {"site": _on_site(request, found)})


def _on_site(request: HttpRequest, found: "Elevator") -> OnSite:
    actor, now = by(request), clock.now()
    today, way = local_day(at=now), _way(request)
    visits = visits_to_do(elevator_id=found.pk)
    certified = certified_on(person_ids=[actor.person_id], kind=CertificateKind.T, on=today)
    return OnSite(
        elevator=card_of(elevator=found),
        to_do=tuple(
            to_do_of(visit=one, person_id=actor.person_id, now=now, way=way) for one in visits
        ),
        repairs=tuple(repairs_to_do(elevator_id=found.pk)),
        done=tuple(visits_done(elevator_id=found.pk)[:_LAST]), bond=_bond(request, found, actor),
        certified=bool(certified), way=way, form_id=str(uuid4()), now=now,
        hazards=tuple(open_hazards(by=actor).filter(elevator_id=found.pk)[:_LAST]),
        said=request.GET.get("said", "")[:20],
    )  # fmt: skip


def _way(request: HttpRequest) -> SignInWay:
    said = chosen(SignInWay, request.GET.get("way", ""))
    return SignInWay(said) if said else SignInWay.LIST


def _bond(request: HttpRequest, found: "Elevator", actor: Actor) -> Bond:
    """Return the binding, with the plate's code where the very plate of it was scanned."""
    held = binding_of(elevator_id=found.pk, person_id=actor.person_id)
    code, signature = request.GET.get("code", ""), request.GET.get("sig", "")
    seen = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    there = seen.scan is Scan.GENUINE and seen.elevator_id == found.pk
    return Bond(
        state=held.state if held else None, code=seen.code if there else "",
        signature=seen.signature if there else "",
    )  # fmt: skip
