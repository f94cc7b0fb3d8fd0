"""The addresses of inspections and tests."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.inspections import board, deeds, entry, listing, report, tables

ROOM = "inspections"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOM, listing.inspections, name="inspections"),
    path(f"{ROOM}/due", board.due, name="inspections-due"),
    path(f"{ROOM}/new", entry.write, name="inspector-inspection-new"),
    path(f"{ROOM}/tables", tables.tables, name="inspector-inspection-tables"),
    path(f"{ROOM}/ask", deeds.ask, name="use-unit-inspection-ask"),
    path(f"{ROOM}/agree", deeds.agree, name="inspector-inspection-agree"),
    path(f"{ROOM}/drop", deeds.drop, name="use-unit-inspection-drop"),
    path(f"{ROOM}/of/<str:register_number>", report.of_elevator, name="inspection-elevator"),
    path(f"{ROOM}/stops/<int:stop_id>/lift", deeds.lift, name="regulator-stop-lift"),
    path(f"{ROOM}/stops/<int:stop_id>/receive", deeds.receive, name="use-unit-stop-receive"),
    path(f"{ROOM}/defects/<int:defect_id>/mend", deeds.mend, name="inspection-defect-mend"),
    path(f"{ROOM}/defects/<int:defect_id>/look", deeds.look, name="inspection-defect-look"),
    path(f"{ROOM}/defects/<int:defect_id>/photo", report.photo, name="inspection-defect-photo"),
    path(f"{ROOM}/<str:inspection_number>", report.inspection, name="inspection"),
    path(f"{ROOM}/<str:inspection_number>/file", report.paper, name="inspection-paper"),
]
