"""The addresses of files taken in."""

from django.urls import path

from hoistway.web.imports import views

RUN = "registry/imports/<int:run_id>"

urlpatterns = [
    path("registry/imports", views.imports, name="registry-imports"),
    path(RUN, views.run, name="registry-import"),
    path(f"{RUN}/live", views.run_live, name="registry-import-live"),
    path(f"{RUN}/events", views.run_events, name="registry-import-events"),
    path(f"{RUN}/apply", views.apply, name="registry-import-apply"),
    path(f"{RUN}/stop", views.stop, name="registry-import-stop"),
    path(f"{RUN}/refused", views.refused, name="registry-import-refused"),
    path(f"{RUN}/differences", views.differences, name="registry-import-differences"),
]
