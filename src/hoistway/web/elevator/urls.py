"""The addresses of the register: the list of elevators and the file of each."""

from django.urls import path

from hoistway.web.elevator import listing, views, why

ONE = "elevators/<str:register_number>"

urlpatterns = [
    path("elevators", listing.elevators, name="elevators"),
    path(ONE, views.file, name="elevator-file"),
    path(f"{ONE}/why/<str:field>", why.why_page, name="elevator-why"),
]
