"""A client that a tool made from the contract does a month of a firm's work."""

import importlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from os import getpid
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hoistway.server import contract
from tests.browser.server import serving
from tests.world.clock import HandClock, clock_in_hand
from tests.world.database import own_database, using_database
from tests.world.maintenance import a_visit
from tests.world.own_systems import OwnSystem, an_own_system
from tests.world.parties import NOW

pytestmark = pytest.mark.long
NAME = "city_client"
SETTINGS = """
post_hooks: []
content_type_overrides:
  application/x-ndjson: application/json
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


class Firm:
    """The firm's own system, calling by the made client."""

    def __init__(self, address: str, system: OwnSystem) -> None:
        client = importlib.import_module(f"{NAME}.client")
        self.client = client.AuthenticatedClient(base_url=address, token=system.program.secret)

    def call(self, topic: str, name: str, body: Any = None, **more: Any) -> Any:
        """Call one operation and return what it answers, which is no refusal."""
        made = importlib.import_module(f"{NAME}.api.{topic}.{name}")
        if body is not None:
            more |= {"body": body, "idempotency_key": str(uuid.uuid4())}
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
    """Whether it takes bytes of several types, which the tool cannot make."""
    return name == "attachments_send_file"


def test_a_month_of_work_goes_there_and_back(
    made: ModuleType, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    name = f"client_{getpid()}"
    with (
        django_db_blocker.unblock(), own_database(name=name), using_database(name=name),
        clock_in_hand(tmp_path / "clock", NOW) as clock, serving() as address,
    ):  # fmt: skip
        system = an_own_system()
        firm = Firm(address, system)

        number = _reads_the_register(firm)
        sent = [_visits(firm, system), _a_fault_is_mended(firm, number, clock)]

        assert number == system.elevator.register_number
        listed = firm.call("visits", "visits_list_visits", elevator=number)
        assert str(sent[0]) in {str(one.visit) for one in listed.items}


def _reads_the_register(firm: Firm) -> str:
    listed = firm.call("elevators", "elevators_list_elevators", limit=5)
    read = firm.call(
        "elevators", "elevators_read_elevator", register_number=listed.items[0].register_number
    )
    assert read == listed.items[0]
    return str(read.register_number)


def _visits(firm: Firm, system: OwnSystem) -> uuid.UUID:
    a_visit(elevator=system.elevator)
    work = firm.form("WorkIn", system.work())
    text = firm.call("visits", "visits_sending_preview_visit", work)
    assert text.mistakes == []
    said = {"content": text.content, "signatures": system.signatures(text=text.content)}
    kept = firm.call("visits", "visits_sending_send_visit", firm.form("VisitIn", said))
    read = firm.call("visits", "visits_read_visit", visit=kept.visit)
    assert read.record_sha256 == kept.record_sha256
    visit: uuid.UUID = kept.visit
    return visit


def _a_fault_is_mended(firm: Firm, number: str, clock: HandClock) -> str:
    said = {"register_number": number, "kind": "shaking", "words": "rattles at floor 3"}
    fault = firm.call("faults", "faults_report_fault", firm.form("FaultIn", said))
    clock.later(timedelta(days=1).total_seconds())
    words = firm.form("WordsIn", {"words": "guide shoe replaced"})
    firm.call("faults", "faults_mend_fault", words, number=fault.number)
    read = firm.call("faults", "faults_read_fault", number=fault.number)
    assert (read.number, read.register_number) == (fault.number, number)
    mended: str = read.number
    return mended
