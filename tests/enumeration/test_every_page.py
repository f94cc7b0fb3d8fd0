"""What every page of every role has: policy, language, title, one heading, constant questions."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from hoistway.foundation import clock
from tests.enumeration.addresses import ADDRESSES, Address
from tests.enumeration.expected import audience_of, expected_answer
from tests.world.city import ANONYMOUS, ROLES, City, a_city
from tests.world.database import using_database
from tests.world.pages import CSP

WALKED = [
    (address, role)
    for address in ADDRESSES
    for role in ROLES
    if role in audience_of(address)
    and (role == ANONYMOUS or ANONYMOUS not in audience_of(address))
    and not address.is_stream
    and expected_answer(address, role, own=True) == 200
]
FIRST = {address.name: role for address, role in reversed(WALKED)}
"""One role of each page, walked on each run; the others on the long run."""

EACH = [
    (address, role) if FIRST[address.name] == role
    else pytest.param(address, role, marks=pytest.mark.long)
    for address, role in WALKED
]  # fmt: skip
NO_PAGE = {
    "report-photo": "a photo", "report-file": "a photo",
    "plate-photo": "a photo", "notice-file": "a photo", "firm-duty-proof": "a photo",
    "exit-file": "a photo", "fault-file": "a photo", "reform-effort-file": "a PDF file",
    "sample-published": "json for programs", "rider-api-contract": "json for programs",
    **dict.fromkeys(
        (
            "open311-discovery", "open311-services", "open311-service", "open311-requests",
            "open311-request", "open311-token",
        ),
        "json and xml for citizens' systems",
    ),
    "identity-discovery": "json for programs",
    "identity-token-discovery": "json for programs", "identity-keys": "json for programs",
    "inquiry-file": "a photo",
    "check-file": "a photo", "check-paper": "a PDF file", "credit-score-file": "a photo",
    "order-file": "a photo", "order-paper": "a PDF file", "regulator-order-case": "a zip file",
    "rider-credit-json": "json for programs", "rider-credit-paper": "a PDF file",
    "safety-paper": "a PDF file",
    "regulator-statement-paper": "a PDF file", "rider-statement-paper": "a PDF file",
    "regulator-pilot-outcome-paper": "a PDF file", "yearplan-table": "a PDF file",
    "yearplan-sheet": "a workbook",
    "policy-file": "a photo", "pilot-firm-paper": "a photo", "rider-pilot-copy": "a photo",
    "inspection-paper": "a photo", "inspection-defect-photo": "a photo",
    "repair-solution": "a PDF file",
    "rider-outages-json": "json for programs", "rider-outages-feed": "a feed for programs",
    "technician-pack": "json for phones", "technician-pack-of-one": "json for phones",
    "rider-push-worker": "a script", "rider-worker": "a script", "technician-worker": "a script",
    "technician-manifest": "json for browsers", "technician-who": "json for the phone",
    "healthz": "plain text for probes", "readyz": "plain text for probes",
    "rider-timeline": "json for machines", "rider-file": "a PDF file",
    "rider-following-data": "json for its reporter", "rider-following-photo": "a photo",
    "elevator-pdf": "a PDF file",
    "draw-population": "plain text to be hashed", "mismatch-photo": "a photo",
    "regulator-plate-svg": "a drawing", "regulator-plate-pdf": "a drawing",
    "visit-photo": "a photo", "visit-record": "json to be verified", "visit-pdf": "a PDF file",
    "visit-bundle": "a zip file", "digest-lines": "json for those who keep it",
    "filing-contract": "a PDF file", "filing-evidence": "a PDF file",
}  # fmt: skip

MORE_POLICY = {"technician-scan": "script-src 'self' 'wasm-unsafe-eval'"}
"""Pages that may run WebAssembly: the reader of codes of phones that have none."""

MACHINE_WORDS = {"None", "True", "False", "nan", "undefined", "[]", "{}"}


def named(part: object) -> str:
    return part.name if isinstance(part, Address) else str(part)


Opened = Callable[..., HttpResponse | None]


@pytest.fixture(scope="session")
def _kept() -> dict[tuple[str, str, str], HttpResponse | None]:
    return {}


@pytest.fixture
def opened(city: City, _kept: dict[tuple[str, str, str], HttpResponse | None]) -> Opened:
    """Give a function that opens a page once for all tests; None where only forms are taken."""

    def open_page(address: Address, role: str, language: str = "zh-hans") -> HttpResponse | None:
        key = (address.name, role, language)
        if key not in _kept:
            path = address.filled(city.own[0]) + f"?lang={language}"
            page = city.client(role).get(path)
            _kept[key] = None if page.status_code == 405 else page
        return _kept[key]

    return open_page


@pytest.mark.parametrize(("address", "role"), EACH, ids=named)
def test_page_has_our_policy_and_says_its_language(
    opened: Opened, address: Address, role: str
) -> None:
    for language in ("zh-hans", "en"):
        page = opened(address, role, language)
        if page is None:
            return

        policy = page["Content-Security-Policy"]
        ours = CSP.replace("script-src 'self'", MORE_POLICY.get(address.name, "script-src 'self'"))
        assert sorted(policy.split("; ")) == sorted(ours.split("; "))
        assert page["Content-Language"] == language
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["X-Frame-Options"] == "DENY"
        assert "Referrer-Policy" in page


@pytest.mark.parametrize(("address", "role"), EACH, ids=named)
def test_page_has_a_title_and_one_heading_of_the_first_rank(
    opened: Opened, address: Address, role: str
) -> None:
    page = opened(address, role)
    if page is None or address.name in NO_PAGE or address.name.endswith("-live"):
        return
    text = page.content.decode()

    title = re.search(r"<title>(.*?)</title>", text, re.S)

    assert title is not None
    assert title.group(1).strip(" ·\n") not in {"", "慧梯"}
    assert len(re.findall(r"<h1\b", text)) == 1
    assert re.search(r"<html lang=\"zh-hans\"", text)


@pytest.mark.parametrize(("address", "role"), EACH, ids=named)
def test_page_in_either_language_leaves_no_word_of_the_machine(
    opened: Opened, address: Address, role: str
) -> None:
    for language in ("zh-hans", "en"):
        page = opened(address, role, language)
        if page is None or address.name in NO_PAGE:
            return
        texts = [text.strip() for text in re.split(r"<[^>]*>", page.content.decode())]

        assert set(texts) & MACHINE_WORDS == set()
        assert not [text for text in texts if re.search(r"\{[{%]|%\(\w+\)s|datetime\.", text)]


@pytest.fixture(scope="session")
def cities(_city: City, _database_name: str, django_db_blocker: Any) -> tuple[City, City]:
    """Return a city with one row of each kind and one with three."""
    with django_db_blocker.unblock(), using_database(name=_database_name):
        return a_city(rows=1, now=clock.now()), a_city(rows=3, now=clock.now())


@pytest.mark.parametrize(("address", "role"), EACH, ids=named)
def test_three_rows_cost_no_more_questions_than_one(
    collected: object, cities: tuple[City, City], address: Address, role: str
) -> None:
    counts = []
    for city in cities:
        client = city.client(role)
        path = address.filled(city.own[0])
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))

    assert counts[0] == counts[1], [query["sql"][:200] for query in asked]
