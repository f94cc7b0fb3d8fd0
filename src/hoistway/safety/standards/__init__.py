"""What use units look after, and by when: one file per edition."""

from pathlib import Path
from typing import Any

from hoistway.foundation.editions import tables

_EDITIONS = Path(__file__).parent / "editions"


def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `order-74-2023` for `order-74-2023.toml`."""
    return tables(_EDITIONS)
