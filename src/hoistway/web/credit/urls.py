"""The addresses of credit."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.credit import deeds, objections, public, rounds, score

R = "credit/rounds/<str:credit_round>"
S = f"{R}/firms/<int:rated_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("credit", public.bulletin, name="rider-credit"),
    path("credit.json", public.as_json, name="rider-credit-json"),
    path("credit/bulletin.pdf", public.paper, name="rider-credit-paper"),
    path("credit/own", score.own, name="firm-credit"),
    path("credit/rounds", rounds.rounds, name="regulator-credit"),
    path(R, rounds.one, name="regulator-credit-round"),
    path(f"{R}/say", deeds.say_of_round, name="regulator-credit-round-say"),
    path(S, score.score, name="credit-score"),
    path(f"{S}/say", deeds.say_of_score, name="credit-score-say"),
    path(f"{S}/files/<str:credit_file>", score.file, name="credit-score-file"),
    path("credit/objections", objections.objections, name="credit-objections"),
]
