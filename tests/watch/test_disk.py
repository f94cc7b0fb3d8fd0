import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from hoistway.emergency.models import Incident
from hoistway.foundation import clock
from hoistway.telemetry.adapters.history import kept_sequence
from hoistway.watch.disk import HISTORY_LEAST, INTAKE_LEAST, Disk, free_bytes
from hoistway.watch.historian import Historian
from tests.telemetry.malformed import good_sample, line
from tests.telemetry.test_history import a_window
from tests.watch.test_ingest_http import NDJSON
from tests.watch.test_ingest_mqtt import until
from tests.watch.test_loop import has_incident
from tests.watch.test_rescue import shut_in
from tests.watch.world import City, MessageServer, detector, intake

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_the_disk_is_read_once_a_second_also_where_the_folder_is_not_made_yet(
    tmp_path: Path,
) -> None:
    readings, now = iter([5, 7]), [0.0]
    disk = Disk(folder=tmp_path, free=lambda _: next(readings), clock=lambda: now[0])

    first = disk.free(), disk.free()
    now[0] = 1.0

    assert (first, disk.free()) == ((5, 5), 7)
    assert free_bytes(tmp_path / "not" / "made") > 0


def test_history_gives_way_before_intake_does(tmp_path: Path) -> None:
    def room(free: int) -> tuple[bool, bool]:
        disk = Disk(folder=tmp_path, free=lambda _: free)
        return disk.has_room_for_history(), disk.has_room_for_intake()

    assert room(HISTORY_LEAST) == (True, True)
    assert room(HISTORY_LEAST - 1) == (False, True)
    assert room(INTAKE_LEAST) == (False, True)
    assert room(INTAKE_LEAST - 1) == (False, False)


def test_history_waits_while_the_disk_is_full_and_goes_on_by_itself(tmp_path: Path) -> None:
    free = [HISTORY_LEAST - 1]
    folder = tmp_path / "history"
    disk = Disk(folder=tmp_path, free=lambda _: free[0], clock=iter(range(100)).__next__)
    historian = Historian(folder=folder, disk=disk, kept_for=timedelta(days=400))
    historian.add(samples=a_window(slots=2, per_slot=3), sequence=4)

    async def write() -> int:
        await historian.finish(now=NOW)
        return kept_sequence(folder=folder)

    assert asyncio.run(write()) == 0
    free[0] = HISTORY_LEAST
    assert asyncio.run(write()) == 4


def test_intake_tells_platforms_to_wait_and_takes_them_again_when_there_is_room(
    city: City, server: MessageServer
) -> None:
    body = line(good_sample(elevator=city.lifts[0].register_number, at=clock.now()))

    async def story() -> list[httpx.Response]:
        answers = []
        async with intake(server) as url, httpx.AsyncClient(headers=NDJSON) as client:
            for free in (INTAKE_LEAST - 1, INTAKE_LEAST):
                server.free_bytes = free
                await asyncio.sleep(1.1)
                answers.append(await client.post(f"{url}/v1/telemetry", content=body))
        return answers

    full, again = asyncio.run(story())

    assert (full.status_code, full.json()["code"]) == (503, "disk_full")
    assert full.headers["retry-after"] == "30"
    assert (again.status_code, again.json()["accepted"]) == (202, 1)


def test_people_are_found_while_the_history_is_shed(city: City, server: MessageServer) -> None:
    server.free_bytes = HISTORY_LEAST - 1
    body = b"\n".join(shut_in(city.lifts[0], until_at=clock.now()))

    async def story() -> None:
        async with intake(server) as url, detector(server, window_s=0.1):
            async with httpx.AsyncClient(headers=NDJSON) as client:
                await client.post(f"{url}/v1/telemetry", content=body)
            await until(has_incident)

    asyncio.run(story())

    assert Incident.objects.count() == 1
    assert kept_sequence(folder=server.history) == 0
