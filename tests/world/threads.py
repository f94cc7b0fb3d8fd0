"""Deeds that start at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Answer = TypeVar("Answer")


def at_once(*deeds: Callable[[], Answer]) -> list[Answer | Exception]:
    """Do all deeds in threads that start together; return the answer or the failure of each."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Answer]) -> Answer | Exception:
        try:
            start.wait(timeout=10)
            return deed()
        except Exception as failure:
            return failure
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
