"""The addresses of the reform: districts and figures, efforts, the wall."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.reform import behind, board, efforts, one, wall

urlpatterns: list[URLPattern | URLResolver] = [
    path("reform", board.board, name="reform-board"),
    path("reform/recount", board.recount, name="reform-recount"),
    path("reform/efforts", efforts.efforts, name="reform-efforts"),
    path("reform/efforts/<int:effort_id>", efforts.effort, name="reform-effort"),
    path("reform/efforts/<int:effort_id>/file", efforts.effort_file, name="reform-effort-file"),
    path("reform/efforts/<int:effort_id>/withdraw", efforts.withdraw, name="reform-withdraw"),
    path("reform/figures/<str:figure>", one.figure, name="reform-figure"),
    path("reform/districts/<str:area_code>", one.district, name="reform-district"),
    path("reform/districts/<str:area_code>/<str:figure>", behind.rows_behind, name="reform-behind"),
    path("city/wall", wall.wall, name="city-wall"),
    path("city/wall/live", wall.wall_live, name="city-wall-live"),
]
