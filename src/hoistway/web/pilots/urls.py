"""The addresses of elevators in the on-demand pilot."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.pilots import deeds, listing, one, proposing

ROOM = "pilot/elevators"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOM, listing.pilots, name="pilot-elevators"),
    path(f"{ROOM}/new", proposing.propose, name="firm-pilot-propose"),
    path(f"{ROOM}/firm", deeds.of_firm, name="firm-pilot-act"),
    path(f"{ROOM}/unit", deeds.of_unit, name="use-unit-pilot-act"),
    path(f"{ROOM}/district", deeds.of_regulator, name="regulator-pilot-act"),
    path(f"{ROOM}/<str:register_number>", one.pilot, name="pilot-elevator"),
]
