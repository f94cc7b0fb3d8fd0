"""The addresses of what is said of visits."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.answers import here, listing, views

V = "visits/<uuid:visit_uid>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("u/maintenance", listing.unit_maintenance, name="use-unit-maintenance"),
    path(f"{V}/answer", views.answer, name="visit-answer"),
    path(f"{V}/confirm-here", here.confirm_here, name="technician-confirm-here"),
]
