"""What a scanned plate leads to: the page of whoever scans, with help on each of them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from hoistway.dossier.door import opening_of
from hoistway.dossier.elevator import card_of
from hoistway.dossier.public_page import public_facts
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import Opening
from hoistway.plates.vocabulary import Door, Scan
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand
from hoistway.web.code.doors import page_of_door
from hoistway.web.code.hand_over import arrive
from hoistway.web.code.haste import in_haste
from hoistway.web.code.sections import Scene
from hoistway.web.code.shown import DoorPage
from hoistway.web.navigation import home_of
from hoistway.web.public.cards import cards_of
from hoistway.web.public.keeping import CODE_PAGE_S, kept_for
from hoistway.web.public.places import estate_url
from hoistway.web.rider.matters import matters_at
from hoistway.web.rider.views import scanned, unknown_code
from hoistway.web.signing_in import actor_in


@dataclass(frozen=True, slots=True)
class Beside:
    """What the public page says to somebody who is signed in: why it is this one, and the ways."""

    reason: object
    home: str
    has_door: bool


@require_safe
def landing(request: HttpRequest, code: str, signature: str = "") -> HttpResponse:
    """Show the door that this plate opens for whoever scans it; the public page is never refused.

    Whatever fails in finding a door leads to the public page, whatever fails on that one leaves
    the call for help standing.
    """
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    if request.method == "GET" and "hand_over" in request.GET:
        return arrive(request, printed)
    elevator = elevator_at_hand(elevator_id=found.elevator_id)
    told: tuple[Actor, Opening] | None = None
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        told = in_haste(lambda: _opening(request, elevator, found.scan), part="opening")
    if told is not None and told[1].door is not Door.PUBLIC and not _as_public(request):
        scene = Scene(
            by=told[0], elevator=elevator, plate=printed, opening=told[1], now=clock.now()
        )
        page = in_haste(lambda: page_of_door(scene=scene), part=str(told[1].door))
        if page is not None:
            return _door(request, told[0], page)
    facts = in_haste(lambda: public_facts(elevator=elevator, now=clock.now()), part="public")
    context = {
        "plate": printed, "elevator": card_of(elevator=elevator), "facts": facts,
        "cards": cards_of(elevator=elevator, now=clock.now()),
        "matters": in_haste(lambda: matters_at(elevator_id=elevator.pk), part="public.matters"),
        "estate_url": estate_url(place_id=elevator.place_id),
        "beside": _beside(told), "arrival": request.GET.get("arrival", ""),
    }  # fmt: skip
    response = render(request, "rider/landing.html", context)
    if told is not None:
        response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response
    return kept_for(response=response, request=request, seconds=CODE_PAGE_S)


def _as_public(request: HttpRequest) -> bool:
    return request.GET.get("as") == "public"


def _opening(request: HttpRequest, elevator: Elevator, scan: Scan) -> tuple[Actor, Opening] | None:
    actor = actor_in(request)
    if actor is None:
        return None
    return actor, opening_of(by=actor, elevator=elevator, scan=scan)


def _beside(told: tuple[Actor, Opening] | None) -> Beside | None:
    if told is None:
        return None
    actor, opening = told
    return Beside(
        reason=opening.reason, home=home_of(RoleKind(actor.role)),
        has_door=opening.door is not Door.PUBLIC,
    )  # fmt: skip


def _door(request: HttpRequest, by: Actor, page: DoorPage) -> HttpResponse:
    request.actor = by  # type: ignore[attr-defined]  # the frame names who is signed in
    response = render(request, "code/door.html", {"door": page})
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
