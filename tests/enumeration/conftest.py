"""One small city for all walks: it is read, never changed."""

from collections.abc import Iterator
from os import getpid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hoistway.foundation import clock
from tests.world.city import City, a_city
from tests.world.database import own_database, using_database
from tests.world.pages import static_files_collected


@pytest.fixture(scope="session")
def _database_name(django_db_blocker: Any) -> Iterator[str]:
    name = f"enumeration_{getpid()}"
    with django_db_blocker.unblock(), own_database(name=name):
        yield name


@pytest.fixture(scope="session")
def _city(_database_name: str, django_db_blocker: Any) -> City:
    with django_db_blocker.unblock(), using_database(name=_database_name):
        return a_city(now=clock.now())


@pytest.fixture(autouse=True)
def _open_database(
    _database_name: str, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Keep one connection for all pages of a test."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    with django_db_blocker.unblock(), using_database(name=_database_name):
        yield


@pytest.fixture
def city(_city: City, collected: Path) -> City:
    """Return the city of all walks."""
    return _city


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve static files as in a running house."""
    with static_files_collected(into=tmp_path_factory.mktemp("static")) as folder:
        yield folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the checks of one page follow each other, so that one worker opens it once."""
    places = [n for n, item in enumerate(items) if item.path.name == "test_every_page.py"
              and item.path.parent.name == "enumeration"]  # fmt: skip
    walked = sorted((items[n] for n in places), key=lambda item: item.name.partition("[")[2])
    for place, item in zip(places, walked, strict=True):
        items[place] = item
