"""Mounts the doors."""

from django.urls import include, path

from hoistway.openapi.api import api
from hoistway.server import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("v1/", api.urls),
    path("open311/", include("hoistway.openapi.open311.urls")),
    path("", include("hoistway.web.urls")),
]
handler400 = "hoistway.web.refusals.bad_request"
handler403 = "hoistway.web.refusals.not_allowed"
handler404 = "hoistway.web.refusals.not_found"
handler500 = "hoistway.web.refusals.fault"
