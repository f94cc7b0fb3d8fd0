"""Match all records of all sources: place what waited, merge exact twins, ask about the rest."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.matching.whole import Matched, Workplace, match_all
from hoistway.parties.queries import jurisdictions
from hoistway.quality.actions.grouping import Group, keep_groups, row_of
from hoistway.quality.models import Correction, Finding
from hoistway.quality.queries.records import all_records
from hoistway.quality.rules.book import Edition, edition_on
from hoistway.quality.rules.city import heirs
from hoistway.quality.rules.portrait import Value, Verdict
from hoistway.quality.rules.twins import COMPARED, IDENTITY, Link, Meaning, are_one, meaning_of
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.actions import merge, place_claim, place_claims
from hoistway.registry.queries import claims_to_place, elevators

BATCH = 2_000
"""Records placed in one transaction. Chosen: as many as are examined in one."""

REASON = "夜间匹配"
"""Kept with each placement and merge: the nightly match."""

_REGISTERS = ("supervision", "approval")
_NEEDED = ("register_number", "address", "kind", "jurisdiction")
"""Who enters an elevator into the register, and what it must say."""

ALONE = 0.2
"""Confidence that a record which fits nobody is a finding at all. Chosen: lowest of the queue."""

Progress = Callable[[int, int], None]
"""Called with how many of 100 parts are done."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What came of a match."""

    records: int
    entered: int
    placed: int
    merged: int
    asked: int


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def match_all_records(*, now: datetime, by: Actor, progress: Progress = _silent) -> Matches:
    """Match the whole register and do what follows from it, each batch its own transaction.

    Announces: FactsChanged, ElevatorsMerged, FindingsOpened.
    """
    records = all_records()
    if records.table.num_rows == 0:
        return Matches(records=0, entered=0, placed=0, merged=0, asked=0)
    with tempfile.TemporaryDirectory() as folder:
        matched = match_all(
            table=records.table, workplace=Workplace(folder=Path(folder)),
            progress=lambda _step, share: progress(round(80 * share), 100),
        )  # fmt: skip
    found = meaning_of(
        homes=records.homes, sources=records.sources, links=_links(matched),
        clusters=dict(
            zip(
                matched.clusters["key"].to_pylist(), matched.clusters["cluster"].to_pylist(),
                strict=True,
            )
        ),
    )  # fmt: skip
    entered = _enter(found, now, by)
    placed = _place(found.placements, now, by)
    progress(95, 100)
    merged, asked = _settle_groups(found, matched.edition, now, by)
    progress(100, 100)
    return Matches(
        records=records.table.num_rows, entered=entered, placed=placed, merged=merged, asked=asked
    )


def _links(matched: Matched) -> Iterator[Link]:
    for row in matched.links.to_pylist():
        yield Link(
            a=row["key_a"], b=row["key_b"], certain=row["certainty"] == "certain",
            probability=row["probability"], agree=frozenset(row["agree"]),
            against=frozenset(row["against"]),
        )  # fmt: skip


@transaction.atomic
def _enter(found: Meaning, now: datetime, by: Actor) -> int:
    """Enter elevators of which several sources speak and whose number another elevator bears.

    Left out of the register nobody would be called to them; the number is asked about.
    """
    leading = {record: records for records in found.unknown for record in records}
    rows = claims_to_place(by=PLATFORM).filter(pk__in=list(leading), kind__in=_REGISTERS)
    entered: set[int] = set()
    for row in rows.order_by("kind", "pk"):
        records = leading[row.pk]
        whole = all(row.fields.get(name) for name in _NEEDED)
        if whole and not entered & set(records):
            key = place_claim(claim_id=row.pk, elevator_id=None, reason=REASON, now=now, by=by)
            others = [record for record in records if record != row.pk]
            found.placements |= dict.fromkeys(others, key)
            entered |= set(records)
    for record in entered:
        found.lone.pop(record, None)
    return len({tuple(leading[record]) for record in entered})


def _place(placements: Mapping[int, int], now: datetime, by: Actor) -> int:
    order = sorted(placements.items(), key=lambda pair: (pair[1], pair[0]))
    return sum(
        place_claims(placements=dict(order[start : start + BATCH]), reason=REASON, now=now, by=by)
        for start in range(0, len(order), BATCH)
    )


