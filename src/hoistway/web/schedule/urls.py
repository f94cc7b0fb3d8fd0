"""The addresses of the schedule."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.schedule import board, lists, plan, year

M = "f/maintenance"
X = f"{M}/exports/<str:export_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("visits", lists.visits, name="visits"),
    path(M, board.board, name="firm-maintenance"),
    path(f"{M}/plan", plan.plan, name="firm-maintenance-plan"),
    path(f"{M}/plan/assign", plan.assign, name="firm-maintenance-assign"),
    path(f"{M}/exports", year.exports_page, name="firm-maintenance-exports"),
    path(X, year.export, name="firm-maintenance-export"),
    path(f"{X}/live", year.export_live, name="firm-maintenance-export-live"),
    path(f"{X}/events", year.export_events, name="firm-maintenance-export-events"),
    path(f"{X}/deed", year.export_deed, name="firm-maintenance-export-deed"),
    path(f"{X}/file", year.export_file, name="firm-maintenance-export-file"),
]
