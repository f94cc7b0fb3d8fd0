"""The verbs of the messages room: queue, send, keep receipts, press, resend, read, be reached."""

from hoistway.messages.actions.forgetting import forget_messages, forget_telephones
from hoistway.messages.actions.pressing import sweep_messages
from hoistway.messages.actions.queueing import MASK, Draft, queue_message
from hoistway.messages.actions.reaching import (
    Address,
    AddressWrong,
    HoursWrong,
    add_reach,
    end_reach,
    forget_browser,
    forget_follower,
    prefer,
    push_key,
    speaks_for_organisation,
    subscribe_push,
)
from hoistway.messages.actions.reading import read_all, read_message
from hoistway.messages.actions.receipts import (
    UnknownProvider,
    confirm_message,
    keep_receipts,
    keep_report,
    poll_receipts,
)
from hoistway.messages.actions.replaying import CannotResend, resend_message
from hoistway.messages.actions.sending import send_message, send_secret, texts_to

__all__ = [
    "MASK", "Address", "AddressWrong", "CannotResend", "Draft", "HoursWrong", "UnknownProvider",
    "add_reach", "confirm_message", "end_reach", "forget_browser", "forget_follower",
    "forget_messages", "forget_telephones", "keep_receipts", "keep_report", "poll_receipts",
    "prefer", "push_key", "queue_message", "read_all", "read_message", "resend_message",
    "send_message", "send_secret", "speaks_for_organisation", "subscribe_push", "sweep_messages",
    "texts_to",
]  # fmt: skip
