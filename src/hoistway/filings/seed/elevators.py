"""The elevators of the demo city are filed: most are checked, some wait, a few are overdue."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random
from uuid import UUID

from hoistway.filings.actions import (
    DrawWish,
    FilingWish,
    draw_spot_checks,
    file_elevator,
    record_spot_check,
    urge_overdue,
)
from hoistway.filings.models import Decision, ElevatorFiling, Responsibility
from hoistway.filings.queries import checks_of, firms_checked, policy_on
from hoistway.filings.vocabulary import (
    CheckResult,
    DecisionKind,
    FilingKind,
    FilingState,
    UnitAnswer,
)
from hoistway.filings.vocabulary.decisions import Ground
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import account_of_role, actor_of, members
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState

ASKED, WAITING, RETURNED, UNFILED = 45, 46, 47, 48
"""Which of each fifty elevators still wait for their use unit, wait for the district, were
returned, or were never filed (this one and the next); the others are checked."""

STRIDE = 7
"""By how much the place grows from elevator to elevator, so that every district has of each."""

LAID_DRAWS, LEAST_DRAWN, DISPUTES, CALLED = 3, 5, 2, 0.6
_DAY = timedelta(days=1)
_PAPER = (
    b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
"""An empty page: the contracts of the demo have nothing to read."""


def lay_out_filings(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let the firms of the demo that are checked file their elevators, and the districts look."""
    checked = firms_checked(firm_ids=sorted({row.firm_id for row in elevators if row.firm_id}))
    rows = [row for row in elevators if row.firm_id in checked and row.use_state is UseState.IN_USE]
    paper = keep(upload=BytesIO(_PAPER), now=now, by=PLATFORM)
    scribe = _Scribe(paper, chance, now)
    made = [scribe.filing(row, number * STRIDE % 50) for number, row in enumerate(rows)]
    filings = ElevatorFiling.objects.bulk_create([one for one in made if one is not None])
    for filing in filings:
        filing.number = f"BA{local_day(at=filing.filed_at):%y%m%d}{filing.pk:06d}"
    ElevatorFiling.objects.bulk_update(filings, ["number"], batch_size=500)
    _hold([one for one in filings if one.state is FilingState.CHECKED])
    _dispute(rows, scribe)
    _draw(filings, scribe)
    urge_overdue(now=now)


