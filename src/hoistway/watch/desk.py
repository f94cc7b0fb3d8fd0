"""One thread with one database connection; a database that is away is waited for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError, connection

Answer = TypeVar("Answer")

_PAUSES_S = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Chosen: a killed PostgreSQL is back within a fifth of a second; later once a second."""

_log = structlog.get_logger()


class Desk:
    """Does deeds of the database one after another, outside the event loop."""

    def __init__(self, *, name: str) -> None:
        self._name = name
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def attempt(self, deed: Callable[[], Answer]) -> Answer:
        """Do it once and return its answer.

        Raises: OperationalError or InterfaceError when the database is away.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, _done, deed)

    async def do(self, deed: Callable[[], Answer]) -> Answer:
        """Do it, again and again while the database is away; deeds must bear repetition."""
        tries = 0
        while True:
            try:
                return await self.attempt(deed)
            except (OperationalError, InterfaceError) as error:
                if tries % 10 == 0:
                    _log.warning("database_awaited", desk=self._name, reason=str(error).strip())
                await asyncio.sleep(_PAUSES_S[min(tries, len(_PAUSES_S) - 1)])
                tries += 1

    async def close(self) -> None:
        """Give the connection back and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, _give_back)
        self._thread.shutdown()


def _give_back() -> None:
    connection.close()


def _done(deed: Callable[[], Answer]) -> Answer:
    try:
        return deed()
    except (OperationalError, InterfaceError):
        connection.close()
        raise
