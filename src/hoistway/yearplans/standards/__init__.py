"""How year plans are proposed, as dated data: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"
_READINGS = Path(__file__).parent / "readings"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `hoistway-2026` for `hoistway-2026.toml`."""
    return tables(_EDITIONS)


def readings() -> dict[str, dict[str, Any]]:
    """Return which items look at what was found wrong, and the lives of parts, by edition."""
    return tables(_READINGS)
