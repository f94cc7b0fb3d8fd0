"""What is asked of drawn elevators: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `pilot-2020` for `pilot-2020.toml`."""
    return tables(_EDITIONS)
