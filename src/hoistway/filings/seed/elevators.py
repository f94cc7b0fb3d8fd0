"""The filings of the demo's elevators: most are checked, some wait, are returned or missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from hoistway.filings.actions.following import follow
from hoistway.filings.actions.settling import reasons_of
from hoistway.filings.models import Decision, ElevatorFiling, Responsibility
from hoistway.filings.rules.filing import Circumstances, FilingWish, filing_faults
from hoistway.filings.rules.firm_content import FoundFault
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.seed.contracts import Filer, actor_in
from hoistway.filings.seed.rows import write_rows
from hoistway.filings.vocabulary import DecisionKind, FilingKind, FilingState, UnitAnswer
from hoistway.filings.vocabulary.decisions import Ground
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator


@dataclass(frozen=True, slots=True)
class _Fate:
    """How far a contract's filings are; without a state they were never filed."""

    state: FilingState | None
    answer: UnitAnswer = UnitAnswer.CONFIRMED
    has_file: bool = True


_CHECKED = _Fate(FilingState.CHECKED)
_ODD_FATES = {
    3: _Fate(FilingState.FILED), 7: _Fate(None), 11: _Fate(FilingState.FILED, UnitAnswer.ASKED),
    15: _Fate(FilingState.RETURNED), 19: _Fate(FilingState.FILED, has_file=False),
}  # fmt: skip
"""Which of each round of contracts are not checked. Chosen: a district that works its list off,
with something left on each of its tabs, also in a small city."""

_ROUND = 24

