"""Collects what was not let in and writes it down in bulk, four times a second."""

import asyncio
from collections import deque
from collections.abc import Callable

import structlog

from hoistway.telemetry.actions.refusals import Rejection, refuse
from hoistway.watch.desk import Desk

PAUSE_S = 0.25
"""Chosen: short enough to look immediate on the page, long enough to write in bulk."""

LARGEST = 100_000
"""Chosen: 60 MB of rejections wait while the database is away; more are only logged."""

_AT_ONCE = 2_000

Waiting = tuple[Rejection, Callable[[], None] | None]

_log = structlog.get_logger()


class RefusalBox:
    """A bounded box of rejections on their way to the database."""

    def __init__(self, *, desk: Desk) -> None:
        self._desk = desk
        self._waiting: deque[Waiting] = deque()
        self._writing: asyncio.Future[None] | None = None
        self.dropped = 0
        self.total = 0

    def put(self, rejection: Rejection, *, then: Callable[[], None] | None = None) -> None:
        """Take a rejection in; `then` is called once it is written down for good."""
        self.total += 1
        if len(self._waiting) >= LARGEST:
            self.dropped += 1
            if self.dropped % 1000 == 1:
                _log.error("rejections_dropped", so_far=self.dropped, last=str(rejection.reason))
            return
        self._waiting.append((rejection, then))

    async def write_for_ever(self) -> None:
        """Write down what comes, for ever."""
        while True:
            await asyncio.sleep(PAUSE_S)
            while self._waiting:
                await self.write()

    async def write(self) -> None:
        """Write down what waits now; what is being written already is never written twice."""
        if self._writing is not None:
            await asyncio.shield(self._writing)
        if not self._waiting:
            return
        group = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
        self._writing = asyncio.ensure_future(self._write_down(group))
        await asyncio.shield(self._writing)
        self._writing = None

    async def _write_down(self, group: list[Waiting]) -> None:
        rejections = [rejection for rejection, _ in group]
        try:
            await self._desk.do(lambda: refuse(rejections=rejections))
        except Exception:  # what strangers send must not stop intake
            _log.exception("rejections_not_written", count=len(rejections))
        for _, then in group:
            if then is not None:
                then()
