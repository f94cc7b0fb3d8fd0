"""The addresses of pilot periods and of firms in the pilot."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.pilot_firms import city, office, papers, periods, public

P = "pilot/firms/<str:firm_pilot>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pilot", public.listed, name="rider-pilot"),
    path("pilot/published/<str:firm_pilot>", public.firm, name="rider-pilot-firm"),
    path("pilot/published/<str:firm_pilot>/copy", public.copy, name="rider-pilot-copy"),
    path("pilot/firm", office.home, name="firm-pilot"),
    path("pilot/firm/plan", office.plan, name="firm-pilot-plan"),
    path("pilot/firm/begin", office.begin, name="firm-pilot-begin"),
    path("pilot/firm/submit", office.submit, name="firm-pilot-submit"),
    path("pilot/firm/page", office.page, name="firm-pilot-page"),
    path("pilot/firm/copy", office.copy, name="firm-pilot-copy"),
    path("pilot/firm/withdraw", office.withdraw, name="firm-pilot-withdraw"),
    path("pilot/firms", city.firms, name="regulator-pilot-firms"),
    path(P, city.firm, name="regulator-pilot-firm"),
    path(f"{P}/list", city.put_on_list, name="regulator-pilot-firm-list"),
    path(f"{P}/return", city.give_back, name="regulator-pilot-firm-return"),
    path(f"{P}/papers/<str:paper>", papers.paper, name="pilot-firm-paper"),
    path("pilot/periods", periods.periods, name="regulator-pilot-periods"),
    path("pilot/periods/<int:period_id>/cut", periods.cut, name="regulator-pilot-period-cut"),
]
