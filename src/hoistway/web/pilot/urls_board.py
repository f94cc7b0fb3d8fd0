"""The addresses of the board of the pilot and of its outcome."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.pilot import board, outcome

urlpatterns: list[URLPattern | URLResolver] = [
    path("pilot/board", board.board, name="regulator-pilot-board"),
    path("pilot/outcome", outcome.outcome, name="regulator-pilot-outcome"),
    path("pilot/outcome.pdf", outcome.paper, name="regulator-pilot-outcome-paper"),
]
