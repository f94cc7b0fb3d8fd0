"""The addresses of exit cases."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.pilot import exits

urlpatterns: list[URLPattern | URLResolver] = [
    path("pilot/exits", exits.exits, name="exits"),
    path("pilot/exits/open", exits.open_new, name="exits-open"),
    path("pilot/exits/<str:exit_number>", exits.case, name="exit"),
    path("pilot/exits/<str:exit_number>/say", exits.say, name="exit-say"),
    path("pilot/exits/<str:exit_number>/files/<int:exit_step_id>", exits.file, name="exit-file"),
]
