"""Official and chosen tables by which the rules judge, each with its source in the file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of this folder, `retired_districts` for `retired_districts.toml`."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
