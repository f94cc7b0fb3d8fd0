"""With the database away a passenger still reads what to do."""

import socket
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.enumeration.addresses import ADDRESSES, Address
from tests.world.city import ANONYMOUS, City

FORM = {"form_id": "0" * 32, "address": "延平路", "key": "people", "value": "2"}
RIDERS = [a for a in ADDRESSES if a.name.startswith("rider-")]


@pytest.fixture
def _database_away(city: City) -> Iterator[None]:
    """Point the connection at a port on which nothing listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(HOST="127.0.0.1", PORT=port)
    yield
    connection.close()
    connection.settings_dict.update(kept)


@pytest.mark.parametrize("address", RIDERS, ids=lambda address: address.name)
def test_rider_page_answers_503_with_110(
    city: City, address: Address, request: pytest.FixtureRequest
) -> None:
    path = address.filled(city.own[0])
    request.getfixturevalue("_database_away")
    client = city.client(ANONYMOUS)

    answers = [client.get(path), client.post(path, FORM)]

    for response in answers:
        if response.status_code in {405, 200, 422}:
            continue
        page = response.content.decode()
        assert response.status_code == 503
        assert "tel:110" in page
        assert "Please call 110" in page
        assert response["Retry-After"] == "5"
    assert {r.status_code for r in answers} & {503, 200}


@pytest.mark.usefixtures("_database_away")
@pytest.mark.parametrize("path", ["/e", "/e/help", "/sign-in"])
def test_pages_that_ask_nothing_of_the_database_still_open(city: City, path: str) -> None:
    page = city.client(ANONYMOUS).get(path)

    assert page.status_code == 200


@pytest.mark.usefixtures("_database_away")
def test_health_is_alive_and_not_ready(city: City) -> None:
    client = city.client(ANONYMOUS)

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_a_desk_says_so_too(city: City, request: pytest.FixtureRequest) -> None:
    client = city.client("dispatcher")
    request.getfixturevalue("_database_away")

    assert client.get("/d/").status_code == 503
