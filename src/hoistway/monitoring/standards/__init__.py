"""The numbers of room monitoring as dated data: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `hoistway-2026` for `hoistway-2026.toml`."""
    return tables(_EDITIONS)
