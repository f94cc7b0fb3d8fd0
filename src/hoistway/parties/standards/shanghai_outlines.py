"""Coarse outlines of Shanghai's districts, thinned to about 200 m: no surveyed boundary."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_suffix(".json")


@cache
def outlines() -> list[dict[str, Any]]:
    """Return code, place of the label and rings of each district, WGS-84 degrees.

    Source: named in the file itself.
    """
    read: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["districts"]
    return read
