"""Which colour and shape a state wears: red for help only, blue at work, green safe, amber late."""

from typing import Literal

Tone = Literal["help", "active", "safe", "caution", "quiet"]

TONES: dict[str, Tone] = {
    "opened": "help", "open": "help", "waiting": "help", "unassigned": "help", "calling": "help",
    "called": "help", "reported": "help", "trapped": "help", "dispatching": "help",
    "accepted": "active", "assigned": "active", "under_way": "active", "arrived": "active",
    "working": "active", "on_duty": "active", "chosen": "active",
    "freed": "safe", "closed": "safe", "confirmed": "safe", "in_use": "safe", "kept": "safe",
    "passed": "safe", "live": "safe", "done": "safe", "online": "safe", "running": "safe",
    "normal": "safe",
    "ringing": "help", "delayed": "caution", "exceeded": "caution", "unanswered": "caution",
    "late": "caution", "missed": "caution", "silent": "caution", "declined": "caution",
    "offline": "caution", "suspended": "caution", "stopped": "caution", "due": "caution",
    "suspicious": "caution", "power_lost": "caution",
}  # fmt: skip

SHAPES: dict[Tone, str] = {
    "help": "M6 0 12 11H0Z",
    "active": "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0Z",
    "safe": "M0 6.5 2 4.5 4.5 7 10 1.5l2 2L4.5 11Z",
    "caution": "M6 0 12 6 6 12 0 6Z",
    "quiet": "M0 5h12v2H0Z",
}
"""Outlines in a box of 12 × 12: triangle, disc, tick, diamond, dash."""


def tone_of(state: object) -> Tone:
    """Return the tone of a state's code; an unknown state is quiet, never red."""
    return TONES.get(str(state), "quiet")
