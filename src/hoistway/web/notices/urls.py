"""The addresses of written notices and hazards."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.notices import issuing, listing, views

N = "notices/<str:notice_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("notices", listing.notices, name="notices"),
    path("f/notices/new", issuing.write, name="firm-notice-new"),
    path(N, views.notice, name="notice"),
    path(f"{N}/files/<int:step_id>", views.file, name="notice-file"),
    path(f"{N}/receive", views.receive, name="use-unit-notice-receive"),
    path(f"{N}/clear", views.clear, name="firm-notice-clear"),
    path(f"{N}/acknowledge", views.acknowledge, name="regulator-notice-acknowledge"),
    path(f"{N}/verify", views.verify, name="regulator-notice-verify"),
    path(f"{N}/reopen", views.reopen, name="regulator-notice-reopen"),
]
