"""The file of an elevator as everybody may read it, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.disclosure import Audience
from hoistway.dossier.elevator import card_of
from hoistway.dossier.elevator_file import facts_of
from hoistway.dossier.public_page import public_facts
from hoistway.dossier.timeline import life_of
from hoistway.foundation import clock
from hoistway.plates.vocabulary import Scan
from hoistway.registry.queries import elevator_at_hand
from hoistway.web.code.haste import in_haste
from hoistway.web.public.cards import cards_of
from hoistway.web.public.keeping import CODE_PAGE_S, kept_for
from hoistway.web.public.places import estate_url
from hoistway.web.rider.views import scanned, unknown_code

MOST_EVENTS = 12
"""Events of a life on the page. Chosen: the last few years; the PDF has all."""


@require_safe
def file(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Show everything of an elevator that concerns who rides in it."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    elevator, now = elevator_at_hand(elevator_id=found.elevator_id), clock.now()
    public, key = Audience.PUBLIC, elevator.pk
    facts = {
        "plate": printed, "elevator": card_of(elevator=elevator),
        "facts": in_haste(lambda: public_facts(elevator=elevator, now=now), part="public"),
        "cards": cards_of(elevator=elevator, now=now),
        "basics": in_haste(lambda: facts_of(elevator=elevator, audience=public), part="basics"),
        "life": in_haste(
            lambda: life_of(elevator_id=key, audience=public)[:MOST_EVENTS], part="life"
        ),
        "estate_url": estate_url(place_id=elevator.place_id),
    }  # fmt: skip
    response = render(request, "rider/elevator.html", facts)
    return kept_for(response=response, request=request, seconds=CODE_PAGE_S)
