"""A home of its own for each test, a partner's system that listens, static files collected."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hoistway.exchange.queries import secrets_of
from tests.world.pages import static_files_collected
from tests.world.parties import NOW
from tests.world.partners import StandIn, connect, opened

CITY = "city-operations"


@pytest.fixture(autouse=True, scope="session")
def _static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with static_files_collected(into=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    """Return an empty home."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def city(home: Path, db: None) -> Iterator[StandIn]:
    """Return the city's operations, connected and listening."""
    partner = StandIn(secrets=secrets_of(name=CITY, now=NOW))
    server = opened(partner)
    connect(home=home, profile=CITY, url=partner.base)
    yield partner
    server.shutdown()
    server.server_close()
