"""What the pages of filings name: a filing with its contract, an objection, a table."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import uuid4

from hoistway.filings.actions import FilingWish, file_elevator, object_to_filing
from hoistway.filings.actions.tables import NamedFile, ask_table
from hoistway.filings.models import ElevatorFiling, Objection, TableRun
from hoistway.filings.vocabulary import FilingKind
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import a_member

HEAD = "注册代码,合同编号,开始日期"


@dataclass(frozen=True, slots=True)
class Filed:
    """A filing of an elevator's firm to which its use unit objects, and a table of that firm."""

    filing: ElevatorFiling
    objection: Objection
    table: TableRun

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of the addresses of filings."""
        return {
            "filing_number": self.filing.number, "objection_id": str(self.objection.pk),
            "table_id": str(self.table.pk), "decision_id": "1",
        }  # fmt: skip


def a_filed_elevator(*, elevator: Elevator, now: datetime) -> Filed:
    """Return a filing of the elevator that waits for its district, with everything around it."""
    assert elevator.firm is not None
    assert elevator.use_unit is not None
    firm = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    unit = acting(membership=a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit))
    paper = keep(upload=BytesIO(b"%PDF-1.4 a contract"), now=now, by=firm)
    wish = FilingWish(
        kind=FilingKind.START, contract_number="HT-1", first_day=local_day(at=now),
        contract_file_id=paper.pk,
    )  # fmt: skip
    filing = file_elevator(elevator_id=elevator.pk, wish=wish, form_id=uuid4(), now=now, by=firm)
    objection = object_to_filing(
        filing_id=filing.pk, reason="没有签过这份合同", evidence_id=paper.pk, form_id=uuid4(),
        now=now, by=unit,
    )  # fmt: skip
    lines = f"{HEAD}\n{elevator.register_number},HT-1,2026-11-22\n"
    table = NamedFile("备案.csv", BytesIO(lines.encode()))
    run = ask_table(table=table, contracts=[], now=now, by=firm)
    filing.refresh_from_db()
    return Filed(filing, objection, run)
