"""The page of an estate: which of its elevators run, and what happened in a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.dossier.estate import estate_of
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound
from hoistway.web.public.keeping import CODE_PAGE_S, kept_for
from hoistway.web.public.places import estate_key, is_sealed


@require_safe
def estate(request: HttpRequest, place_id: int, seal: str) -> HttpResponse:
    """Show an estate to whoever has its address from a code. Raises: NotFound."""
    found = estate_of(place_id=place_id, now=clock.now()) if _ours(place_id, seal) else None
    if found is None:
        raise NotFound
    facts = {"estate": found, "key": estate_key(place_id=place_id)}
    response = render(request, "rider/estate.html", facts)
    return kept_for(response=response, request=request, seconds=CODE_PAGE_S)


def _ours(place_id: int, seal: str) -> bool:
    return is_sealed(place_id=place_id, seal=seal)
