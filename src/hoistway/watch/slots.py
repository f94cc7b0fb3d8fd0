"""Register number → slot, kind and units of every elevator, kept fresh from the register."""

import asyncio

import structlog
from django.db import InterfaceError, OperationalError

from hoistway.telemetry.queries import FeedPass, feed_passes
from hoistway.telemetry.queries.reading import listed_elevators
from hoistway.telemetry.rules.wire import Listed
from hoistway.watch.desk import Desk

NEW_S = 2.0
"""Chosen: a newly registered elevator may report after two seconds."""

WHOLE_S = 60.0
"""Chosen: changes of firm, use unit or state reach intake within a minute; 330,000 rows cost a
second."""

_log = structlog.get_logger()


class Register:
    """What intake knows of elevators and feeds; old knowledge serves while the database is away."""

    def __init__(self, *, desk: Desk) -> None:
        self._desk = desk
        self.elevators: dict[str, Listed] = {}
        self.feeds: dict[str, FeedPass] = {}
        self._highest = 0

    async def load(self) -> None:
        """Read everything, waiting for the database if need be."""
        self.elevators = await self._desk.do(listed_elevators)
        self.feeds = await self._desk.do(feed_passes)
        self._note_highest(self.elevators)

    async def refresh(self) -> None:
        """Read what entered the register since, and the feeds."""
        fresh = await self._desk.attempt(lambda: listed_elevators(after_id=self._highest))
        self.elevators |= fresh
        self._note_highest(fresh)
        self.feeds = await self._desk.attempt(feed_passes)

    def _note_highest(self, listed: dict[str, Listed]) -> None:
        self._highest = max((row.slot for row in listed.values()), default=self._highest)

    async def stay_fresh(self) -> None:
        """Refresh for ever."""
        rounds = 0
        while True:
            await asyncio.sleep(NEW_S)
            rounds += 1
            try:
                if rounds * NEW_S % WHOLE_S:
                    await self.refresh()
                else:
                    self.elevators = await self._desk.attempt(listed_elevators)
            except (OperationalError, InterfaceError) as error:
                _log.warning("register_not_refreshed", reason=str(error).strip())
