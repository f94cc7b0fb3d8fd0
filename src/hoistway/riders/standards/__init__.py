"""Public reports as dated policy and the templates of answers: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_HERE = Path(__file__).parent


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `286-2020` for `286-2020.toml`."""
    return tables(_HERE / "editions")


def templates() -> dict[str, dict[str, Any]]:
    """Return the templates of answers of each edition by its name."""
    return tables(_HERE / "templates")
