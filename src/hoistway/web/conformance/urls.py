"""The addresses of conformance."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.conformance import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("conformance", views.conformance, name="conformance"),
    path("conformance/<int:examination_id>", views.examination, name="conformance-examination"),
]
