"""Robots of chat groups (DingTalk, WeCom, Feishu) by the library `apprise`.

Source: docs/decisions/0017-robots-by-apprise.md.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from hoistway.messages.adapters.parcel import Asked, GatewayDown, GatewayRefused, Parcel, Reported

FAMILIES = ("dingtalk://", "wecombot://", "feishu://")
"""The three robots of Chinese offices; no other address of the library is let through."""


@cache
def _apprise() -> Any:
    """Load the library at its first use: most installations never do."""
    return import_module("apprise").Apprise


class Robot:
    """Says a message in a chat group; the library has no receipt and tells no reasons."""

    def send(self, *, parcel: Parcel) -> str:
        """Say it. Raises: GatewayDown, GatewayRefused."""
        if not parcel.address.startswith(FAMILIES):
            raise GatewayRefused("not a robot of DingTalk, WeCom or Feishu")
        robot = _apprise().instantiate(parcel.address, suppress_exceptions=True)
        if robot is None:
            raise GatewayRefused("this address of a robot cannot be read")
        if not robot.notify(body=f"{parcel.text}\n{parcel.link}".strip(), title=parcel.title):
            raise GatewayDown("the robot did not take it")
        return "robot"

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Know nothing: robots give no receipts."""
        return []
