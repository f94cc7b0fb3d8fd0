"""One claim as a row of its table."""

from collections.abc import Mapping
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.rules.sources import kind_of

SOURCE_LENGTH, KEY_LENGTH = 48, 80
"""Signs of a source and of a record's key, as in the table."""


def claim_row(
    *, key: int, saying: Saying, fields: Mapping[str, object], now: datetime, by: Actor,
    current: bool = True,
) -> dict[str, object]:  # fmt: skip
    """Return the row of a claim whose key was drawn before."""
    return {
        "id": key, "subject": str(saying.subject), "elevator_id": saying.elevator_id or None,
        "organisation_id": saying.organisation_id or None, "place_id": saying.place_id or None,
        "source": saying.source[:SOURCE_LENGTH], "kind": str(kind_of(source=saying.source)),
        "record_key": saying.record_key[:KEY_LENGTH],
        "observed_at": saying.observed_at.isoformat(), "received_at": now.isoformat(),
        "last_seen_at": saying.observed_at.isoformat(), "fields": dict(fields),
        "instead_of": saying.instead_of, "origin": dict(saying.origin), "by": by.as_json(),
        "reason": saying.reason, "edition": saying.edition, "current": current,
        "withdrawn_at": None, "withdrawn_by": None, "withdrawn_reason": "",
    }  # fmt: skip
