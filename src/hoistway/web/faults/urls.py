"""The addresses of faults."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.faults import listing, rates, reporting, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("faults", listing.faults, name="faults"),
    path("faults/new", reporting.report, name="fault-new"),
    path("faults/<str:fault_number>", views.fault, name="fault"),
    path("faults/<str:fault_number>/say", views.say, name="fault-say"),
    path("faults/<str:fault_number>/files/<int:fault_step_id>", views.file, name="fault-file"),
    path("g/faults", rates.rates, name="regulator-fault-rates"),
]
