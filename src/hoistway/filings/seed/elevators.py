"""The demo's elevators are filed: most hold, some wait, are disputed, returned, or not filed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

from django.db import connection

from hoistway.filings.actions import (
    FilingWish,
    answer_filing,
    check_filing,
    file_elevator,
    object_to_filing,
    return_filing,
)
from hoistway.filings.models import Decision, ElevatorFiling, Responsibility
from hoistway.filings.queries import policy_on
from hoistway.filings.vocabulary import (
    DecisionKind,
    FilingKind,
    FilingState,
    UnitAnswer,
)
from hoistway.filings.vocabulary.decisions import Ground
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of, members
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState

HELD = 0.9
"""Share of elevators whose filing holds. Chosen: a city some years after the notice."""

MOST_STORIES = 48
"""Elevators about which something is open. Chosen: each list of the desks has some."""

_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Cast:
    """Who acts for whom, looked up once."""

    chance: Random
    now: datetime
    contract_id: int = 0
    offices: dict[int, Actor | None] = field(default_factory=dict)
    units: dict[int, Actor | None] = field(default_factory=dict)
    districts: dict[int, Actor | None] = field(default_factory=dict)
    crews: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def office(self, firm_id: int) -> Actor | None:
        """Return who files for a firm."""
        if firm_id not in self.offices:
            self.offices[firm_id] = _actor(RoleKind.FIRM_OFFICE, organisation_id=firm_id)
        return self.offices[firm_id]

    def unit(self, unit_id: int) -> Actor | None:
        """Return who answers for a use unit."""
        if unit_id not in self.units:
            self.units[unit_id] = _actor(RoleKind.USE_UNIT, organisation_id=unit_id)
        return self.units[unit_id]

    def district(self, jurisdiction_id: int) -> Actor | None:
        """Return who checks in a district."""
        if jurisdiction_id not in self.districts:
            self.districts[jurisdiction_id] = _actor(
                RoleKind.DISTRICT_REGULATOR, jurisdiction_id=jurisdiction_id
            )
        return self.districts[jurisdiction_id]

    def crew(self, firm_id: int) -> tuple[int, ...]:
        """Return up to two technicians of a firm."""
        if firm_id not in self.crews:
            staff = members(organisation_id=firm_id, role=RoleKind.TECHNICIAN, at=self.now)
            self.crews[firm_id] = tuple(staff.values_list("person_id", flat=True)[:2])
        return self.crews[firm_id]


def _actor(role: RoleKind, **scope: int) -> Actor | None:
    account = account_of_role(role=role, **scope)
    return actor_of(account=account) if account else None


def lay_out_elevators(
    *, firms: Sequence[Organisation], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> None:
    """Let the firms of the demo file their elevators, and everybody answer as people would."""
    cast = _Cast(chance, now)
    cast.contract_id = keep(upload=BytesIO(_paper()), now=now, by=_first_office(cast, firms)).pk
    filed = [row for row in elevators if row.firm_id and row.use_state is UseState.IN_USE]
    chance.shuffle(filed)
    held = filed[: int(len(filed) * HELD)]
    _hold(held, cast)
    open_ones = filed[len(held) :][:MOST_STORIES]
    for number, elevator in enumerate(open_ones):
        _wait(elevator, number, cast)
    for number, elevator in enumerate(held[: max(1, MOST_STORIES // 12)]):
        _dispute(elevator, number, firms, cast)


def _first_office(cast: _Cast, firms: Sequence[Organisation]) -> Actor:
    found = next((a for firm in firms if (a := cast.office(firm.pk))), None)
    if found is None:
        raise LookupError("no office of a firm")
    return found


def _hold(elevators: Sequence[Elevator], cast: _Cast) -> None:
    """Lay down filings that hold with their days and decisions, all at once."""
    keys = _fresh_keys(len(elevators))
    filings = [_held(row, key, cast) for row, key in zip(elevators, keys, strict=True)]
    ElevatorFiling.objects.bulk_create(filings, batch_size=1000)
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                elevator_id=one.elevator_id, firm_id=one.firm_id, filing=one, period=one.period,
                decided_at=one.checked_at or one.filed_at,
            )
            for one in filings
        ],
        batch_size=1000,
    )  # fmt: skip
    Decision.objects.bulk_create([_decided(one) for one in filings], batch_size=1000)


def _fresh_keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('filings_elevatorfiling', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [key for (key,) in cursor.fetchall()]


def _held(elevator: Elevator, key: int, cast: _Cast) -> ElevatorFiling:
    chance, today = cast.chance, local_day(at=cast.now)
    since = today - chance.randrange(20, 700) * _DAY
    until = since.replace(year=since.year + 2, day=min(since.day, 28))
    filed_at = cast.now - timedelta(days=(today - since).days, hours=chance.randrange(1, 9))
    office, district = cast.office(elevator.firm_id or 0), cast.district(elevator.jurisdiction_id)
    return ElevatorFiling(
        pk=key, form_id=UUID(int=chance.getrandbits(128), version=4),
        number=f"BA{local_day(at=filed_at):%y%m%d}{key:06d}", elevator=elevator,
        firm_id=elevator.firm_id or 0, jurisdiction_id=elevator.jurisdiction_id,
        kind=FilingKind.START, state=FilingState.CHECKED, contract_file_id=cast.contract_id,
        contract_number=f"WB-{since.year}-{elevator.firm_id:03d}", period=(since, until),
        technicians=sorted(cast.crew(elevator.firm_id or 0)), edition=_edition(filed_at, elevator),
        unit_answer=UnitAnswer.CONFIRMED if elevator.use_unit_id else UnitAnswer.NOBODY,
        answered_at=filed_at + 2 * _DAY if elevator.use_unit_id else None,
        filed_at=filed_at, filed_by=office.as_json() if office else {},
        checked_at=filed_at + 3 * _DAY, checked_by=district.as_json() if district else None,
    )  # fmt: skip


def _edition(at: datetime, elevator: Elevator) -> str:
    return policy_on(day=local_day(at=at), jurisdiction_code=elevator.jurisdiction.code).edition


def _decided(filing: ElevatorFiling) -> Decision:
    confirmed = filing.unit_answer is UnitAnswer.CONFIRMED
    unit = Ground.UNIT_CONFIRMED if confirmed else Ground.NO_USE_UNIT
    return Decision(
        elevator_id=filing.elevator_id, filing=filing, kind=DecisionKind.BEGIN,
        inputs={
            "filing": filing.number, "kind": str(filing.kind), "firm": filing.firm_id,
            "since": filing.period[0].isoformat(), "until": filing.period[1].isoformat(),
            "filed_at": filing.filed_at.isoformat(), "unit_answer": str(filing.unit_answer),
            "checked_by": filing.checked_by, "rivals": [], "faults": [],
        },
        reasons=[{"ground": str(one)} for one in (Ground.CHECKED, unit, Ground.NO_RIVAL)],
        edition=filing.edition, at=filing.checked_at or filing.filed_at, by=filing.checked_by or {},
    )  # fmt: skip


def _wish(elevator: Elevator, firm_id: int, cast: _Cast) -> FilingWish:
    first: date = local_day(at=cast.now)
    return FilingWish(
        kind=FilingKind.START, contract_number=f"WB-{first.year}-{firm_id:03d}-N",
        first_day=first, last_day=first + 364 * _DAY, technicians=cast.crew(firm_id),
        contract_file_id=cast.contract_id,
    )  # fmt: skip


def _file(elevator: Elevator, firm_id: int, wish: FilingWish, cast: _Cast) -> ElevatorFiling | None:
    office = cast.office(firm_id)
    if office is None:
        return None
    form_id = UUID(int=cast.chance.getrandbits(128), version=4)
    return file_elevator(
        elevator_id=elevator.pk, wish=wish, form_id=form_id, now=cast.now, by=office
    )


def _wait(elevator: Elevator, number: int, cast: _Cast) -> None:
    """File an elevator and leave it where its number says: waiting, confirmed, denied, returned."""
    firm_id = elevator.firm_id or 0
    wish = _wish(elevator, firm_id, cast)
    if number % 6 == 3:
        wish = replace(wish, contract_file_id=None)
    filing = _file(elevator, firm_id, wish, cast)
    unit = cast.unit(elevator.use_unit_id or 0)
    district = cast.district(elevator.jurisdiction_id)
    if filing is None:
        return
    if number % 6 in {1, 4} and unit:
        answer_filing(filing_id=filing.pk, confirms=True, reason="", now=cast.now, by=unit)
    if number % 6 == 4 and district and unit is None:
        check_filing(filing_id=filing.pk, now=cast.now, by=district)
    if number % 12 == 2 and unit:
        reason = "我们没有和这家单位签过合同。"
        answer_filing(filing_id=filing.pk, confirms=False, reason=reason, now=cast.now, by=unit)
    if number % 6 == 3 and district:
        reason = "合同只有首页，请上传盖章的完整合同。"
        return_filing(filing_id=filing.pk, reason=reason, now=cast.now, by=district)


def _dispute(elevator: Elevator, number: int, firms: Sequence[Organisation], cast: _Cast) -> None:
    """Let another firm claim an elevator; every other time the old one objects."""
    turn = number % len(firms)
    others = (*firms[turn:], *firms[:turn])
    other = next(firm for firm in others if firm.pk != elevator.firm_id)
    filing = _file(elevator, other.pk, _wish(elevator, other.pk, cast), cast)
    old = cast.office(elevator.firm_id or 0)
    if filing is None or old is None or number % 2:
        return
    object_to_filing(
        filing_id=filing.pk, reason="我单位合同尚未到期，未收到解除通知。", evidence_id=None,
        form_id=UUID(int=cast.chance.getrandbits(128), version=4), now=cast.now, by=old,
    )  # fmt: skip


def _paper() -> bytes:
    """Return a PDF of one page that says it is a contract of the demonstration."""
    words = b"BT /F1 24 Tf 72 720 Td (DEMO - maintenance contract) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    ]  # fmt: skip
    paper, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(paper))
        paper += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(paper))
    return paper + head + table + end
