"""How messages are pressed and worded, as dated data: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_HERE = Path(__file__).parent


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the pace by its name."""
    return tables(_HERE / "editions")


def wordings() -> dict[str, dict[str, Any]]:
    """Return the table of each edition of the templates by its name."""
    return tables(_HERE / "wording")
