"""Editions are chosen by the day of the facts, and a jurisdiction may set its own numbers."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from hoistway.foundation.editions import in_order, said_for, standing_on, tables


@dataclass(frozen=True)
class Edition:
    name: str
    in_force: date


KNOWN = in_order([Edition("new", date(2023, 5, 1)), Edition("old", date(2020, 6, 18))])


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 1, 1), "old"), (date(2023, 4, 30), "old"), (date(2023, 5, 1), "new"),
    ],
)  # fmt: skip
def test_the_edition_of_the_day_stands_and_the_first_before_all(day: date, name: str) -> None:
    assert standing_on(known=KNOWN, day=day).name == name


def test_a_jurisdiction_sets_its_numbers_and_keeps_the_rest() -> None:
    table = {
        "days": 7, "months": {"a": 1, "b": 2},
        "jurisdiction": {"310101": {"days": 5, "months": {"b": 3}}},
    }  # fmt: skip

    assert said_for(table=table) == {"days": 7, "months": {"a": 1, "b": 2}}
    assert said_for(table=table, jurisdiction_code="310101") == {
        "days": 5, "months": {"a": 1, "b": 3},
    }  # fmt: skip


def test_each_file_of_a_folder_is_an_edition(tmp_path: Path) -> None:
    (tmp_path / "b-2021.toml").write_text("days = 2")
    (tmp_path / "a-2020.toml").write_text("days = 1")

    assert tables(tmp_path) == {"a-2020": {"days": 1}, "b-2021": {"days": 2}}
