"""An inspector fails an elevator: who scans it next minute reads so; a later pass lifts it."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as house
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.inspection.queries import stops_of
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.web.public import kept
from hoistway.web.public.keeping import CODE_PAGE_S
from hoistway.web.public.kept import KeptPages
from tests.world.clock import HandClock, clock_in_hand
from tests.world.inspections import an_inspection
from tests.world.jobs import work_off
from tests.world.parties import NOW, signed_in_client
from tests.world.passengers import Passenger, scanned
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db(transaction=True)
STOPPED = "检验不合格，停止使用"


class Front:
    """The pages as a running house serves them: the same answer from memory for some seconds."""

    def __init__(self, moment: list[float]) -> None:
        self._pages = KeptPages(ASGIHandler(), session_cookie=house.SESSION_COOKIE_NAME)
        self._moment = moment

    def later(self, seconds: float) -> None:
        """Let seconds pass for what is kept in memory."""
        self._moment[0] += seconds

    def read(self, path: str) -> str:
        """Return what somebody reads who opens an address now."""

        async def asked() -> bytes:
            told: list[dict[str, object]] = []

            async def send(message: dict[str, object]) -> None:
                told.append(message)

            asks = iter([{"type": "http.request", "body": b"", "more_body": False}])

            async def receive() -> dict[str, object]:
                return next(asks, None) or await asyncio.Future()

            scope = {
                "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
                "query_string": b"", "headers": [(b"host", b"testserver")], "http_version": "1.1",
                "scheme": "http", "server": ("testserver", 80), "client": ("127.0.0.1", 1),
                "root_path": "",
            }  # fmt: skip
            await self._pages(scope, receive, send)  # type: ignore[arg-type]
            await sync_to_async(connections.close_all)()
            return b"".join(one["body"] for one in told if "body" in one)  # type: ignore[misc]

        return asyncio.run(asked()).decode()


@pytest.fixture
def front(monkeypatch: pytest.MonkeyPatch) -> Front:
    moment = [100.0]
    monkeypatch.setattr(kept, "monotonic", lambda: moment[0])
    return Front(moment)


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def enter(inspector: Client, elevator: Elevator, verdict: str, held_on: date) -> int:
    """Let an inspector hand in a report by the page."""
    form = {
        "kind": "periodic", "verdict": verdict, "held_on": held_on.isoformat(),
        "report_number": f"SH-{verdict}", "form_id": str(uuid4()),
        "defects": "4.7 制动器制动力不足" if verdict == "failed" else "",
    }  # fmt: skip
    there = f"/inspections/new?elevator={elevator.register_number}"
    return inspector.post(there, form).status_code


def test_a_failed_inspection_is_read_at_the_code_within_seconds_and_a_pass_lifts_it(
    hand: HandClock, front: Front
) -> None:
    elevator = an_elevator()
    an_inspection(elevator=elevator, held_on=NOW.date() - timedelta(days=360))
    inspector = signed_in_client(role=RoleKind.INSPECTOR)
    code = urlsplit(scanned(elevator=elevator)).path
    assert STOPPED not in front.read(code)

    # Failed: nobody may ride from this moment on.
    hand.later(60)
    assert enter(inspector, elevator, "failed", NOW.date()) == 302
    front.later(CODE_PAGE_S)
    page = front.read(code)
    assert CODE_PAGE_S <= 10
    assert STOPPED in page
    assert page.index('class="sos"') < page.index(STOPPED)
    assert "有人被困" in page  # whoever is inside now is helped all the same
    [stop] = stops_of(elevator_ids=[elevator.pk]).values()
    assert "第四十条" in stop.clause
    # The list for wheelchair users says it too.
    assert elevator.address in front.read("/outages")

    # Everybody who answers for it is told once.
    work_off()
    told = Message.objects.filter(purpose=Purpose.STOP_USE, channel="page")
    assert {row.organisation_id for row in told} >= {elevator.firm_id, elevator.use_unit_id}
    assert len({(row.organisation_id, row.key) for row in told}) == told.count()

    # Mended and inspected again: the stop is gone as soon.
    hand.later(3 * 86_400)
    assert enter(inspector, elevator, "passed", NOW.date() + timedelta(days=3)) == 302
    front.later(CODE_PAGE_S)
    page = front.read(code)
    assert STOPPED not in page
    assert "停止使用公告" not in page
    assert stops_of(elevator_ids=[elevator.pk]) == {}


def test_a_failed_inspection_of_one_car_stops_no_neighbour(hand: HandClock) -> None:
    failed, neighbour = an_elevator(), an_elevator()
    inspector = signed_in_client(role=RoleKind.INSPECTOR)

    enter(inspector, failed, "failed", NOW.date())

    assert STOPPED in Passenger().open(scanned(elevator=failed))
    assert STOPPED not in Passenger().open(scanned(elevator=neighbour))
