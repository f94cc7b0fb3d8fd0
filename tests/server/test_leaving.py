"""All that a city owns can be taken away in open formats and brought into an empty one."""

import csv
import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import Connection
from psycopg.conninfo import make_conninfo

from hoistway.server import config
from hoistway.server.leaving.bringing_in import bring_in
from hoistway.server.leaving.dictionary import table_meanings
from hoistway.server.leaving.tables import Table, fill, names_of, write_table
from hoistway.server.leaving.taking_away import MANIFEST
from tests.world.bulletins import a_stop_notice
from tests.world.database import own_database, using_database
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[tuple[str, list[Table]]]:
    """A small city, written into `tmp_path`."""
    name = f"left_{os.getpid()}"
    with own_database(name=name):
        with using_database(name=name):
            elevator = an_elevator()
            a_stop_notice(elevator=elevator)
            elevator.name = 'a "quoted", 名\nof two lines'
            elevator.building = ""
            elevator.save()
        with linked(name) as link:
            yield name, [write_table(link, one, tmp_path) for one in names_of(link)]


@contextmanager
def linked(name: str) -> Iterator[Connection[Any]]:
    """A connection of the owner to a database of this test."""
    told = connection.get_connection_params() | {"dbname": name}
    wanted = ("host", "port", "user", "password", "dbname")
    parts = {key: told[key] for key in wanted if told.get(key)}
    with psycopg.connect(make_conninfo(**parts)) as link:
        yield link


def silent(_line: str) -> None:
    """Say nothing."""


def test_what_is_brought_in_equals_what_was_taken_away_and_goes_on_counting(
    city: tuple[str, list[Table]], tmp_path: Path
) -> None:
    _, written = city
    other = f"empty_{os.getpid()}"
    again = tmp_path / "again"
    again.mkdir()

    with own_database(name=other), linked(other) as link:
        fill(link, written, tmp_path, silent)
        link.commit()
        assert [write_table(link, one, again) for one in names_of(link)] == written
        link.commit()
        (free,) = link.execute("SELECT nextval('registry_elevator_id_seq')").fetchone() or (0,)
        (last,) = link.execute("SELECT max(id) FROM registry_elevator").fetchone() or (0,)
        assert free == last + 1
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            link.execute("DELETE FROM plates_plateentry")


def test_a_stranger_reads_the_tables_with_the_dictionary_alone(
    city: tuple[str, list[Table]], tmp_path: Path
) -> None:
    _, written = city
    meanings = table_meanings()
    names = {table.name for table in written}

    with gzip.open(tmp_path / "registry_elevator.csv.gz", "rt", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)

    told = meanings["registry_elevator"]["columns"]
    assert set(row) == set(told)
    assert row["name"] == 'a "quoted", 名\nof two lines'
    assert told["use_state"]["values"][row["use_state"]]["en"]
    assert told["firm_id"]["refers_to"] in names
    assert not {name for name in names if name not in meanings} - {"django_migrations"}


def test_an_altered_table_brings_nothing_in(city: tuple[str, list[Table]], tmp_path: Path) -> None:
    _, written = city
    path = tmp_path / "registry_elevator.csv.gz"
    altered = gzip.decompress(path.read_bytes()).replace(b"quoted", b"forged")
    path.write_bytes(gzip.compress(altered))
    other = f"empty_{os.getpid()}"

    with own_database(name=other):
        with pytest.raises(ValueError, match="registry_elevator"), linked(other) as link:
            fill(link, written, tmp_path, silent)
        with linked(other) as link:
            assert link.execute("SELECT count(*) FROM registry_elevator").fetchone() == (0,)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "not what"),
        ({"form": 99, "files": {}}, "form 99"),
        ({"form": 1, "files": {"attachments/a": "0"}}, "altered"),
        ({"form": 1, "files": {"secrets/../../a": "0"}}, "outside"),
    ],
)
def test_a_foreign_or_altered_folder_is_refused_before_anything_is_written(
    manifest: dict[str, object] | None, said: str, tmp_path: Path
) -> None:
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    ours = config.load(home=tmp_path / "home")

    with pytest.raises(config.CannotStart, match=said):
        bring_in(config=ours, source=tmp_path, said=silent)

    assert not (tmp_path / "home").exists()
