"""Orders to the simulated city, and what it answers; only the demo has one."""

import asyncio
import json
from typing import Any

import nats
from django.conf import settings
from nats.errors import Error as NatsError

from hoistway.foundation.refusal import Refusal

ANSWER_S = 5.0
DAYS_S = 60.0
"""Seconds for the days that are skipped. Chosen: 400 days of 2,000 elevators take twenty."""


class CitySilent(Refusal):
    """Raised when the simulated city does not answer or cannot do what was asked."""

    code = "city_silent"
    zh = "演示城市没有照办：{reason}。请稍后再试。"
    en = "The demo city did not do it: {reason}. Try again in a moment."
    status = 503


class CityRefuses(Refusal):
    """Raised when the elevator is in no state for what was asked."""

    code = "city_refuses"
    zh = "这台电梯里已有人被困，或正在停电、断线。请换一台再试。"
    en = "People are trapped in this elevator already, or it has no power. Choose another one."


async def _ask(order: dict[str, Any], within_s: float) -> dict[str, Any]:
    link = await nats.connect(settings.NATS_URL, connect_timeout=2, allow_reconnect=False)
    try:
        answer = await link.request("demo.order", json.dumps(order).encode(), timeout=within_s)
    finally:
        await link.close()
    told: dict[str, Any] = json.loads(answer.data)
    return told


def order_city(**order: Any) -> dict[str, Any]:
    """Return what the city answers to an order.

    Raises: CitySilent, CityRefuses.
    """
    try:
        within_s = DAYS_S if order.get("do") == "days" else ANSWER_S
        answer = asyncio.run(_ask(order, within_s))
    except (NatsError, OSError, TimeoutError) as error:
        raise CitySilent(reason=type(error).__name__) from error
    if "refused" in answer:
        raise CityRefuses
    return answer
