"""Questions about what passengers asked for, reported and corrected."""

from hoistway.riders.queries.rescue import (
    caller_number,
    is_urgent,
    request_with_form,
    request_with_token,
    requests_of,
    unplaced,
    unplaced_calls,
)

__all__ = [
    "caller_number", "is_urgent", "request_with_form", "request_with_token", "requests_of",
    "unplaced", "unplaced_calls",
]  # fmt: skip
