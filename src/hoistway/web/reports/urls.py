"""The addresses of public reports on the desks, and of the figures that everybody reads."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.reports import figures, listing, open_figures, views

R = "reports/<str:report_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports", listing.reports, name="reports"),
    path(R, views.report, name="report"),
    path(f"{R}/do", views.do, name="report-do"),
    path(f"{R}/photos/<int:photo_id>", views.photo, name="report-photo"),
    path(f"{R}/files/<int:report_step_id>", views.file, name="report-file"),
    path("g/reports", figures.figures, name="regulator-reports"),
    path("figures", open_figures.figures, name="rider-figures"),
]
