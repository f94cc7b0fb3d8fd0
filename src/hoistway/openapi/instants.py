"""Instants that calls bring: with an offset, and within what calendars hold."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

Instant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1970, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
]
"""An instant with its offset. Chosen: nothing was done here before, nothing is planned beyond."""
