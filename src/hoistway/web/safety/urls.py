"""The addresses of use units' own safety duties."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.safety import district, paper, rounds, unit

urlpatterns: list[URLPattern | URLResolver] = [
    path("u/safety", unit.own, name="use-unit-safety"),
    path("u/safety/posts", unit.posts, name="use-unit-safety-post"),
    path("g/safety", district.units_page, name="regulator-safety"),
    path("g/safety/<int:safety_unit_id>", unit.seen, name="regulator-safety-unit"),
    path("safety/<int:safety_unit_id>/paper", paper.paper, name="safety-paper"),
    path(
        "safety/<int:safety_unit_id>/<str:round_kind>/<str:round_first>", rounds.one_round,
        name="safety-round",
    ),
]  # fmt: skip
