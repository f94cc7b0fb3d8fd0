"""Dated data of the trade: one file per edition, chosen by the day of the facts."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar


class Dated(Protocol):
    """An edition that knows from which day it is in force."""

    @property
    def in_force(self) -> date:
        """The first day."""


One = TypeVar("One", bound=Dated)


@cache
def tables(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the table of each edition of a folder by its name, `286-2020` for `286-2020.toml`."""
    return {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.toml"))
    }


def said_for(*, table: Mapping[str, Any], jurisdiction_code: str = "") -> dict[str, Any]:
    """Return an edition's table as it is for one jurisdiction (`[jurisdiction.310101]`).

    Single values are replaced, tables such as `sources` are filled over.

    Example:
        >>> city = {"days": 7, "sources": {"days": "a"}, "jurisdiction": {"310101": {"days": 5}}}
        >>> said_for(table=city, jurisdiction_code="310101")
        {'days': 5, 'sources': {'days': 'a'}}
    """
    said = {key: value for key, value in table.items() if key != "jurisdiction"}
    own = table.get("jurisdiction", {}).get(jurisdiction_code, {})
    for key, value in own.items():
        said[key] = said[key] | value if isinstance(value, dict) and key in said else value
    return said


def in_order(editions: Sequence[One]) -> tuple[One, ...]:
    """Return editions from the first in force to the last."""
    return tuple(sorted(editions, key=lambda one: one.in_force))


def standing_on(*, known: Sequence[One], day: date) -> One:
    """Return the edition in force on a day; days before the first use the first.

    `known` stand in their order (`in_order`).
    """
    return next((one for one in reversed(known) if one.in_force <= day), known[0])
