"""The addresses of remote monitoring."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.monitoring import deeds, desk, page

ROOM = "monitoring"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOM, desk.desk, name="monitoring"),
    path(f"{ROOM}/deviations/<str:deviation_number>/dismiss", deeds.dismiss,
         name="firm-deviation-dismiss"),
    path(f"{ROOM}/<str:register_number>", page.elevator, name="monitoring-elevator"),
]  # fmt: skip
