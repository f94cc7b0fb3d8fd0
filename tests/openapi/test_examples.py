"""Guides are true: their blocks run against a served city; both languages show the same ones."""

from collections.abc import Iterator
from os import getpid
from pathlib import Path
from typing import Any

import pytest

from hoistway.foundation import clock
from tests.browser.server import serving
from tests.world.city import City, a_city
from tests.world.database import own_database, using_database
from tests.world.guides import GUIDES, WORDS, Reader, blocks, keys_of, own_elevator

CHINESE = ".zh-CN.md"
ENGLISH = [page for page in GUIDES if not page.name.endswith(CHINESE)]
WITH_BLOCKS = [page for page in ENGLISH if any(block.runs for block in blocks(page))]


@pytest.fixture(scope="module")
def served(
    django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[str, City, dict[str, str]]]:
    """Serve a small city with a key for each role."""
    name = f"guides_{getpid()}"
    with django_db_blocker.unblock(), own_database(name=name), using_database(name=name):
        city = a_city(now=clock.now())
        with serving() as address:
            yield address, city, keys_of(city)


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.stem)
def test_every_block_of_a_guide_does_what_it_says(
    page: Path, served: tuple[str, City, dict[str, str]], tmp_path: Path
) -> None:
    address, city, keys = served
    words = {"CITY": address, "REGISTER_NUMBER": own_elevator(city).register_number}
    words |= WORDS[page.stem](city) if page.stem in WORDS else {}
    reader = Reader(page=page, folder=tmp_path, words=words)

    wrong = {}
    for block in blocks(page):
        if block.runs and (said := reader.run(block, key=keys[block.role])):
            wrong[f"{page.name}:{block.line}"] = said
    reader.close()

    assert not wrong, "\n\n".join(f"{where}\n{said}" for where, said in wrong.items())


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.stem)
def test_a_guide_stands_in_both_languages_with_the_same_blocks(page: Path) -> None:
    twin = page.with_name(page.stem + CHINESE)

    assert twin.exists()
    assert [one.text for one in blocks(twin)] == [one.text for one in blocks(page)]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_a_guide_begins_with_what_it_is_for(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith("# ")
    assert any(line and not line.startswith(("#", "`", "|")) for line in lines[1:8])
