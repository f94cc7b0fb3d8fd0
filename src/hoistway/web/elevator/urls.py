"""The addresses of the register: the list of elevators and the file of each."""

from django.urls import path

from hoistway.web.elevator import listing, views

urlpatterns = [
    path("elevators", listing.elevators, name="elevators"),
    path("elevators/<str:register_number>", views.file, name="elevator-file"),
]
