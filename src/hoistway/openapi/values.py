"""Values that calls bring, kept within what calendars, columns and texts can hold."""

import json
from datetime import date
from typing import Annotated, Any

from pydantic import Field

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
"""A day that has a day before and after it. Chosen: no elevator is older, no contract longer."""

Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]
"""A whole number that every column holds."""

Measured = Annotated[float, Field(allow_inf_nan=False, ge=-1e9, le=1e9)]
"""A number that can be measured."""


def read_json(*, body: bytes) -> Any:
    """Return what a JSON text says. Raises: ValueError, also for signs that no column holds."""
    text = body.decode()
    if "\\u0000" in text or "\\ud" in text.lower():
        said = json.loads(text)
        if "\\u0000" in json.dumps(said):
            raise ValueError("NUL")
        json.dumps(said, ensure_ascii=False).encode()
        return said
    return json.loads(text)
