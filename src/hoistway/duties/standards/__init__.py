"""A firm's further duties as dated policy: one file per edition, each number with its source."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `shanghai-2023` for `shanghai-2023.toml`."""
    return tables(_EDITIONS)
