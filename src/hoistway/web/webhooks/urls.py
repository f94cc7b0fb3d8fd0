"""The addresses of webhooks."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.webhooks import deeds, delivery, listing, one, opening

W = "webhooks/<str:webhook_number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks", listing.webhook_list, name="webhooks"),
    path("webhooks/new", opening.open_one, name="webhook-new"),
    path(W, one.webhook, name="webhook"),
    path(f"{W}/change", opening.change_one, name="webhook-change"),
    path(f"{W}/try", deeds.try_one, name="webhook-try"),
    path(f"{W}/pause", deeds.pause, name="webhook-pause"),
    path(f"{W}/resume", deeds.resume, name="webhook-resume"),
    path(f"{W}/rotate", deeds.rotate, name="webhook-rotate"),
    path(f"{W}/replay", deeds.replay_some, name="webhook-replay"),
    path(f"{W}/end", deeds.end, name="webhook-end"),
    path(f"{W}/sent/<int:delivery_id>", delivery.sent, name="webhook-delivery"),
]
