"""The addresses of connection and use."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.connection import firm, use

urlpatterns: list[URLPattern | URLResolver] = [
    path("elevators/<str:register_number>/use", use.elevator_use, name="elevator-use"),
    path("f/connection", firm.connection, name="firm-connection"),
    path("f/connection/cadence", firm.cadence, name="firm-connection-cadence"),
]
