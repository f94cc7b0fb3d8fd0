"""An insurer hands in a table of policies; good rows are taken over beside bad ones."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import Upload, keep_table, path_of
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.foundation.sheets import Line, open_sheet
from hoistway.insurance.actions.entering import Way, cover, covered_from, in_force, located, opened
from hoistway.insurance.actions.steps import Told, step
from hoistway.insurance.events import TableHandedIn
from hoistway.insurance.models import Policy, PolicyTable, PolicyTableRow
from hoistway.insurance.rules.entry import CellFault, PolicyWords
from hoistway.insurance.rules.policy import policy_on
from hoistway.insurance.rules.table_row import RowRead, places_of, read_row
from hoistway.insurance.vocabulary import (
    PolicyDeed,
    PolicySource,
    PolicyState,
    RowFault,
    TableColumn,
)
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.vocabulary import RunState


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table with the name that it had where it came from."""

    name: str
    upload: Upload


@dataclass(slots=True)
class _Sorted:
    """The rows of a table: what is wrong with which line, and the sound ones by policy number."""

    bad: dict[int, tuple[Line, tuple[CellFault, ...]]] = field(default_factory=dict)
    sound: dict[str, list[tuple[Line, PolicyWords, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    rows: int = 0
    policies: int = 0
    covers: int = 0
    unchanged: int = 0


def hand_in_table(*, table: NamedTable, form_id: UUID, now: datetime, by: Actor) -> PolicyTable:
    """Keep a table and have a task take its rows over; a form twice is one table.

    Announces: TableHandedIn. Raises: NotAllowed, BadTable, TableUnreadable, TableTooLong,
    HeadingsMissing.
    """
    require(by=by, deed=Deed.KEEP_INSURANCE)
    if not by.organisation_id:
        raise NotAllowed
    known = PolicyTable.objects.filter(form_id=form_id, insurer_id=by.organisation_id).first()
    if known is not None:
        return known
    kept = keep_table(upload=table.upload, now=now, by=by)
    with open_sheet(path=path_of(attachment=kept)) as sheet:
        places_of(header=sheet.header)
        rows = sum(1 for _ in sheet.lines)
    with transaction.atomic():
        row = PolicyTable.objects.create(
            form_id=form_id, at=now, by=by.as_json(), insurer_id=by.organisation_id,
            state=RunState.WAITING, file=kept, file_name=Path(table.name).name[:200], rows=rows,
        )  # fmt: skip
        announce(TableHandedIn(table_id=row.pk))
    return row


@transaction.atomic
def take_table_over(*, table_id: int, now: datetime) -> None:
    """Enter what a table says, in one transaction; a row handed in again changes nothing.

    Runs once: a worker that is killed leaves the table waiting, and the next begins anew.
    """
    row = PolicyTable.objects.select_for_update().filter(pk=table_id).first()
    if row is None or row.state is not RunState.WAITING:
        return
    by = Actor(
        kind=ActorKind.PERSON, name=str(row.by.get("name", "")), role=str(row.by.get("role", "")),
        person_id=int(row.by.get("person", 0)), organisation_id=row.insurer_id,
    )  # fmt: skip
    rows = _sorted(row, now=now)
    _enter(rows, now=now, by=by)
    PolicyTableRow.objects.bulk_create(
        PolicyTableRow(
            table=row, line=number, cells=list(line.cells),
            reasons=[one.as_json() for one in faults],
        )
        for number, (line, faults) in sorted(rows.bad.items())
    )  # fmt: skip
    row.state, row.ended_at, row.rows = RunState.DONE, now, rows.rows
    row.policies, row.covers = rows.policies, rows.covers
    row.unchanged, row.refused = rows.unchanged, len(rows.bad)
    row.save()
    touch(f"policy-table.{row.pk}")


def _sorted(table: PolicyTable, *, now: datetime) -> _Sorted:
    most_years = policy_on(day=local_day(at=now)).most_years
    found = _Sorted()
    with open_sheet(path=path_of(attachment=table.file)) as sheet:
        places = places_of(header=sheet.header)
        read = [
            (line, read_row(cells=line.cells, places=places, most_years=most_years))
            for line in sheet.lines
        ]
    found.rows = len(read)
    there = located(register_numbers={one.register_number for _, one in read if one.words})
    for line, one in read:
        faults = one.faults or _lost(one, there)
        if faults or one.words is None:
            found.bad[line.number] = (line, faults)
        else:
            key = there[one.register_number]
            found.sound[one.words.number].append((line, one.words, key))
    return found


def _lost(row: RowRead, there: Mapping[str, int]) -> tuple[CellFault, ...]:
    key = there.get(row.register_number)
    if key:
        return ()
    fault = RowFault.ELEVATOR_UNKNOWN if key is None else RowFault.ELEVATOR_SCRAPPED
    return (CellFault(fault, TableColumn.ELEVATOR, row.register_number),)


def _enter(rows: _Sorted, *, now: datetime, by: Actor) -> None:
    numbers = list(rows.sound)
    known = in_force(numbers=numbers, insurer_id=by.organisation_id)
    gone = set(
        Policy.objects.filter(
            insurer_id=by.organisation_id, number__in=numbers, state=PolicyState.CANCELLED
        ).values_list("number", flat=True)
    ) - set(known)  # fmt: skip
    for number, ones in rows.sound.items():
        if number in gone:
            fault = CellFault(RowFault.CANCELLED, TableColumn.NUMBER, number)
            rows.bad |= {line.number: (line, (fault,)) for line, *_ in ones}
            continue
        _enter_one(rows, known.get(number), ones, now=now, by=by)


def _enter_one(
    rows: _Sorted, policy: Policy | None, ones: list[tuple[Line, PolicyWords, int]], *,
    now: datetime, by: Actor,
) -> None:  # fmt: skip
    first = _words_of(policy) if policy else _plain(ones[0][1])
    keys: set[int] = set()
    for line, words, key in ones:
        if _plain(words) == first:
            rows.unchanged += key in keys
            keys.add(key)
        else:
            fault = CellFault(RowFault.DIFFERS, TableColumn.NUMBER, words.number)
            rows.bad[line.number] = (line, (fault,))
    form_id, deed = uuid4(), PolicyDeed.ADD
    if policy is None:
        way = Way(source=PolicySource.FILE)
        policy = opened(words=ones[0][1], way=way, form_id=form_id, now=now, by=by)
        deed, rows.policies = PolicyDeed.ENTER, rows.policies + 1
    held = covered_from(policy=policy, first=policy.period.lower)
    fresh = keys - held
    rows.unchanged += len(keys & held)
    rows.covers += len(fresh)
    if fresh:
        cover(policy=policy, elevator_ids=fresh, first=policy.period.lower)
        told = Told(form_id=form_id, facts={"elevators": sorted(fresh)})
        step(policy, deed, told=told, now=now, by=by)


def _plain(words: PolicyWords) -> tuple[object, ...]:
    """Return what rows of one policy have to agree in."""
    return (
        words.holder_kind, words.holder_name, words.first, words.last, words.sum_insured_fen,
        words.each_accident_fen,
    )  # fmt: skip


def _words_of(policy: Policy) -> tuple[object, ...]:
    last = policy.period.upper - policy.period.upper.resolution
    return (
        policy.holder_kind, policy.holder_name, policy.period.lower, last, policy.sum_insured_fen,
        policy.each_accident_fen,
    )  # fmt: skip
