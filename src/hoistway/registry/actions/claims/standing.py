"""What stands: the newest claim of each record, with which a new saying is compared."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hoistway.registry.models import Claim
from hoistway.registry.rules.sayings import FieldValue, Saying

Key = tuple[str, str, str]
"""Source, subject and key of a record."""


@dataclass(slots=True)
class Standing:
    """The newest claim of a record, withdrawn ones included."""

    claim_id: int
    elevator_id: int
    organisation_id: int
    place_id: int
    fields: dict[str, FieldValue]
    last_seen_at: datetime


def key_of(saying: Saying) -> Key:
    """Return what tells records apart."""
    return saying.source, str(saying.subject), saying.record_key


def standing_of(*, sayings: Sequence[Saying]) -> dict[Key, Standing]:
    """Return the newest claim of each record that the sayings repeat."""
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in sayings:
        asked[one.source, str(one.subject)].append(one.record_key)
    found: dict[Key, Standing] = {}
    for (source, subject), keys in asked.items():
        rows = Claim.objects.filter(
            source=source, subject=subject, record_key__in=keys, current=True
        ).order_by("pk")
        for key, *subjects, fields, seen in rows.values_list(
            "record_key", "pk", "elevator_id", "organisation_id", "place_id", "fields",
            "last_seen_at",
        ):  # fmt: skip
            claim, elevator, organisation, place = (int(one or 0) for one in subjects)
            found[source, subject, key] = Standing(
                claim, elevator, organisation, place, fields, seen
            )
    return found