@transaction.atomic
def _settle_groups(found: Meaning, matching: str, now: datetime, by: Actor) -> tuple[int, int]:
    """Merge exact twins and ask about the rest; return how many of each."""
    book = edition_on(day=local_day(at=now))
    rows = _rows({key for pair in (*found.twins, *found.asked) for key in pair})
    exact: list[Group] = []
    groups: list[Group] = []
    for kept, gone in sorted(found.twins):
        if kept in rows and gone in rows:
            certain = not {kept, gone} & found.mixed and are_one(a=rows[kept], b=rows[gone])
            group = _twins(rows, kept, gone, certain=certain, matching=matching)
            (exact if certain and _may_merge(group, book) else groups).append(group)
    for group in exact:
        _merge(group, book, now, by)
    groups += [
        _pair(rows, pair, kind, link) for pair, (kind, link) in found.asked.items()
        if pair[0] in rows and pair[1] in rows
    ]  # fmt: skip
    groups += _lone(found)
    return len(exact), keep_groups(groups=groups, edition=book.name, now=now)


Row = Mapping[str, Value]


def _rows(keys: set[int]) -> dict[int, Row]:
    wanted = elevators(by=PLATFORM).filter(pk__in=keys).order_by()
    columns = ("pk", "place", "jurisdiction_id", *IDENTITY, *COMPARED)
    return {row["pk"]: row for row in wanted.values(*columns)}


def _twins(rows: Mapping[int, Row], kept: int, gone: int, *, certain: bool, matching: str) -> Group:
    verdict = Verdict(
        kind=FindingKind.ONE_ELEVATOR_TWICE, field="", value=gone, proposal=kept,
        confidence=0.99 if certain else 0.7, certain=certain, inputs={"grounds": matching},
    )  # fmt: skip
    return Group(
        verdict=verdict, elevator_id=kept, other_id=gone,
        jurisdiction_id=int(str(rows[kept]["jurisdiction_id"])),
    )  # fmt: skip


def _may_merge(group: Group, book: Edition) -> bool:
    """Return whether the edition lets it merge and nobody has taken this merge back."""
    settled = Finding.objects.filter(fingerprint=group.mark).values_list("state", flat=True)
    return group.verdict.kind in book.corrects and settled.first() in (None, FindingState.OPEN)


def _merge(group: Group, book: Edition, now: datetime, by: Actor) -> None:
    """Merge two rows and keep the finding with its correction."""
    done = merge(
        kept_id=group.elevator_id, gone_id=group.other_id, reason=REASON,
        inputs=dict(group.verdict.inputs), edition=book.name, now=now, by=by,
    )  # fmt: skip
    row = Finding.objects.filter(fingerprint=group.mark).first() or row_of(group, book.name, now)
    row.state, row.settled_at, row.settled_by = FindingState.CORRECTED, now, by.as_json()
    row.save()
    Correction.objects.create(
        finding=row, merge=done, automatic=True, field="", before=group.other_id,
        after=group.elevator_id, at=now, by=by.as_json(),
    )  # fmt: skip


def _pair(rows: Mapping[int, Row], pair: tuple[int, int], kind: FindingKind, link: Link) -> Group:
    return Group(
        verdict=_question(kind, link), elevator_id=pair[0], other_id=pair[1],
        jurisdiction_id=int(str(rows[pair[0]]["jurisdiction_id"])),
    )  # fmt: skip


def _question(kind: FindingKind, link: Link | None) -> Verdict:
    inputs: dict[str, Value] = {}
    if link is not None:
        inputs = {"agree": sorted(link.agree), "against": sorted(link.against)}
    shares = link is not None and "register_number" in link.agree
    return Verdict(
        kind=kind, field="register_number" if shares else "", value=None, inputs=inputs,
        confidence=min(0.95, link.probability) if link is not None else ALONE,
    )  # fmt: skip


def _lone(found: Meaning) -> Iterator[Group]:
    """Yield a question for each record that waits, in the district that it names."""
    areas = {area.code: area.pk for area in jurisdictions()}
    city = min(areas.values(), default=0)
    rows = claims_to_place(by=PLATFORM).filter(pk__in=list(found.lone))
    for key, code in rows.values_list("pk", "fields__jurisdiction").iterator(chunk_size=BATCH):
        home, link = found.lone[key]
        code = heirs().get(str(code), str(code))
        yield Group(
            verdict=_question(FindingKind.RECORD_NOT_PLACED, link), other_id=home, claim_id=key,
            jurisdiction_id=areas.get(code, city),
        )  # fmt: skip
