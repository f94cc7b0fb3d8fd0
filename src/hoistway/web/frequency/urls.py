"""The addresses of how often firms are looked at."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.frequency import firm, listing

urlpatterns: list[URLPattern | URLResolver] = [
    path("g/frequency", listing.firms, name="regulator-frequency"),
    path("g/frequency/plan", listing.plan, name="regulator-frequency-plan"),
    path("f/frequency", firm.own, name="firm-frequency"),
    path("frequency/<int:frequency_firm_id>", firm.seen, name="frequency-firm"),
    path("frequency/<int:frequency_firm_id>/set", firm.choose, name="regulator-frequency-set"),
]
