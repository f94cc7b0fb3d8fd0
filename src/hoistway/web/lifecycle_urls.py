"""The addresses of requests, of an elevator's life and of its file."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.lifecycle import document, filing, requests, timeline

R, E = "requests/<str:request_number>", "elevators/<str:register_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests", requests.use_requests, name="requests"),
    path(R, requests.use_request, name="request"),
    path(f"{R}/confirm", requests.confirm, name="regulator-request-confirm"),
    path(f"{R}/return", requests.give_back, name="regulator-request-return"),
    path(f"{R}/withdraw", filing.withdraw, name="use-unit-request-withdraw"),
    path(f"{E}/request", filing.ask, name="use-unit-request"),
    path(f"{E}/timeline", timeline.life, name="elevator-timeline"),
    path(f"{E}/file.pdf", document.file_pdf, name="elevator-pdf"),
    path("e/<str:code>/<str:signature>/file.pdf", document.public_pdf, name="rider-file"),
]
