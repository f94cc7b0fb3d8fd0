"""The addresses of one visit."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.visits import files, holds, page

V = "visits/<uuid:visit_uid>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(V, page.visit, name="visit"),
    path(f"{V}/photos/<str:sha256>", page.photo, name="visit-photo"),
    path(f"{V}/record.json", files.record_json, name="visit-record"),
    path(f"{V}/record.pdf", files.record_pdf, name="visit-pdf"),
    path(f"{V}/bundle.zip", files.bundle, name="visit-bundle"),
    path(f"{V}/hold", holds.hold, name="visit-hold"),
    path(f"{V}/lift", holds.lift, name="visit-lift"),
]
