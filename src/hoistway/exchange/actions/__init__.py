"""The verbs of exchange: draw, send, take in, compare; pause, replay, give a new secret."""

from hoistway.exchange.actions.comparing import ask_counts
from hoistway.exchange.actions.drawing import draw
from hoistway.exchange.actions.folders import read_folders
from hoistway.exchange.actions.keeping import (
    BodyDropped,
    NotConnected,
    ask_partner,
    pause_partner,
    replay_passage,
    replay_since,
    resume_partner,
    rotate_partner_secret,
    send_now,
    show_secret,
)
from hoistway.exchange.actions.nightly import due_tonight, follow, tell_silent, thin_out
from hoistway.exchange.actions.sending import send_due
from hoistway.exchange.actions.taking import BodyUnsound, Told, TooManyRecords, take_in
from hoistway.exchange.actions.taking_orders import link_placed

__all__ = [
    "BodyDropped", "BodyUnsound", "NotConnected", "Told", "TooManyRecords", "ask_counts",
    "ask_partner", "draw", "due_tonight", "follow", "link_placed", "pause_partner",
    "read_folders", "replay_passage", "replay_since", "resume_partner", "rotate_partner_secret",
    "send_due", "send_now", "show_secret", "take_in", "tell_silent", "thin_out",
]  # fmt: skip
