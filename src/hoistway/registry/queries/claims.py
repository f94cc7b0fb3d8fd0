"""Who said what of an elevator, which of it is held true, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.rules.decisions import Spoken, statements_of
from hoistway.registry.rules.precedence import decide, edition_on
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.rules.sources import DECIDING
from hoistway.registry.vocabulary import DecisionReason, SourceKind, Subject


class Said(NamedTuple):
    """What one current claim says of one field; a city has thirty million of them."""

    claim_id: int
    kind: SourceKind
    source: str
    value: FieldValue
    observed_at: datetime
    last_seen_at: datetime
    record_key: str = ""
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """All that is held true and said of one elevator, for rules that judge it.

    `held` is what is held true, as the claim that won words it; `said` are all current claims
    that say anything of a field, the newest first. `formerly` is what their records said before;
    it is told only of elevators of which a person decided something.
    """

    elevator_id: int
    jurisdiction_code: str
    place_id: int
    use_unit_id: int
    firm_id: int
    held: Mapping[str, FieldValue]
    said: Mapping[str, tuple[Said, ...]]
    winners: Mapping[str, int] = field(default_factory=dict)
    formerly: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldStory:
    """Why a field holds what it holds: the claim that won, the others, and what was before."""

    field: str
    value: FieldValue
    claim: Claim
    reason: DecisionReason
    others: tuple[Said, ...] = ()
    history: tuple[Said, ...] = ()


def survivors_of(*, elevator_ids: Iterable[int]) -> dict[int, int]:
    """Return for each key the elevator that it is today, after all merges."""
    keys = list(elevator_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE chain(first_id, id, next_id) AS ("
            " SELECT id, id, merged_into_id FROM registry_elevator WHERE id = ANY(%s)"
            " UNION ALL SELECT chain.first_id, e.id, e.merged_into_id"
            " FROM chain JOIN registry_elevator e ON e.id = chain.next_id"
            ") SELECT first_id, id FROM chain WHERE next_id IS NULL",
            [keys],
        )
        found = dict(cursor.fetchall())
    return {key: int(found.get(key, key)) for key in keys}


def survivor_of(*, elevator_id: int) -> int:
    """Return the elevator that this one is today, after all merges."""
    return survivors_of(elevator_ids=[elevator_id])[elevator_id]


def survivor_numbered(*, register_number: str) -> int:
    """Return the key of what the elevator of this number is today; 0 where there is none."""
    key = Elevator.objects.filter(register_number=register_number).values_list("pk", flat=True)
    found = key.first()
    return 0 if found is None else survivor_of(elevator_id=found)


def family(*, elevator_id: int) -> list[int]:
    """Return an elevator with all that were merged into it, itself first."""
    return list(families(elevator_ids=[elevator_id]))


def families(*, elevator_ids: Iterable[int]) -> dict[int, int]:
    """Return these elevators and all that were merged into them, each with what it is today.

    The elevators themselves come first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE kin(id, home, step) AS (SELECT key, key, 0"
            " FROM unnest(%s::bigint[]) AS key UNION ALL"
            " SELECT e.id, kin.home, kin.step + 1 FROM kin JOIN registry_elevator e"
            " ON e.merged_into_id = kin.id) SELECT id, home FROM kin ORDER BY step, id",
            [list(elevator_ids)],
        )
        return {int(key): int(home) for key, home in cursor.fetchall()}


def claims_of(*, elevator_id: int) -> QuerySet[Claim]:
    """Return everything that was ever said of an elevator, the newest first."""
    return Claim.objects.filter(elevator_id=elevator_id).order_by("-observed_at", "-pk")


def claims_to_place(*, by: Actor) -> QuerySet[Claim]:
    """Return the records that wait for their elevator and that this actor may place."""
    waiting = Claim.objects.filter(
        subject=Subject.ELEVATOR, elevator=None, withdrawn_at=None, current=True
    )
    return waiting.filter(_waiting_in_reach(by)).order_by("pk")


def _waiting_in_reach(by: Actor) -> Q:
    """Return which waiting records an actor may see; a record says itself where it belongs."""
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    if reach is Reach.JURISDICTION:
        return Q(fields__jurisdiction=_code_of(by))
    return Q(pk__in=[])


