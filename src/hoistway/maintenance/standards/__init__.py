"""TSG T5002-2017 and the policies of maintenance as dated data, one file per edition."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_HERE = Path(__file__).parent
T5002_2017 = _HERE / "t5002_2017.toml"


@cache
def item_tables() -> dict[str, Any]:
    """Return the item tables of TSG T5002-2017: `edition`, `in_force` and `item`."""
    return tomllib.loads(T5002_2017.read_text(encoding="utf-8"))


@cache
def item_tables_sha256() -> str:
    """Return the SHA-256 of the file of the item tables: what a person confirms, byte by byte."""
    return hashlib.sha256(T5002_2017.read_bytes()).hexdigest()


def policies() -> dict[str, dict[str, Any]]:
    """Return the table of each policy by its name, `shanghai-2023` for `shanghai-2023.toml`."""
    return tables(_HERE / "policies")


def evidence_editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the judgement of evidence by its name."""
    return tables(_HERE / "evidence")


def on_demand_editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the limits of maintenance on demand by its name."""
    return tables(_HERE / "on_demand")
