"""Claims as judgement sees them, read in bulk."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from hoistway.foundation.periods import local_day
from hoistway.registry.models import Claim
from hoistway.registry.rules.decisions import Spoken
from hoistway.registry.rules.precedence import Precedence, edition_on


def precedence_on(*, now: datetime) -> Precedence:
    """Return the ranks of sources in force at an instant."""
    return edition_on(day=local_day(at=now))


def spoken_of(*, elevator_ids: Collection[int]) -> dict[int, list[Spoken]]:
    """Return the claims in force of each of these elevators."""
    return _spoken("elevator_id", elevator_ids)


def spoken_of_organisations(*, organisation_ids: Collection[int]) -> dict[int, list[Spoken]]:
    """Return the claims in force of each of these organisations."""
    return _spoken("organisation_id", organisation_ids)


def spoken_of_places(*, place_ids: Collection[int]) -> dict[int, list[Spoken]]:
    """Return the claims in force of each of these places."""
    return _spoken("place_id", place_ids)


def _spoken(column: str, keys: Collection[int]) -> dict[int, list[Spoken]]:
    found: dict[int, list[Spoken]] = defaultdict(list)
    if not keys:
        return found
    rows = Claim.objects.filter(
        **{f"{column}__in": list(keys)}, current=True, withdrawn_at=None
    ).order_by("pk")
    for subject, pk, kind, source, fields, observed_at, instead_of, origin in rows.values_list(
        column, "pk", "kind", "source", "fields", "observed_at", "instead_of", "origin"
    ):
        suggested = bool(origin.get("suggested"))
        found[subject].append(Spoken(pk, kind, source, fields, observed_at, instead_of, suggested))
    return found
