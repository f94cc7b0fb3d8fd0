"""The addresses of the desk of filings, and of draws as anybody may read them."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.filing_desk import board, draws, overdue

D = "g/filings/draws/<int:draw_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("g/filings/board", board.board, name="regulator-filing-board"),
    path("g/filings/overdue", overdue.overdue_list, name="regulator-filing-overdue"),
    path("g/filings/overdue/urgings", overdue.urging_list, name="regulator-urgings"),
    path("g/filings/draws", draws.draw_list, name="regulator-draws"),
    path(D, draws.draw, name="regulator-draw"),
    path(f"{D}/checks/<int:check_id>", draws.result, name="regulator-draw-result"),
    path("draws/<int:draw_id>", draws.published, name="draw-published"),
    path("draws/<int:draw_id>/list.txt", draws.population, name="draw-population"),
]
