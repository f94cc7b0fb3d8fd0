"""How changes are kept and sent: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `2026` for `2026.toml`."""
    return tables(Path(__file__).parent / "editions")
