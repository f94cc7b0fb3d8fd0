"""The addresses of firms' filings of themselves."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.firm_filing import district, office

G = "g/filings/firms"

urlpatterns: list[URLPattern | URLResolver] = [
    path("f/filing", office.own_filing, name="firm-filing"),
    path("f/filing/form", office.form, name="firm-filing-form"),
    path("f/filing/withdraw", office.withdraw, name="firm-own-filing-withdraw"),
    path(G, district.filings, name="regulator-firm-filings"),
    path(f"{G}/lacking", district.lacking, name="regulator-firms-lacking"),
    path("g/filings/ending", district.ending, name="regulator-running-out"),
    path(f"{G}/<str:firm_filing>", district.filing, name="regulator-firm-filing"),
    path(f"{G}/<str:firm_filing>/check", district.check, name="regulator-firm-filing-check"),
    path(f"{G}/<str:firm_filing>/return", district.give_back, name="regulator-firm-filing-return"),
]