def _code_of(by: Actor) -> str:
    own = jurisdictions().filter(pk=by.jurisdiction_id).values_list("code", flat=True)
    return own.first() or ""


def portraits(*, elevator_ids: Iterable[int]) -> dict[int, Portrait]:
    """Return the portraits of these elevators by key, in two queries; decided ones in three."""
    keys = list(elevator_ids)
    claims = _by_elevator(_current(keys))
    decided = [k for k, each in claims.items() if any(c.kind is SourceKind.PERSON for c in each)]
    former = _by_elevator(_former(decided)) if decided else defaultdict(list)
    rows = Elevator.objects.filter(pk__in=keys).select_related("jurisdiction").order_by("pk")
    return {row.pk: _portrait(row, claims[row.pk], former[row.pk]) for row in rows}


def _by_elevator(rows: Iterable[Claim]) -> defaultdict[int, list[Claim]]:
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    for row in rows:
        claims[int(row.elevator_id or 0)].append(row)
    return claims


def _former(keys: list[int]) -> QuerySet[Claim]:
    """Return what sources said before what they say now, the newest first."""
    former = Claim.objects.filter(elevator_id__in=keys, current=False, withdrawn_at=None)
    return former.exclude(kind__in=sorted(DECIDING)).order_by("-observed_at", "-pk")


def _current(keys: list[int]) -> QuerySet[Claim]:
    current = Claim.objects.filter(elevator_id__in=keys, current=True, withdrawn_at=None)
    return current.order_by("-observed_at", "-pk")


def _portrait(row: Elevator, claims: list[Claim], former: list[Claim]) -> Portrait:
    said = _told(claims)
    by_key = {claim.pk: claim for claim in claims}
    winners = {
        name: winner for name in said
        if (winner := row.provenance.get(name) or row.provenance.get("*"))
        and winner in by_key and by_key[winner].fields.get(name) is not None
    }  # fmt: skip
    return Portrait(
        elevator_id=row.pk, jurisdiction_code=row.jurisdiction.code, place_id=row.place_id or 0,
        use_unit_id=row.use_unit_id or 0, firm_id=row.firm_id or 0,
        held={name: by_key[winner].fields[name] for name, winner in winners.items()},
        said=said, winners=winners, formerly=_told(former),
    )  # fmt: skip


def _told(claims: list[Claim]) -> dict[str, tuple[Said, ...]]:
    """Return what claims say, field by field, in their order."""
    told: dict[str, list[Said]] = defaultdict(list)
    for claim in claims:
        for name in claim.fields:
            told[name].append(_said(claim, name))
    return {name: tuple(ones) for name, ones in told.items()}


def _said(claim: Claim, name: str) -> Said:
    return Said(
        claim.pk, claim.kind, claim.source, claim.fields[name], claim.observed_at,
        claim.last_seen_at, claim.record_key, bool(claim.origin.get("suggested")),
    )  # fmt: skip


def why(*, elevator_id: int, at: datetime | None = None) -> dict[str, FieldStory]:
    """Return for each field who is believed, why, who says otherwise and what was said before."""
    rows = list(claims_of(elevator_id=elevator_id))
    current = {row.pk: row for row in rows if row.current and row.withdrawn_at is None}
    past = [row for row in rows if row.pk not in current]
    spoken = [_spoken(row) for row in current.values()]
    newest = max((row.received_at for row in rows), default=at)
    if newest is None:
        return {}
    ranks = edition_on(day=local_day(at=newest))
    stories = {}
    for name in sorted({name for row in current.values() for name in row.fields}):
        statements = statements_of(field=name, spoken=spoken, precedence=ranks)
        decision = decide(field=name, statements=statements, precedence=ranks)
        if decision is None:
            continue
        stories[name] = FieldStory(
            field=name, value=decision.value, claim=current[decision.claim_id],
            reason=decision.reason,
            others=tuple(
                _said(row, name) for row in current.values()
                if row.pk != decision.claim_id and name in row.fields
            ),
            history=tuple(_said(row, name) for row in past if name in row.fields),
        )  # fmt: skip
    return stories


def _spoken(row: Claim) -> Spoken:
    return Spoken(
        claim_id=row.pk, kind=row.kind, source=row.source, fields=row.fields,
        observed_at=row.observed_at, instead_of=row.instead_of,
        suggested=bool(row.origin.get("suggested")),
    )  # fmt: skip
