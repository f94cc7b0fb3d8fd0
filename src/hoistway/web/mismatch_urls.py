"""The addresses of the inspector and of mismatches between site and filing."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.inspector import compare, home
from hoistway.web.mismatches import listing, views

M = "mismatches/<str:mismatch_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("i/", home.home, name="inspector-home"),
    path("elevators/<str:register_number>/compare", compare.compare, name="mismatch-compare"),
    path("mismatches", listing.mismatches, name="mismatches"),
    path(M, views.mismatch, name="mismatch"),
    path(f"{M}/photo", views.photo, name="mismatch-photo"),
    path(f"{M}/answer", views.answer, name="mismatch-answer"),
    path(f"{M}/confirm", views.confirm, name="mismatch-confirm"),
    path(f"{M}/verify", views.verify, name="mismatch-verify"),
    path(f"{M}/dismiss", views.dismiss, name="mismatch-dismiss"),
]
