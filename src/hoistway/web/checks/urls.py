"""The addresses of checks on site."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.checks import listing, page, paper, plan, published, record

ONE = "checks/<str:check_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("checks", listing.listing, name="checks"),
    path("checks/new", listing.new, name="regulator-check-new"),
    path("checks/results", published.published, name="checks-published"),
    path("checks/plan", plan.plan, name="regulator-check-plan"),
    path("checks/plan/<str:check_draw>", plan.draw, name="regulator-check-draw"),
    path("p/<str:code>/<str:signature>/check", record.here, name="regulator-check-here"),
    path(ONE, page.check, name="check"),
    path(f"{ONE}/do", record.do, name="regulator-check-do"),
    path(f"{ONE}/say", page.say, name="regulator-check-say"),
    path(f"{ONE}/sign", page.sign, name="check-sign"),
    path(f"{ONE}/record.pdf", paper.paper, name="check-paper"),
    path(f"{ONE}/files/<str:file_hash>", page.file, name="check-file"),
]
