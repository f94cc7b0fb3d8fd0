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

_CLASSES = {"dingtalk": "NotifyDingTalk", "wecombot": "NotifyWeComBot", "feishu": "NotifyFeishu"}


@cache
def family(scheme: str) -> Any:
    """Load one robot of the library at its first use: all its hundred would take seconds."""
    return getattr(import_module(f"apprise.plugins.{scheme}"), _CLASSES[scheme])


def _robot_at(address: str) -> Any:
    """Return the robot at an address. Raises: GatewayRefused."""
    if not address.startswith(FAMILIES):
        raise GatewayRefused("not a robot of DingTalk, WeCom or Feishu")
    kind = family(address.partition("://")[0])
    read = kind.parse_url(address)
    try:
        return kind(**read)
    except TypeError as error:
        raise GatewayRefused("this address of a robot cannot be read") from error


class Robot:
    """Says a message in a chat group; the library has no receipt and tells no reasons."""

    def send(self, *, parcel: Parcel) -> str:
        """Say it. Raises: GatewayDown, GatewayRefused."""
        robot = _robot_at(parcel.address)
        if not robot.notify(body=f"{parcel.text}\n{parcel.link}".strip(), title=parcel.title):
            raise GatewayDown("the robot did not take it")
        return "robot"

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Know nothing: robots give no receipts."""
        return []
