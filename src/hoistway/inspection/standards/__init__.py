"""The cycles of inspection and testing as dated data: one file per edition, each with sources."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `tsg-2023` for `tsg-2023.toml`."""
    return tables(_EDITIONS)
