"""An event in its envelope: CloudEvents 1.0 in JSON, signed as Standard Webhooks say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cloudevents.core.bindings.http import to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks.webhooks import Webhook as Signer


@dataclass(frozen=True, slots=True)
class Letter:
    """What is posted: the headers and the body, byte for byte as it was signed."""

    headers: dict[str, str]
    body: bytes

    @property
    def headers_shown(self) -> dict[str, str]:
        """The headers as the log keeps them."""
        return {name: value for name, value in self.headers.items() if name.startswith("webhook")}


def enveloped(
    *, message_id: str, event: dict[str, object], secrets: Sequence[str], now: datetime
) -> Letter:
    """Return the letter of an event, signed by every secret that counts."""
    message = to_structured(cloud_event(event=event), JSONFormat())
    text = message.body.decode()
    signatures = [Signer(one).sign(msg_id=message_id, timestamp=now, data=text) for one in secrets]
    headers = {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "user-agent": "Hoistway-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    return Letter(headers, message.body)


def cloud_event(*, event: dict[str, object]) -> CloudEvent:
    """Return an event whose attributes the library has found sound."""
    attributes = {name: value for name, value in event.items() if name != "data"}
    data = event["data"]
    return CloudEvent(attributes, data if isinstance(data, dict) else None)
