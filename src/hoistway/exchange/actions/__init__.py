"""The verbs of exchange: draw, send, take a receipt; pause, resume, replay, give a new secret."""

from hoistway.exchange.actions.drawing import draw
from hoistway.exchange.actions.keeping import (
    BodyDropped,
    NotConnected,
    pause_partner,
    replay_passage,
    replay_since,
    resume_partner,
    rotate_partner_secret,
    send_now,
)
from hoistway.exchange.actions.nightly import due_tonight, follow, tell_silent, thin_out
from hoistway.exchange.actions.sending import send_due

__all__ = [
    "BodyDropped", "NotConnected", "draw", "due_tonight", "follow", "pause_partner",
    "replay_passage", "replay_since", "resume_partner", "rotate_partner_secret", "send_due",
    "send_now", "tell_silent", "thin_out",
]  # fmt: skip
