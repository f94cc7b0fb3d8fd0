"""What is handed to a channel, what it may answer, and what it may say later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

TIMEOUT_S = 5.0
"""How long a channel may think. Chosen: a rescue call rings for a minute."""


class GatewayDown(Exception):
    """The channel did not take the message; it may be tried again."""


class GatewayRefused(Exception):
    """The channel will never take this message: a wrong number, a template it does not know."""


class GoneAway(GatewayRefused):
    """The address itself is no more: a browser's subscription that has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message for one channel; the key is the same on every attempt.

    `codes` are the providers' numbers of its template, `facts` the template's parts in order.
    """

    key: str
    address: str
    text: str
    at: datetime
    title: str = ""
    link: str = ""
    language: str = "zh"
    codes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""
    life_s: int = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a provider says of a message that it took: its own number of it, or our key."""

    receipt: str
    arrived: bool
    said: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A message whose receipt is asked for."""

    receipt: str
    address: str
    sent_at: datetime


class Gateway(Protocol):
    """Anything that takes a message and returns a receipt."""

    def send(self, *, parcel: Parcel) -> str:
        """Hand the message over, return its receipt. Raises: GatewayDown, GatewayRefused."""

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Return what is known of these messages by now. Raises: GatewayDown."""
