"""The addresses of sample checks."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.samples import check, draws

ROOM = "pilot/samples"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOM, draws.samples, name="regulator-samples"),
    path(f"{ROOM}/freeze", draws.freeze, name="regulator-sample-freeze"),
    path(f"{ROOM}/own", check.own, name="sample-checks"),
    path(f"{ROOM}/<str:sample_number>", draws.sample, name="regulator-sample"),
    path(f"{ROOM}/<str:sample_number>/seed", draws.seed, name="regulator-sample-seed"),
    path(f"{ROOM}/<str:sample_number>/draw.json", draws.published, name="sample-published"),
    path(f"{ROOM}/<str:sample_number>/<str:register_number>", check.check, name="sample-check"),
    path(
        f"{ROOM}/<str:sample_number>/<str:register_number>/say", check.say,
        name="sample-check-say",
    ),
]  # fmt: skip
