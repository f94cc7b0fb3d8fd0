"""The addresses of messages beside their list."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.messages import confirming, inbox, outbox, preferences, push, receipts

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/wording", outbox.wording, name="message-wording"),
    path("messages/<int:message_id>/resend", outbox.resend, name="message-resend"),
    path("messages/receipts/<str:provider>", receipts.report, name="receipt-callback"),
    path("inbox", inbox.messages, name="inbox"),
    path("inbox/read", inbox.read_everything, name="inbox-read-all"),
    path("inbox/preferences", preferences.preferences, name="inbox-preferences"),
    path("inbox/push", push.account, name="inbox-push"),
    path("inbox/reach", preferences.add, name="inbox-reach-add"),
    path("inbox/reach/<int:reach_id>/end", preferences.end, name="inbox-reach-end"),
    path("inbox/<int:message_id>/open", inbox.open_message, name="inbox-open"),
    path("push-worker.js", push.worker, name="rider-push-worker"),
    path("r/<str:report_token>/push", push.follower, name="rider-following-push"),
    path("m/<str:message_token>", confirming.confirming, name="rider-message"),
]
