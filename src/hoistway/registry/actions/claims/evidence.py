"""Claims of organisations and places, as records of elevators and their own make them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from hoistway.foundation.actors import Actor
from hoistway.foundation.bulk import fresh_keys
from hoistway.registry.actions.claims.rows import KEY_LENGTH, claim_row
from hoistway.registry.actions.claims.standing import key_of, standing_of
from hoistway.registry.actions.claims.tables import insert_claims
from hoistway.registry.models import Claim
from hoistway.registry.rules.sayings import FieldValue, Saying, spoken_fields


def short_key(*, text: str) -> str:
    """Return a record's key that fits its column; a longer one is told apart by its digest."""
    if len(text) <= KEY_LENGTH:
        return text
    digest = sha256(text.encode()).hexdigest()[:16]
    return f"{text[: KEY_LENGTH - 17]}#{digest}"


def keep_evidence(*, sayings: Collection[Saying], now: datetime, by: Actor) -> set[int]:
    """Keep what sources say of organisations or places; return the subjects of which it is new.

    Many rows of one file speak of one organisation: the first of them counts, and only a later
    observation replaces it.
    """
    first: dict[tuple[str, str, str], Saying] = {}
    for one in sayings:
        first.setdefault(key_of(one), one)
    standing = standing_of(sayings=list(first.values()))
    fresh, replaced = [], []
    for key, one in first.items():
        known = standing.get(key)
        fields = spoken_fields(fields=one.fields)
        if known is not None and (fields == known.fields or one.observed_at <= known.last_seen_at):
            continue
        fresh.append((one, fields))
        replaced += [known.claim_id] if known else []
    _write(fresh, replaced, now, by)
    return {one.organisation_id or one.place_id for one, _ in fresh}


def _write(
    fresh: Sequence[tuple[Saying, Mapping[str, FieldValue]]], replaced: list[int], now: datetime,
    by: Actor,
) -> None:  # fmt: skip
    Claim.objects.filter(pk__in=replaced).update(current=False)
    keys = fresh_keys(table="registry_claim", count=len(fresh))
    rows = [
        claim_row(key=key, saying=one, fields=fields, now=now, by=by)
        for key, (one, fields) in zip(keys, fresh, strict=True)
    ]
    insert_claims(rows=rows)
