"""A firm's further duties as dated policy: one file per edition, each number with its source."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_EDITIONS = Path(__file__).parent / "editions"


@cache
def editions() -> dict[str, dict[str, Any]]:
    """Return the table of each edition by its name, `shanghai-2023` for `shanghai-2023.toml`."""
    return {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(_EDITIONS.glob("*.toml"))
    }
