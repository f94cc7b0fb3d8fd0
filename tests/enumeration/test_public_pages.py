"""Public pages: light, without memory, without names, and without anything from elsewhere."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.vocabulary import ElevatorKind
from tests.enumeration.addresses import ADDRESSES, Address
from tests.enumeration.expected import EVERYBODY, audience_of, expected_answer
from tests.world.city import ANONYMOUS, CALLER_PHONE, TECHNICIAN_NAME, TECHNICIAN_PHONE, City
from tests.world.pages import LOADED
from tests.world.registry import an_elevator

MOST_BYTES = 40 * 1024
"""What a public page may weigh with all that it loads. Source: frontend.md 7."""

PUBLIC = [
    address
    for address in ADDRESSES
    if address.name.startswith(("rider-", "verify", "digest")) and audience_of(address) == EVERYBODY
]
DATA = {
    "rider-api-contract": "json for programs",
    "rider-timeline": "json for machines", "rider-tracking-events": "an endless stream",
    "rider-file": "a PDF file", "rider-worker": "a script",
    "rider-push-worker": "a script",
    "digest-lines": "json for those who keep it", "rider-outages-json": "json for programs",
    "rider-outages-feed": "a feed for readers",
    "rider-following-data": "json for its reporter", "rider-following-photo": "a photo",
    "rider-statement-paper": "a PDF file",
    "rider-credit-paper": "a PDF file", "rider-credit-json": "json for programs",
    "rider-pilot-copy": "a copy of a firm's own page, as a file",
}  # fmt: skip
"""Public addresses that are no page."""

HOLDERS_OWN_NUMBER: dict[str, str] = {}
"""Public pages that may repeat the caller's number, with the reason."""

LANGUAGES = ("zh-hans", "en")


def name_of(address: Address) -> str:
    return address.name


def opened(address: Address, city: City, query: str = "") -> tuple[int, str, Client]:
    client = city.client(ANONYMOUS)
    response = client.get(address.filled(city.own[0]) + query)
    return response.status_code, response.content.decode(), client


def is_page(address: Address, city: City) -> bool:
    if address.name in DATA:
        return False
    return city.client(ANONYMOUS).get(address.filled(city.own[0])).status_code == 200


def weight(page: str, collected: Path) -> tuple[int, int]:
    """Return (bytes raw, bytes as they travel): pages go uncompressed, static files by gzip."""
    raw = travelled = len(page.encode())
    for loaded in set(LOADED.findall(page)):
        content = (collected / loaded.removeprefix("/static/")).read_bytes()
        raw += len(content)
        travelled += min(len(content), len(gzip.compress(content)))
    return raw, travelled


@pytest.mark.parametrize("address", PUBLIC, ids=name_of)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_page_weighs_at_most_40_kib(
    city: City, collected: Path, address: Address, language: str
) -> None:
    if not is_page(address, city):
        return
    _status, page, _client = opened(address, city, f"?lang={language}")

    raw, travelled = weight(page, collected)

    assert travelled <= MOST_BYTES
    assert raw <= 2 * MOST_BYTES


@pytest.mark.parametrize("address", PUBLIC, ids=name_of)
def test_public_page_loads_nothing_but_our_own_few_files(city: City, address: Address) -> None:
    if not is_page(address, city):
        return
    _status, page, _client = opened(address, city)

    loaded = re.findall(r"(?:href|src)=\"([^\"]+\.(?:css|js|mjs|svg|png|woff2))\"", page)

    assert all(re.fullmatch(r"/static/web/[\w.]+", path) for path in loaded)
    assert "node_modules" not in page
    assert not re.search(r"(?:href|src|action)=\"(?:https?:)?//", page)


@pytest.mark.parametrize("address", PUBLIC, ids=name_of)
def test_public_page_sets_no_cookie_even_when_posted_to(city: City, address: Address) -> None:
    client = city.client(ANONYMOUS)
    path = address.filled(city.own[0])

    answers = [client.get(path), client.get(path + "?lang=en&type=large"), client.post(path)]

    for response in answers:
        response.close()
    assert client.cookies == {}


@pytest.mark.parametrize("address", PUBLIC, ids=name_of)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_page_tells_no_name_and_no_number(
    city: City, address: Address, language: str
) -> None:
    response = city.client(ANONYMOUS).get(address.filled(city.own[0]) + f"?lang={language}")
    if response.streaming or response.status_code != 200 or address.name in DATA:
        response.close()
        return
    page = response.content.decode()

    assert TECHNICIAN_NAME not in page
    assert TECHNICIAN_PHONE not in page
    if address.name not in HOLDERS_OWN_NUMBER:
        assert CALLER_PHONE not in page


@pytest.mark.parametrize("words", ["", "/sos", "/sos?who=outside", "/sos?who=hurt"])
@pytest.mark.parametrize("kind", sorted(ElevatorKind.without_riders()))
def test_pages_of_what_has_no_car_never_speak_of_people_shut_in(
    city: City, kind: ElevatorKind, words: str
) -> None:
    escalator = an_elevator(kind=kind)
    plate = living_plates(elevator_ids=[escalator.pk])[escalator.pk]
    printed = address_of(plate=plate, keys=settings.PLATE_KEYS)

    page = city.client(ANONYMOUS).get(printed + words).content.decode()

    assert "困" not in page


@pytest.mark.parametrize("address", PUBLIC, ids=name_of)
def test_public_page_answers_at_all(city: City, address: Address) -> None:
    response = city.client(ANONYMOUS).get(address.filled(city.own[0]))
    response.close()

    assert response.status_code in {405, expected_answer(address, ANONYMOUS, own=True)}
