"""The addresses of exchange with partners."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.partners import deeds, pages

P = "partners/<str:partner>"
B = "partners/<str:partner>/passages/<str:passage>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("partners", pages.partners, name="partners"),
    path(P, pages.partner, name="partner"),
    path(f"{P}/passages", pages.passage_list, name="partner-passages"),
    path(B, pages.one_passage, name="partner-passage"),
    path(f"{B}/replay", deeds.replay, name="partner-passage-replay"),
    path(f"{P}/pause", deeds.pause, name="partner-pause"),
    path(f"{P}/resume", deeds.resume, name="partner-resume"),
    path(f"{P}/send", deeds.send, name="partner-send"),
    path(f"{P}/replay", deeds.replay_all, name="partner-replay"),
    path(f"{P}/counts", deeds.ask, name="partner-ask"),
    path(f"{P}/secret", deeds.secret, name="partner-secret"),
    path(f"{P}/rotate", deeds.rotate, name="partner-rotate"),
    path(f"{P}/preview/<str:exchange_topic>", pages.read_preview, name="partner-preview"),
]
