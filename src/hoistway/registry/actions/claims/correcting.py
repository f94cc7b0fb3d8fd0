"""Corrections by rules: applied while what they correct is still said, taken back for good."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotFound
from hoistway.registry.actions.claims.deciding import (
    require_in_reach,
    require_judge,
    settle_subjects,
    withdraw_claim,
)
from hoistway.registry.actions.claims.organisations import carry_over_organisations
from hoistway.registry.actions.claims.reading import (
    precedence_on,
    spoken_of,
    spoken_of_organisations,
    spoken_of_places,
)
from hoistway.registry.actions.claims.rows import claim_row
from hoistway.registry.actions.claims.tables import insert_claims, lock_register
from hoistway.registry.models import Claim, Hold
from hoistway.registry.rules.decisions import Held, decide_all
from hoistway.registry.rules.sayings import Change, Saying, stored
from hoistway.registry.vocabulary import SourceKind, Subject

Target = tuple[Subject, int]
"""What a change speaks of, and its key."""


@transaction.atomic
def correct(*, changes: Sequence[Change], now: datetime, by: Actor) -> list[int | None]:
    """Correct values by rules; return a claim for each, None where it is held or no longer so.

    Announces: FactsChanged. Raises: NotAllowed.
    """
    if by.kind is not ActorKind.SYSTEM:
        require_judge(by=by)
        require_in_reach(elevator_ids=[c.elevator_id for c in changes if c.elevator_id], by=by)
    lock_register()
    carry_over_organisations(
        organisation_ids={one.organisation_id for one in changes} - {0}, now=now, by=by
    )
    held, undone = _held(changes, now), _held_off({_target(one) for one in changes})
    kept = [one for one in changes if _still_so(one, held, undone)]
    keys = fresh_keys(table="registry_claim", count=len(kept))
    sayings = [_saying(one, now) for one in kept]
    Claim.objects.filter(
        source__in={one.source for one in sayings},
        record_key__in={one.record_key for one in sayings}, current=True,
    ).update(current=False)  # fmt: skip
    insert_claims(
        rows=[
            claim_row(key=key, saying=one, fields=one.fields, now=now, by=by)
            for key, one in zip(keys, sayings, strict=True)
        ]
    )
    rules = ", ".join(sorted({one.rule for one in kept}))
    with recorded(by=by, reason=rules):
        settle_subjects(
            elevator_ids=[one.elevator_id for one in kept],
            organisation_ids=[one.organisation_id for one in kept],
            place_ids=[one.place_id for one in kept], now=now, by=by,
        )  # fmt: skip
    given = dict(zip(map(id, kept), keys, strict=True))
    return [given.get(id(one)) for one in changes]


@transaction.atomic
def undo_correction(*, claim_id: int, reason: str, now: datetime, by: Actor) -> Claim:
    """Take a rule's correction back, and keep the rule from making the same one again.

    Announces: FactsChanged. Raises: NotAllowed, NotFound, ReasonMissing.
    """
    claim = withdraw_claim(claim_id=claim_id, reason=reason, now=now, by=by)
    if claim.kind is not SourceKind.RULE:
        raise NotFound
    for field, value in claim.fields.items():
        Hold.objects.create(
            elevator_id=claim.elevator_id, organisation_id=claim.organisation_id,
            place_id=claim.place_id, field=field, value=value, at=now, by=by.as_json(),
            reason=claim.withdrawn_reason,
        )  # fmt: skip
    return claim


def _target(one: Change) -> Target:
    if one.organisation_id:
        return Subject.ORGANISATION, one.organisation_id
    if one.place_id:
        return Subject.PLACE, one.place_id
    return Subject.ELEVATOR, one.elevator_id


def _held(changes: Sequence[Change], now: datetime) -> dict[Target, Held]:
    """Return what is held true, with all corrections so far, of what the changes speak of."""
    ranks = precedence_on(now=now)
    of_organisations = ranks.over_organisations()
    elevators = spoken_of(elevator_ids={one.elevator_id for one in changes} - {0})
    organisations = spoken_of_organisations(
        organisation_ids={one.organisation_id for one in changes} - {0}
    )
    places = spoken_of_places(place_ids={one.place_id for one in changes} - {0})
    held: dict[Target, Held] = {}
    for subject, spoken_by, precedence in (
        (Subject.ELEVATOR, elevators, ranks), (Subject.PLACE, places, ranks),
        (Subject.ORGANISATION, organisations, of_organisations),
    ):  # fmt: skip
        for key, claims in spoken_by.items():
            held[subject, key] = decide_all(spoken=claims, precedence=precedence)
    return held


def _held_off(targets: Collection[Target]) -> set[tuple[Target, str, str]]:
    """Return which values of which fields a person has refused to a rule."""
    found = set()
    for subject in Subject:
        column = f"{subject}_id"
        keys = [key for one, key in targets if one is subject]
        rows = Hold.objects.filter(**{f"{column}__in": keys})
        for key, field, value in rows.values_list(column, "field", "value"):
            found.add(((subject, int(key or 0)), field, repr(value)))
    return found


def _still_so(
    one: Change, held: Mapping[Target, Held], undone: Collection[tuple[Target, str, str]]
) -> bool:
    target = _target(one)
    if target not in held or (target, one.field, repr(stored(value=one.after))) in undone:
        return False
    value, _ = held[target].get(one.field, (None, 0))
    return value == stored(value=one.before)


def _saying(one: Change, now: datetime) -> Saying:
    """Return a correction as its rule says it; one for each value that it corrects."""
    subject, key = _target(one)
    before = stored(value=one.before)
    digest = sha256(json.dumps(before, ensure_ascii=False).encode()).hexdigest()[:8]
    return Saying(
        subject=subject, source=f"{SourceKind.RULE}:{one.rule}",
        record_key=f"{subject}/{key}/{one.field}/{digest}",
        fields={one.field: stored(value=one.after)}, observed_at=now, instead_of=before,
        origin={"inputs": dict(one.inputs)}, reason=one.rule, edition=one.edition,
        elevator_id=one.elevator_id, organisation_id=one.organisation_id, place_id=one.place_id,
    )  # fmt: skip
