"""The addresses of what the public reports: its forms at a code, and the page behind a link."""

from django.urls import path

from hoistway.riders.vocabulary import ReportKind
from hoistway.web.rider import following, matters, report

CODE = "e/<str:code>/<str:signature>"

urlpatterns = [
    path(f"{CODE}/report", report.report, {"kind": ReportKind.FAULT}, name="rider-report"),
    path(
        f"{CODE}/complaint", report.report, {"kind": ReportKind.COMPLAINT}, name="rider-complaint"
    ),
    path(
        f"{CODE}/suggestion", report.report, {"kind": ReportKind.SUGGESTION},
        name="rider-suggestion",
    ),
    path(
        f"{CODE}/correction", report.report, {"kind": ReportKind.CORRECTION},
        name="rider-correction",
    ),
    path(f"{CODE}/report/<str:report_number>", matters.matter, name="rider-matter"),
    path(f"{CODE}/report/<str:report_number>/me-too", matters.say_me_too, name="rider-me-too"),
    path("r/<str:report_token>", following.following, name="rider-following"),
    path("r/<str:report_token>/say", following.say, name="rider-following-say"),
    path("r/<str:report_token>/data", following.own_data, name="rider-following-data"),
    path(
        "r/<str:report_token>/photos/<int:report_photo_id>", following.own_photo,
        name="rider-following-photo",
    ),
]  # fmt: skip
