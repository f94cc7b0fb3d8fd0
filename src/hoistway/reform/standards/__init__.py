"""What is asked of the districts and how figures are stated: dated editions, one file each."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_GOALS = Path(__file__).parent / "goals"
_EDITIONS = Path(__file__).parent / "editions"


def goal_editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the goals, `286-2020` for `286-2020.toml`."""
    return tables(_GOALS)


def statement_editions() -> dict[str, dict[str, Any]]:
    """Return the table of each format of statements, `statement-hoistway-2026` and others."""
    return {
        name.removeprefix("statement-"): table
        for name, table in tables(_EDITIONS).items()
        if name.startswith("statement-")
    }
