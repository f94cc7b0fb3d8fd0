from collections.abc import Iterator

import pytest

from tests.watch.world import City, MessageServer


@pytest.fixture
def city(transactional_db: None) -> City:
    return City()


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MessageServer]:
    server = MessageServer(tmp_path_factory.mktemp("house"))
    yield server
    server.kill()
