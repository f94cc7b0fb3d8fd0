"""The addresses of messages beside their list."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.messages import confirming, outbox, receipts

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/wording", outbox.wording, name="message-wording"),
    path("messages/<int:message_id>/resend", outbox.resend, name="message-resend"),
    path("messages/receipts/<str:provider>", receipts.report, name="receipt-callback"),
    path("m/<str:message_token>", confirming.confirming, name="rider-message"),
]
