"""The addresses of the documentation for who writes programs."""

from django.urls import path

from hoistway.web.reference import views

urlpatterns = [
    path("api", views.home, name="rider-api"),
    path("api/contract.json", views.contract, name="rider-api-contract"),
    path("api/guides/<slug:guide_slug>", views.guide, name="rider-api-guide"),
    path("api/reference/<slug:topic_slug>", views.topic, name="rider-api-topic"),
    path(
        "api/reference/<slug:topic_slug>/<slug:operation_id>", views.operation,
        name="rider-api-operation",
    ),
]  # fmt: skip
