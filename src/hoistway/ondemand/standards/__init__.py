"""The numbers of the on-demand pilot as dated data: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `286-2020` for `286-2020.toml`."""
    return tables(_EDITIONS)
