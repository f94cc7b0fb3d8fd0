"""A client that a tool made from the contract does a month of a firm's work."""

import importlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from inspect import signature
from os import getpid
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hoistway.changes.actions import note_heard
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.parties.vocabulary import RoleKind
from hoistway.server import contract
from tests.browser.server import serving
from tests.world.clock import HandClock, clock_in_hand
from tests.world.database import own_database, using_database
from tests.world.filings import a_filing_firm, a_stage
from tests.world.maintenance import AN_HOUR
from tests.world.own_systems import an_own_system
from tests.world.parties import NOW, an_actor
from tests.world.programs import Program, a_program
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.long
NAME = "city_client"
SETTINGS = """
post_hooks: []
content_type_overrides:
  application/zip: application/octet-stream
  image/jpeg: application/octet-stream
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """Make the client, in a folder of its own."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "settings.yml").write_text(SETTINGS, encoding="utf-8")
    tool = Path(sys.executable).parent / "openapi-python-client"
    subprocess.run(
        [tool, "generate", "--path", contract.CONTRACT, "--output-path", folder / NAME,
         "--meta", "none", "--config", folder / "settings.yml"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    sys.path.insert(0, str(folder))
    yield importlib.import_module(NAME)
    sys.path.remove(str(folder))


class Caller:
    """A system of somebody's own, calling by the made client."""

    def __init__(self, address: str, program: Program) -> None:
        client = importlib.import_module(f"{NAME}.client")
        self.client = client.AuthenticatedClient(base_url=address, token=program.secret)

    def call(self, topic: str, name: str, body: Any = None, **more: Any) -> Any:
        """Call one operation and return what it answers, which is no refusal."""
        made = importlib.import_module(f"{NAME}.api.{topic}.{name}")
        if body is not None:
            more |= {"body": body}
        if "idempotency_key" in signature(made.sync).parameters:
            more |= {"idempotency_key": str(uuid.uuid4())}
        answer = made.sync(client=self.client, **more)
        assert answer is not None
        assert type(answer).__name__ != "Problem", answer
        return answer

    def form(self, name: str, said: dict[str, Any]) -> Any:
        """Return a form of the contract, filled in."""
        return getattr(importlib.import_module(f"{NAME}.models"), name).from_dict(said)


def test_every_operation_becomes_a_method(made: ModuleType) -> None:
    assert made.__file__
    methods = {path.stem for path in Path(made.__file__).parent.glob("api/*/*.py")}
    document = contract.CONTRACT.read_text(encoding="utf-8")

    lost = [name for name in contract.since(contract.CHANGES["en"]).came if name not in methods]

    assert lost == [name for name in lost if f'"{name}"' not in document or _of_bytes(name)]


def _of_bytes(name: str) -> bool:
    """Whether it takes files or lines only, which the tool cannot make."""
    return name in {"attachments_send_file", "claims_say_claims"}


def test_a_month_of_work_goes_there_and_back(
    made: ModuleType, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    name = f"client_{getpid()}"
    with (
        django_db_blocker.unblock(), own_database(name=name), using_database(name=name),
        clock_in_hand(tmp_path / "clock", NOW) as clock, serving() as address,
        closing(Month(address, clock)) as month,
    ):  # fmt: skip
        month.reads_the_register_and_the_plan()
        filing = month.files_another_elevator()
        repair = month.opens_a_repair()
        first = month.sends_a_visit()
        fault = month.mends_a_fault()
        month.later(days=14)
        second = month.sends_a_visit()
        month.closes_the_repair(repair, second)

        listed = month.firm.call("visits", "visits_list_visits", elevator=month.number)
        assert {str(one.visit) for one in listed.items} >= {first, second}
        changed = month.follows_the_changes()
        assert changed >= {
            f"filings/{filing}", f"repairs/{repair}", f"faults/{fault}", f"visits/{first}",
            f"visits/{second}",
        }  # fmt: skip


class Month:
    """What a firm's own system does in a month, and its use unit's answers."""

    def __init__(self, address: str, clock: HandClock) -> None:
        self.clock, self.now = clock, NOW
        self.filer = a_filing_firm()
        self.system = an_own_system(elevator=an_elevator(site=Site(firm=self.filer.firm)))
        self.firm = Caller(address, self.system.program)
        self.stage = a_stage()
        self.unit = Caller(address, a_program(by=self.stage.by_unit))
        owner = an_actor(role=RoleKind.USE_UNIT, organisation=self.system.elevator.use_unit)
        self.owner = Caller(address, a_program(by=owner))
        self.number = self.system.elevator.register_number

    def close(self) -> None:
        for one in (self.firm, self.unit, self.owner):
            one.client.get_httpx_client().close()

    def later(self, *, days: int) -> None:
        self.clock.later(timedelta(days=days).total_seconds())
        self.now += timedelta(days=days)

    def reads_the_register_and_the_plan(self) -> None:
        work_out_schedules(elevator_ids=[self.system.elevator.pk], now=self.now)
        listed = self.firm.call("elevators", "elevators_list_elevators", limit=5)
        (found,) = (one for one in listed.items if one.register_number == self.number)
        read = self.firm.call("elevators", "elevators_read_elevator", register_number=self.number)
        planned = self.firm.call(
            "schedules", "schedules_read_schedule", register_number=self.number
        )
        assert read == found
        assert planned.register_number == self.number

    def files_another_elevator(self) -> str:
        day = local_day(at=self.now)
        said = {
            "register_number": self.stage.elevator.register_number, "contract_number": "WB-1",
            "first_day": day.isoformat(), "last_day": "2190-01-01",
            "technicians": [f"P{self.filer.technician_id}"],
        }  # fmt: skip
        filed = self.firm.call("filings", "filings_file_filings", self.firm.form("FilingIn", said))
        yes = self.unit.form("UnitAnswerIn", {"confirms": True})
        self.unit.call("filings", "filing_deeds_answer", yes, number=filed.number)
        read = self.firm.call("filings", "filings_read_filing", number=filed.number)
        assert str(read.unit_answer) == "confirmed"
        return str(read.number)

    def opens_a_repair(self) -> str:
        said = {"register_number": self.number, "words": "the landing lock of floor 3 is worn"}
        opened = self.firm.call(
            "repairs", "repairs_open_one", self.firm.form("RepairsRepairIn", said)
        )
        begun = {"deed": "begin", "technician": self.system.people()[0]}
        self._moves(self.firm, opened.number, **begun)
        return str(opened.number)

    def closes_the_repair(self, number: str, visit: str) -> None:
        self._moves(self.firm, number, deed="finish", visit=visit, words="the lock is new")
        self._moves(self.owner, number, deed="return")
        read = self.firm.call("repairs", "repairs_read_repair", number=number)
        assert (str(read.state), str(read.done_in)) == ("returned", visit)
        assert len(read.steps) >= 3

    def _moves(self, who: Caller, number: str, **said: Any) -> None:
        who.call("repairs", "repairs_move_repair", who.form("MoveIn", said), number=number)

    def sends_a_visit(self) -> str:
        said = {"begun_at": self.now - AN_HOUR, "ended_at": self.now - AN_HOUR / 2}
        work = self.system.work(**{name: at.isoformat() for name, at in said.items()})
        text = self.firm.call(
            "visits", "visits_sending_preview_visit", self.firm.form("WorkIn", work)
        )
        assert text.mistakes == []
        signed = [
            one | {"signed_at": self.now.isoformat()}
            for one in self.system.signatures(text=text.content)
        ]
        body = self.firm.form("VisitIn", {"content": text.content, "signatures": signed})
        kept = self.firm.call("visits", "visits_sending_send_visit", body)
        read = self.firm.call("visits", "visits_read_visit", visit=kept.visit)
        assert read.record_sha256 == kept.record_sha256
        self.owner.call("visits", "visits_answers_confirm", visit=kept.visit)
        return str(kept.visit)

    def mends_a_fault(self) -> str:
        said = {"register_number": self.number, "kind": "shaking", "words": "rattles at floor 3"}
        fault = self.firm.call("faults", "faults_report_fault", self.firm.form("FaultIn", said))
        self.later(days=1)
        words = self.firm.form("WordsIn", {"words": "guide shoe replaced"})
        self.firm.call("faults", "faults_mend_fault", words, number=fault.number)
        read = self.firm.call("faults", "faults_read_fault", number=fault.number)
        assert (read.number, read.register_number) == (fault.number, self.number)
        return str(read.number)

    def follows_the_changes(self) -> set[str]:
        note_heard(now=self.now, by=PLATFORM)
        seen: set[str] = set()
        after, more = "", True
        while more:
            page = self.firm.call("changes", "changes_read_changes", after=after, limit=3)
            seen |= {one.subject for one in page.items}
            after, more = page.next_, page.more
        return seen
