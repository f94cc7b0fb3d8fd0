"""A database beside the ordinary test database, for tests that commit what they do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from hoistway.server.cli.test import MIGRATED


@contextmanager
def own_database(*, name: str) -> Iterator[None]:
    """Keep a fresh database with all tables beside the ordinary test database.

    Tables that only grow cannot be emptied after a test; so tests that commit what they
    do leave their rows in a database of their own, and each makes its own part of the city.
    """
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{MIGRATED}"')
    try:
        yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def using_database(*, name: str) -> Iterator[None]:
    """Connect to another database inside the block, in this thread and in new ones."""
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