class _Scribe:
    """Writes filings as the firms' offices would, and remembers who acts for whom."""

    def __init__(self, paper: Attachment, chance: Random, now: datetime) -> None:
        self.paper, self.chance, self.now = paper, chance, now
        self.today = local_day(at=now)
        self._actors: dict[tuple[RoleKind, int], Actor] = {}
        self._crews: dict[int, list[int]] = {}

    def office(self, firm_id: int) -> Actor:
        """Return a firm's office."""
        return self._actor(RoleKind.FIRM_OFFICE, firm_id, organisation_id=firm_id)

    def district(self, jurisdiction_id: int) -> Actor:
        """Return a district's desk."""
        role = RoleKind.DISTRICT_REGULATOR
        return self._actor(role, jurisdiction_id, jurisdiction_id=jurisdiction_id)

    def _actor(self, role: RoleKind, key: int, **whose: int) -> Actor:
        if (role, key) not in self._actors:
            account = account_of_role(role=role, **whose)
            self._actors[role, key] = actor_of(account=account) if account else PLATFORM
        return self._actors[role, key]

    def crew(self, firm_id: int) -> list[int]:
        """Return two technicians of a firm."""
        if firm_id not in self._crews:
            crew = members(organisation_id=firm_id, role=RoleKind.TECHNICIAN, at=self.now)
            self._crews[firm_id] = [row.person_id for row in crew]
        known = self._crews[firm_id]
        return sorted(self.chance.sample(known, min(2, len(known))))

    def form_id(self) -> UUID:
        """Return the number of a form."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def filing(self, row: Elevator, place: int) -> ElevatorFiling | None:
        """Return the filing of an elevator, by its place among fifty; None where there is none."""
        if place >= UNFILED or row.firm_id is None:
            return None
        state = {ASKED: FilingState.FILED, WAITING: FilingState.FILED,
                 RETURNED: FilingState.RETURNED}.get(place, FilingState.CHECKED)  # fmt: skip
        is_open = state is FilingState.FILED
        ago = self.chance.randrange(1, 12) if place >= ASKED else self.chance.randrange(40, 500)
        filed_at = self.now - ago * _DAY
        answer = UnitAnswer.ASKED if place == ASKED else UnitAnswer.CONFIRMED
        first, after = self._days(local_day(at=filed_at), place)
        return ElevatorFiling(
            form_id=self.form_id(), number=f"*{row.pk}", elevator=row, firm_id=row.firm_id,
            jurisdiction_id=row.jurisdiction_id, kind=FilingKind.START, state=state,
            contract_number=f"WB-{first:%Y}-{self.chance.randrange(10**5):05d}",
            contract_file=self.paper, period=(first, after), technicians=self.crew(row.firm_id),
            edition=policy_on(day=self.today).edition,
            unit_answer=answer if row.use_unit_id else UnitAnswer.NOBODY,
            answered_at=None if answer is UnitAnswer.ASKED else filed_at + _DAY,
            filed_at=filed_at, filed_by=self.office(row.firm_id).as_json(),
            checked_at=None if is_open else filed_at + _DAY,
            checked_by=None if is_open else self.district(row.jurisdiction_id).as_json(),
            checked_reason="合同截止日期与合同扫描件不符，请更正后重新提交。"
            if state is FilingState.RETURNED else "",
        )  # fmt: skip

    def _days(self, filed: date, place: int) -> tuple[date, date]:
        """Return the days of a contract; the first of each fifty ends within a month."""
        first = filed - timedelta(days=self.chance.randrange(0, 8))
        if place == 0:
            return first, self.today + timedelta(days=self.chance.randrange(4, 29))
        return first, first + timedelta(days=365 * self.chance.choice([2, 3, 3]))


def _hold(filings: Sequence[ElevatorFiling]) -> None:
    """Let checked filings hold their days, each with the decision that says why."""
    Responsibility.objects.bulk_create(
        Responsibility(
            elevator_id=one.elevator_id, firm_id=one.firm_id, filing=one, period=one.period,
            decided_at=one.checked_at or one.filed_at,
        )
        for one in filings
    )  # fmt: skip
    Decision.objects.bulk_create(_decision(one) for one in filings)


def _decision(one: ElevatorFiling) -> Decision:
    first, after = one.period
    grounds = (Ground.CHECKED, Ground.UNIT_CONFIRMED, Ground.NO_RIVAL)
    return Decision(
        elevator_id=one.elevator_id, filing=one, kind=DecisionKind.BEGIN, edition=one.edition,
        inputs={
            "filing": one.number, "kind": str(one.kind), "firm": one.firm_id,
            "since": first.isoformat(), "until": after.isoformat(), "rivals": [], "faults": [],
            "filed_at": one.filed_at.isoformat(), "unit_answer": str(one.unit_answer),
            "use_unit": one.elevator.use_unit_id, "checked_by": one.checked_by,
            "objection_until": None,
        },
        reasons=[{"ground": str(ground)} for ground in grounds], undo=[],
        at=one.checked_at or one.filed_at,
        by=one.checked_by,
    )  # fmt: skip


def _dispute(rows: Sequence[Elevator], scribe: _Scribe) -> None:
    """Let a firm claim a few elevators that another firm holds."""
    firms = sorted({row.firm_id for row in rows if row.firm_id})
    for row in rows[3 : 3 + DISPUTES]:
        rival = next((firm for firm in firms if firm != row.firm_id), None)
        if rival is not None:
            wish = FilingWish(
                kind=FilingKind.START, contract_number=f"WB-{scribe.today:%Y}-77{row.pk % 1000:03}",
                first_day=scribe.today, last_day=scribe.today + 729 * _DAY,
                technicians=tuple(scribe.crew(rival)), contract_file_id=scribe.paper.pk,
            )  # fmt: skip
            file_elevator(
                elevator_id=row.pk, wish=wish, form_id=scribe.form_id(), now=scribe.now,
                by=scribe.office(rival),
            )  # fmt: skip


def _draw(filings: Sequence[ElevatorFiling], scribe: _Scribe) -> None:
    """Let the first districts draw some and call the first of them."""
    homes = [one.jurisdiction_id for one in filings if one.state is FilingState.CHECKED]
    able = [home for home in sorted(set(homes)) if homes.count(home) >= LEAST_DRAWN]
    for home in able[:LAID_DRAWS]:
        desk, wish = scribe.district(home), DrawWish(jurisdiction_id=home, size=LEAST_DRAWN)
        draw = draw_spot_checks(
            wish=wish, form_id=scribe.form_id(), now=scribe.now - 2 * _DAY, by=desk
        )
        checks = list(checks_of(draw_id=draw.pk))
        for number, check in enumerate(checks[: round(CALLED * len(checks))]):
            result = CheckResult.NO_ANSWER if number == 1 else CheckResult.TRUE
            record_spot_check(
                spot_check_id=check.pk, result=result, answered_s=scribe.chance.randrange(6, 40),
                words="连拨三次无人接听。" if number == 1 else "", now=scribe.now - _DAY, by=desk,
            )  # fmt: skip
