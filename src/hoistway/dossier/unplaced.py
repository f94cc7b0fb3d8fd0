"""Records that found no elevator, each beside the elevators that it may mean; and merges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from hoistway.dossier.evidence import firms_named, origin_words
from hoistway.dossier.finding import TwinRow, held_value, twin_rows
from hoistway.dossier.finding_file import TWIN_FIELDS, organisation_words
from hoistway.dossier.values import NOTHING, Pair, field_words, source_words, value_words
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.registry.models import Claim, Elevator, Merge
from hoistway.registry.queries import claims_to_place, elevators, merges
from hoistway.registry.vocabulary import Field

MOST_CANDIDATES = 5
"""Elevators beside a record. Chosen: more than five and nobody compares any."""

_CANDIDATES_READ = 60

_WEIGHTS: dict[str, int] = {
    Field.REGISTER_NUMBER: 8, Field.DEVICE_CODE: 8, Field.CERTIFICATE_NUMBER: 6,
    Field.SERIAL_NUMBER: 4, Field.UNIT_NUMBER: 2, Field.ADDRESS: 3, Field.ESTATE: 2,
    Field.BUILDING: 1, Field.NAME: 1,
}  # fmt: skip
"""How much an equal field tells. Chosen: numbers before places before names."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record that waits for its elevator."""

    claim_id: int
    source: Pair
    record_key: str
    name: str
    where: str
    numbers: str
    observed_at: datetime
    received_at: datetime
    origin: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One elevator that a record may mean, with what agrees and what contradicts."""

    elevator: Elevator
    weight: int
    rows: tuple[TwinRow, ...]

    @property
    def agree(self) -> int:
        """How many fields agree."""
        return sum(row.equal for row in self.rows)

    @property
    def differ(self) -> int:
        """How many fields contradict each other."""
        return sum(not row.equal and not row.only_one for row in self.rows)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record beside its candidates."""

    line: RecordLine
    facts: tuple[tuple[Pair, Pair], ...]
    candidates: tuple[Candidate, ...]


def found_records(*, by: Actor, text: str, source: str) -> QuerySet[Claim]:
    """Return the records that wait and that this actor may place, oldest first."""
    found = claims_to_place(by=by)
    if source:
        found = found.filter(kind=source)
    for word in text.split():
        found = found.filter(
            Q(record_key__icontains=word) | Q(fields__address__icontains=word)
            | Q(fields__register_number__startswith=word) | Q(fields__name__icontains=word)
        )  # fmt: skip
    return found


def record_seen(*, claim_id: int, by: Actor) -> Claim:
    """Return one waiting record.

    Raises: NotFound, also where it was placed already or must not be known to the actor.
    """
    found = claims_to_place(by=by).filter(pk=claim_id).first()
    if found is None:
        raise NotFound
    return found


def record_lines(*, claims: Iterable[Claim]) -> list[RecordLine]:
    """Return waiting records as lines; two queries for the names of their sources."""
    rows = list(claims)
    names = organisation_words(named=firms_named(claims=rows))
    return [_record_line(claim, names) for claim in rows]


def _record_line(claim: Claim, names: Mapping[str, Pair]) -> RecordLine:
    fields: Mapping[str, object] = claim.fields
    numbers = [str(fields[f]) for f in map(str, Field.numbers()) if fields.get(f)]
    return RecordLine(
        claim_id=claim.pk, source=source_words(source=claim.source, names=names),
        record_key=claim.record_key, name=str(fields.get("name") or claim.record_key),
        where=str(fields.get("address") or fields.get("estate") or ""),
        numbers=" · ".join(numbers), observed_at=claim.observed_at,
        received_at=claim.received_at, origin=origin_words(claim.origin),
    )  # fmt: skip


def record_file(*, claim: Claim, by: Actor, areas: Mapping[str, Pair]) -> RecordFile:
    """Return a record with the elevators that it may mean, the likeliest first."""
    fields: Mapping[str, object] = claim.fields
    facts = tuple(
        (field_words(name), value_words(field=name, value=value, areas=areas))
        for name, value in fields.items()
        if value not in (None, "", []) and name not in {"catalogue", "datum"}
    )
    rows = _near(fields, by)
    found = [_candidate(elevator, fields, areas) for elevator in rows]
    found.sort(key=lambda one: (-one.weight, one.differ, one.elevator.pk))
    line = record_lines(claims=[claim])[0]
    return RecordFile(line=line, facts=facts, candidates=tuple(found[:MOST_CANDIDATES]))


def _near(fields: Mapping[str, object], by: Actor) -> list[Elevator]:
    """Return visible elevators that share a number, the address or the estate; one query."""
    asked = Q(pk__in=[])
    exact = ("register_number", "device_code", "certificate_number", "serial_number", "address")
    for name in (*exact, "estate"):
        if fields.get(name):
            asked |= Q(**{name: str(fields[name])})
    related = elevators(by=by).select_related("jurisdiction", "use_unit", "firm")
    return list(related.filter(asked)[:_CANDIDATES_READ])


def _candidate(
    elevator: Elevator, fields: Mapping[str, object], areas: Mapping[str, Pair]
) -> Candidate:
    rows, weight = [], 0
    for name in TWIN_FIELDS:
        said = value_words(field=name, value=fields.get(name), areas=areas)
        if said == NOTHING:
            continue
        value = held_value(elevator=elevator, field=name)
        held = value_words(field=name, value=value, areas=areas)
        equal = held == said
        weight += _WEIGHTS.get(name, 0) if equal else 0
        rows.append(TwinRow(field_words(name), said, held, equal, only_one=held == NOTHING))
    return Candidate(elevator, weight, tuple(rows))


@dataclass(frozen=True, slots=True)
class MergeLine:
    """Two entries that were made one."""

    id: int
    kept: Elevator
    gone: Elevator
    at: datetime
    who: str
    automatic: bool
    reason: str
    claims: int
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


def merge_lines(*, merges: Iterable[Merge]) -> list[MergeLine]:
    """Return merges whose elevators are loaded as lines; no query."""
    return [
        MergeLine(
            id=row.pk, kept=row.kept, gone=row.gone, at=row.at, who=str(row.by.get("name", "")),
            automatic=row.by.get("kind") == "system", reason=row.reason, claims=len(row.claims),
            undone_at=row.undone_at, undone_by=str((row.undone_by or {}).get("name", "")),
            undone_reason=row.undone_reason,
        )
        for row in merges
    ]  # fmt: skip


def found_merges(*, by: Actor) -> QuerySet[Merge]:
    """Return the merges of visible elevators, newest first, with both entries."""
    return merges(by=by).select_related("kept__jurisdiction", "gone__jurisdiction")


def merge_seen(*, merge_id: int, by: Actor) -> Merge:
    """Return one visible merge with all that its page shows.

    Raises: NotFound, also where it exists but must not be known to the actor.
    """
    related = [f"{side}__{name}" for side in ("kept", "gone") for name in ("firm", "use_unit")]
    found = found_merges(by=by).select_related(
        *related, "kept__jurisdiction", "gone__jurisdiction"
    )  # fmt: skip
    row = found.filter(pk=merge_id).first()
    if row is None:
        raise NotFound
    return row


def merged_rows(*, merge: Merge, areas: Mapping[str, Pair]) -> tuple[TwinRow, ...]:
    """Return both entries of a merge field by field, contradictions first."""
    rows = twin_rows(left=merge.kept, right=merge.gone, areas=areas, fields=TWIN_FIELDS)
    return tuple(sorted(rows, key=lambda row: (row.equal, row.only_one)))
