"""The addresses of what anybody may read."""

from django.urls import path

from hoistway.web.public import elevator, estate, outages, privacy

urlpatterns = [
    path("e/<str:code>/<str:signature>/file", elevator.file, name="rider-elevator"),
    path("estate/<int:place_id>/<str:seal>", estate.estate, name="rider-estate"),
    path("outages", outages.page, name="rider-outages"),
    path("outages.json", outages.as_json, name="rider-outages-json"),
    path("outages.atom", outages.as_feed, name="rider-outages-feed"),
    path("privacy", privacy.privacy, name="rider-privacy"),
]
