"""The verbs of changes: hear, note, thin out; open an address, send to it, send again."""

from hoistway.changes.actions.compacting import thin_out
from hoistway.changes.actions.hearing import hear
from hoistway.changes.actions.hooks import (
    AddressUnsound,
    Opened,
    TooManyWebhooks,
    WebhookMoved,
    Wish,
    change_webhook,
    end_webhook,
    open_webhook,
    pause_webhook,
    resume_webhook,
    rotate_secret,
    try_webhook,
)
from hoistway.changes.actions.noting import note_heard
from hoistway.changes.actions.replaying import Replay, replay
from hoistway.changes.actions.sending import Parcel, claim, send, settle
from hoistway.changes.adapters.post import Sent

__all__ = [
    "AddressUnsound", "Opened", "Parcel", "Replay", "Sent", "TooManyWebhooks",
    "WebhookMoved", "Wish", "change_webhook", "claim", "end_webhook", "hear", "note_heard",
    "open_webhook", "pause_webhook", "replay", "resume_webhook", "rotate_secret", "send", "settle",
    "thin_out", "try_webhook",
]  # fmt: skip
