"""The addresses of the year plans."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.yearplans import listing, page, runs, table

ROOM = "yearplans"
ONE = f"{ROOM}/<uuid:plan_uid>"
RUN = f"{ROOM}/runs/<str:plan_run>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOM, listing.plans, name="yearplans"),
    path(f"{ROOM}/adopt", listing.adopt, name="firm-yearplans-adopt"),
    path(f"{ROOM}/new", runs.new, name="firm-yearplans-new"),
    path(RUN, runs.run_page, name="firm-yearplan-run"),
    path(f"{RUN}/live", runs.run_live, name="firm-yearplan-run-live"),
    path(f"{RUN}/events", runs.run_events, name="firm-yearplan-run-events"),
    path(f"{RUN}/deed", runs.run_deed, name="firm-yearplan-run-deed"),
    path(ONE, page.plan, name="yearplan"),
    path(f"{ONE}/adjust", page.adjust, name="firm-yearplan-adjust"),
    path(f"{ONE}/compare", page.compare, name="yearplan-compare"),
    path(f"{ONE}/table.pdf", table.table_pdf, name="yearplan-table"),
    path(f"{ONE}/table.xlsx", table.table_xlsx, name="yearplan-sheet"),
]