_DAY = timedelta(days=1)
_GROUNDS = (Ground.CHECKED, Ground.UNIT_CONFIRMED, Ground.NO_RIVAL)
_RETURNED = ("合同扫描件不清晰，请重新上传。", "合同与使用单位名称不一致，请核实。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One firm's contract with one use unit, for all its elevators there."""

    filer: Filer
    elevators: Sequence[Elevator]
    number: str
    since: date
    last: date
    people: tuple[int, ...]
    fate: _Fate
    filed_at: datetime


def file_bulk(
    *, filers: dict[int, Filer], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> list[ElevatorFiling]:  # fmt: skip
    """Lay down what the firms filed before the demo begins, and let the register follow.

    The rows are what the deeds would have left; thousands of them are written at once.
    """
    contracts = list(_contracts(filers, elevators, chance=chance, now=now))
    rows = [row for one in contracts for row in _filings(one, chance=chance, now=now)]
    _give_keys(rows)
    for row in rows:
        row.number = f"BA{local_day(at=row.filed_at):%y%m%d}{row.pk:06d}"
    held = [row for row in rows if row.state is FilingState.CHECKED]
    days, why = [_responsibility(row) for row in held], [_decision(row) for row in held]
    _give_keys(days)
    _give_keys(why)
    for table in (rows, days, why):
        write_rows(rows=table)
    follow(elevator_ids=[row.elevator_id for row in held], now=now)
    return rows


def _give_keys(rows: Sequence[Model]) -> None:
    if rows:
        keys = fresh_keys(table=rows[0]._meta.db_table, count=len(rows))
        for key, row in zip(keys, rows, strict=True):
            row.pk = key


def _contracts(
    filers: dict[int, Filer], elevators: Sequence[Elevator], *, chance: Random, now: datetime
) -> Iterator[Contract]:
    grouped: dict[tuple[int, int], list[Elevator]] = {}
    for row in elevators:
        if row.firm_id in filers and row.use_unit_id:
            grouped.setdefault((row.firm_id, row.use_unit_id), []).append(row)
    today = local_day(at=now)
    for turn, ((firm_id, _), own) in enumerate(grouped.items()):
        filer = filers[firm_id]
        own = own[: -(turn % 3 == 2) or None]  # a firm has forgotten the last one
        fate = _ODD_FATES.get(turn % _ROUND, _CHECKED)
        ago = chance.randrange(40, 700) if fate is _CHECKED else chance.randrange(2, 12)
        filed_at = now - ago * _DAY - timedelta(minutes=chance.randrange(500))
        since = local_day(at=filed_at) - chance.randrange(8) * _DAY
        ends = since + (365 * chance.choice([2, 3, 3]) - 1) * _DAY
        yield Contract(
            filer=filer, elevators=own, since=since, filed_at=filed_at,
            last=today + chance.randrange(4, 29) * _DAY if turn % _ROUND == 0 else ends,
            number=f"WB-{since:%Y}-{chance.randrange(10**4):04d}", fate=fate,
            people=tuple(chance.sample(filer.crew, min(2, len(filer.crew)))),
        )  # fmt: skip


def _filings(one: Contract, *, chance: Random, now: datetime) -> Iterator[ElevatorFiling]:
    if one.fate.state is None:
        return
    first = one.elevators[0]
    district = actor_in(
        role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=first.jurisdiction_id
    ).as_json()
    unit = actor_in(role=RoleKind.USE_UNIT, organisation_id=first.use_unit_id).as_json()
    why = chance.choice(_RETURNED)
    day = local_day(at=one.filed_at)
    for elevator in one.elevators:
        faults = _faults(one, elevator, now)
        state = one.fate.state
        if state is FilingState.CHECKED and any(fault.blocking for fault in faults):
            state = FilingState.FILED
        looked = state in {FilingState.CHECKED, FilingState.RETURNED}
        answered = one.fate.answer is UnitAnswer.CONFIRMED
        yield ElevatorFiling(
            form_id=UUID(int=chance.getrandbits(128), version=4), elevator=elevator,
            firm=one.filer.firm, jurisdiction_id=elevator.jurisdiction_id, kind=FilingKind.START,
            state=state, contract_number=one.number,
            contract_file_id=one.filer.contract_id if one.fate.has_file else None,
            period=DateRange(one.since, one.last + _DAY), technicians=sorted(one.people),
            promise_min=30, faults=[fault.as_json() for fault in faults],
            edition=policy_on(day=day).edition, unit_answer=one.fate.answer,
            answered_at=one.filed_at + timedelta(hours=9) if answered else None,
            answered_by=unit if answered else None, filed_at=one.filed_at,
            filed_by=one.filer.office.as_json(),
            checked_at=one.filed_at + timedelta(hours=20) if looked else None,
            checked_by=district if looked else None,
            checked_reason=why if state is FilingState.RETURNED else "",
        )  # fmt: skip


def _faults(one: Contract, elevator: Elevator, now: datetime) -> tuple[FoundFault, ...]:
    wish = FilingWish(
        kind=FilingKind.START, contract_number=one.number, first_day=one.since,
        last_day=one.last, technicians=one.people,
        contract_file_id=one.filer.contract_id if one.fate.has_file else None,
    )  # fmt: skip
    around = Circumstances(
        kind=elevator.kind, rated_speed_mps=elevator.rated_speed_mps,
        use_state=elevator.use_state, firm_checked=one.filer.is_checked,
        licences=one.filer.licences, certified_until=one.filer.certified,
        claimed_by_other=False, unit_denies=False, today=local_day(at=now),
    )  # fmt: skip
    policy = policy_on(day=local_day(at=one.filed_at))
    return filing_faults(wish=wish, around=around, policy=policy)


def _responsibility(row: ElevatorFiling) -> Responsibility:
    return Responsibility(
        elevator_id=row.elevator_id, firm_id=row.firm_id, filing_id=row.pk, period=row.period,
        decided_at=row.checked_at or row.filed_at,
    )  # fmt: skip


def _decision(row: ElevatorFiling) -> Decision:
    since, until = row.period.lower, row.period.upper
    return Decision(
        elevator_id=row.elevator_id, filing_id=row.pk, kind=DecisionKind.BEGIN,
        inputs={
            "filing": row.number, "kind": str(row.kind), "firm": row.firm_id,
            "since": since.isoformat(), "until": until.isoformat(),
            "filed_at": row.filed_at.isoformat(), "use_unit": row.elevator.use_unit_id,
            "unit_answer": str(row.unit_answer), "checked_by": row.checked_by,
            "objection_until": None, "rivals": [],
            "faults": [fault["fault"] for fault in row.faults],
        },
        reasons=reasons_of(grounds=_GROUNDS, words=""), edition=row.edition,
        at=row.checked_at or row.filed_at, by=PLATFORM.as_json(),
    )  # fmt: skip
