"""Models of credit as dated data: one file per edition, foreign schemes among them."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `chengdu` for `chengdu.toml`."""
    return tables(_EDITIONS)
