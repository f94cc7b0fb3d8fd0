"""Register number → slot, kind and units of every elevator, kept fresh from the register."""

import asyncio
from functools import partial

import structlog
from django.db import InterfaceError, OperationalError

from hoistway.telemetry.queries import CITY_INTERFACE, FeedPass, feed_passes, mappings
from hoistway.telemetry.queries.reading import listed_elevators, number_of_maker
from hoistway.telemetry.rules.mapping import CodeMapping
from hoistway.telemetry.rules.wire import Listed
from hoistway.watch.desk import Desk

NEW_S = 2.0
"""Chosen: a newly registered elevator may report after two seconds."""

WHOLE_S = 60.0
"""Chosen: changes of firm, use unit or state reach intake within a minute; 330,000 rows cost a
second."""

MOST_MAKERS_KNOWN = 200_000
"""Chosen: a new elevator is named by its maker until it is registered; more are asked anew."""

_log = structlog.get_logger()


class Register:
    """What intake knows of elevators and feeds; old knowledge serves while the database is away."""

    def __init__(self, *, desk: Desk) -> None:
        self._desk = desk
        self.elevators: dict[str, Listed] = {}
        self.feeds: dict[str, FeedPass] = {}
        self.mappings: dict[str, CodeMapping] = {}
        self._numbers: dict[tuple[str, str], str] = {}
        self._highest = 0

    async def load(self) -> None:
        """Read everything, waiting for the database if need be."""
        self.elevators = await self._desk.do(listed_elevators)
        self.feeds = await self._desk.do(feed_passes)
        self.mappings = await self._desk.do(mappings)
        self._note_highest(self.elevators)

    def mapping_of(self, feed: FeedPass, *, city: bool = False) -> CodeMapping | None:
        """Return how a feed's rows are read; without a choice the city's interface has its own."""
        return self.mappings.get(feed.mapping or (CITY_INTERFACE if city else ""))

    async def learn(self, *, makers: set[tuple[str, str]]) -> None:
        """Look up elevators that are named by maker and serial number, those not known yet.

        Raises: OperationalError or InterfaceError when the database is away.
        """
        for maker, serial in sorted(makers - set(self._numbers)):
            number = await self._desk.attempt(partial(number_of_maker, maker, serial))
            if number and len(self._numbers) < MOST_MAKERS_KNOWN:
                self._numbers[maker, serial] = number

    def number_of(self, maker: str, serial: str) -> str:
        """Return the register number that was learnt of a maker's serial number, or nothing."""
        return self._numbers.get((maker, serial), "")

    async def refresh(self) -> None:
        """Read what entered the register since, and the feeds."""
        fresh = await self._desk.attempt(lambda: listed_elevators(after_id=self._highest))
        self.elevators |= fresh
        self._note_highest(fresh)
        self.feeds = await self._desk.attempt(feed_passes)
        self.mappings = await self._desk.attempt(mappings)

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
                    self._numbers.clear()
            except (OperationalError, InterfaceError) as error:
                _log.warning("register_not_refreshed", reason=str(error).strip())
