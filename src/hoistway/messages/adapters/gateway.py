"""Which gateway this installation uses, as the settings say."""

from pathlib import Path

from django.conf import settings

from hoistway.messages.adapters.sms import Gateway, HttpGateway, Outbox


def the_gateway() -> Gateway:
    """Return the city's gateway, or the outbox file where none is configured."""
    if settings.SMS_GATEWAY_URL:
        return HttpGateway(url=settings.SMS_GATEWAY_URL, token=settings.SMS_GATEWAY_TOKEN)
    return the_outbox()


def the_outbox() -> Outbox:
    """Return the file that takes the texts of an installation without a gateway."""
    return Outbox(path=Path(settings.HOME) / "outbox" / "sms.ndjson")
