"""The addresses of a firm's further duties."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.duties import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("f/duties", views.duties, name="firm-duties"),
    path("f/duties/new", views.record, name="firm-duty-new"),
    path("f/duties/<int:duty_id>/proof", views.proof, name="firm-duty-proof"),
]
