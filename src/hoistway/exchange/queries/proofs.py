"""Whether a call comes from the partner that it names: by signature, or by the shared secret."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from standardwebhooks.webhooks import Webhook as Signer

from hoistway.exchange.queries.partners import secrets_of
from hoistway.exchange.queries.profiles import partner_known
from hoistway.foundation.refusal import NotFound

TOLERANCE = timedelta(minutes=5)
"""Source: Standard Webhooks 1.0: reject what is signed more than five minutes ago or ahead."""


def is_proved(*, name: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Return whether a call is the partner's own; `headers` are read without regard to case."""
    try:
        known = partner_known(name=name)
    except NotFound:
        return False
    if known.connection is None:
        return False
    secrets = secrets_of(name=name, now=now)
    if known.connection.accept == "bearer":
        token = headers.get("authorization", "").removeprefix("Bearer ").strip()
        return any(hmac.compare_digest(token.encode(), one.encode()) for one in secrets)
    return any(_is_signed(one, headers, body, now) for one in secrets)


def _is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    number, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not number or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        return False
    at = datetime.fromtimestamp(int(stamp), UTC)
    if abs(now - at) > TOLERANCE:
        return False
    try:
        right = Signer(secret).sign(msg_id=number, timestamp=at, data=body.decode())
    except UnicodeDecodeError:
        return False
    said = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(right.encode(), one.encode()) for one in said)
