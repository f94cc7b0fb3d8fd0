"""The courier beside the worker: posts what waits for webhooks, some at a time, for ever."""

import asyncio
from collections import Counter

import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections

from hoistway.changes.actions import Parcel, Sent, claim, send, settle
from hoistway.foundation import clock

PAUSE_S = 0.5
"""Pause between two looks. Chosen: half of what a caller notices."""

IN_FLIGHT = 64
"""Letters on their way at once. Chosen: with a second each, as many as a city's systems take."""

EACH = 8
"""Letters on their way to one address; a slow one holds nobody else up."""

_log = structlog.get_logger()


class Courier:
    """Keeps count of what is on its way; what a killed courier held is taken up by the next."""

    def __init__(self) -> None:
        self.under_way: set[asyncio.Task[None]] = set()
        self.each: Counter[int] = Counter()

    async def look(self) -> int:
        """Take up what is due and start to send it; return how many letters went out."""
        free = IN_FLIGHT - len(self.under_way)
        if free <= 0:
            return 0
        busy = [key for key, count in self.each.items() if count >= EACH]
        parcels = await sync_to_async(_claimed, thread_sensitive=True)(free, busy)
        for parcel in parcels:
            self.each[parcel.webhook_id] += 1
            task = asyncio.create_task(self._carry(parcel))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
        return len(parcels)

    async def _carry(self, parcel: Parcel) -> None:
        try:
            sent = await send(parcel=parcel)
            await sync_to_async(_settled, thread_sensitive=True)(parcel, sent)
        except DatabaseError as error:
            _log.warning("delivery_waits", delivery=parcel.delivery_id, reason=str(error))
        except Exception:
            _log.exception("delivery_failed", delivery=parcel.delivery_id)
        finally:
            self.each[parcel.webhook_id] -= 1


def _claimed(most: int, busy: list[int]) -> list[Parcel]:
    close_old_connections()
    return claim(most=most, busy=busy, now=clock.now())


def _settled(parcel: Parcel, sent: Sent) -> None:
    close_old_connections()
    settle(parcel=parcel, sent=sent, now=clock.now())


async def deliver_for_ever() -> None:
    """Look again and again; a database that is away is waited for."""
    courier = Courier()
    while True:
        try:
            while await courier.look():
                await asyncio.sleep(0.02)
        except DatabaseError as error:
            _log.warning("courier_waits", reason=str(error))
        except Exception:
            _log.exception("courier_failed")
        await asyncio.sleep(PAUSE_S)
