import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest
from django.db import connection

from hoistway.detection.batch import (
    CALL_PENDING,
    DOOR_CLOSED,
    DOOR_ZONE,
    OCCUPIED,
    Records,
    samples,
)
from hoistway.detection.engine import Engine
from hoistway.emergency.models import Incident, Report
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.telemetry.actions.position import (
    Superseded,
    keep_snapshot,
    move_position,
    take_position,
)
from hoistway.telemetry.adapters.history import kept_sequence, read_window
from hoistway.telemetry.adapters.jetstream import connect, lay_stream, publish
from hoistway.telemetry.models import Alarm, Position, Presence, Trace
from hoistway.telemetry.queries import (
    alarms,
    heard,
    intake_health,
    lane_samples,
    next_sequence,
    presence_counts,
)
from hoistway.telemetry.rules.frames import frame_of
from hoistway.telemetry.vocabulary import AlarmKind, PresenceState
from hoistway.watch.judge import snapshot_of
from hoistway.watch.loop import NAME
from tests.watch.test_ingest_mqtt import until
from tests.watch.world import City, MessageServer, detector

STOPPED_BETWEEN_FLOORS = OCCUPIED | DOOR_CLOSED | CALL_PENDING


def trapped(slot: int, *, seconds: int, until_ms: int, first_seq: int = 1) -> Records:
    """Return a car that ran, then stood between floors with people in it; a sample a second."""
    count = seconds + 1
    batch = samples(count)
    batch["slot"] = slot
    batch["flags"] = STOPPED_BETWEEN_FLOORS
    batch["at_ms"] = batch["received_ms"] = until_ms - 1000 * np.arange(seconds, -1, -1)
    batch["seq"] = first_seq + np.arange(count)
    batch["car_status"][:1] = 1
    batch["direction"][:1] = 1
    batch["floor"] = 4
    return batch


def freed(slot: int, *, at_ms: int, seq: int) -> Records:
    """Return doors that stand open at a landing and an empty car, for 40 s."""
    batch = samples(40)
    batch["slot"] = slot
    batch["flags"] = DOOR_ZONE
    batch["door"] = 4
    batch["at_ms"] = batch["received_ms"] = at_ms + 1000 * np.arange(40)
    batch["seq"] = seq + np.arange(40)
    return batch


async def put(server: MessageServer, *batches: Records) -> None:
    """Write each sample as a frame of its own, as its receipt would have done."""
    link = await connect(url=server.url, name="test")
    await lay_stream(link=link)
    for batch in batches:
        for start in range(0, len(batch), 5):
            part = batch[start : start + 5]
            frame = frame_of(records=part, ingest_ms=int(part["received_ms"][-1]))
            await publish(link=link, frame=frame, message_id=os.urandom(8).hex())
    await link.close()


def has_incident() -> bool:
    return Incident.objects.exists()


def test_entrapment_becomes_alarm_incident_and_traces(city: City, server: MessageServer) -> None:
    lift, other = city.lifts[0], city.lifts[1]
    now_ms = clock.now_ms()
    calm = samples(1)
    calm["slot"], calm["flags"], calm["seq"] = other.pk, DOOR_ZONE | DOOR_CLOSED, 1
    calm["at_ms"] = calm["received_ms"] = now_ms

    async def story() -> None:
        async with detector(server, window_s=0.5):
            await put(server, trapped(lift.pk, seconds=45, until_ms=now_ms), calm)
            await until(has_incident)
            await until(lambda: Trace.objects.count() >= 46)
            await until(lambda: Presence.objects.count() == 2)
            await until(lambda: kept_sequence(folder=server.history) > 0)

    asyncio.run(story())

    incident = Incident.objects.get()
    alarm = Alarm.objects.get()
    assert (incident.elevator_id, alarm.elevator_id) == (lift.pk, lift.pk)
    assert alarm.kind is AlarmKind.ENTRAPMENT_OFF_LEVEL
    assert incident.began_at == alarm.began_at
    assert Report.objects.get().key.startswith(f"telemetry:{lift.pk}:entrapment_off_level:")
    lanes = lane_samples(elevator_id=lift.pk, since=alarm.began_at, until=clock.now())
    assert lanes[-1].occupied
    assert not lanes[-1].door_zone
    assert not Trace.objects.filter(elevator_id=other.pk).exists()
    assert [row.pk for row in alarms(by=PLATFORM, elevator_id=lift.pk)] == [alarm.pk]
    assert heard(elevator_id=lift.pk, now=clock.now()).state is PresenceState.LIVE
    counts = presence_counts(by=PLATFORM)
    assert (counts[PresenceState.LIVE], counts[PresenceState.NEVER]) == (2, 2)
    kept = read_window(folder=server.history, slot=lift.pk, since=alarm.began_at, until=clock.now())
    assert len(kept) == len(lanes)
    figures = intake_health(now=clock.now())[NAME]
    assert isinstance(figures, dict)
    assert figures["lost_messages"] == 0


def test_silence_in_the_middle_of_a_suspicion_ages_into_an_alarm(
    city: City, server: MessageServer
) -> None:
    now_ms = clock.now_ms()

    async def story() -> float:
        async with detector(server):
            began = time.monotonic()
            await put(server, trapped(city.lifts[0].pk, seconds=27, until_ms=now_ms))
            await until(has_incident)
            return time.monotonic() - began

    assert asyncio.run(story()) < 10


def test_rescue_is_cleared_when_the_doors_open_and_the_car_empties(
    city: City, server: MessageServer
) -> None:
    slot, now_ms = city.lifts[0].pk, clock.now_ms()
    shut_in = trapped(slot, seconds=45, until_ms=now_ms - 45_000)

    async def story() -> None:
        async with detector(server):
            await put(server, shut_in, freed(slot, at_ms=now_ms - 44_000, seq=100))
            await until(lambda: Report.objects.filter(cleared_at__isnull=False).exists())

    asyncio.run(story())

    assert Alarm.objects.get().ended_at is not None
    assert Incident.objects.count() == 1


def test_spoilt_frame_and_unknown_elevator_stop_nothing(city: City, server: MessageServer) -> None:
    now_ms = clock.now_ms()

    async def story() -> None:
        async with detector(server):
            link = await connect(url=server.url, name="test")
            await lay_stream(link=link)
            await publish(link=link, frame=b"HWT1 rubbish", message_id="a")
            await link.close()
            await put(server, trapped(70_000, seconds=45, until_ms=now_ms))
            await put(server, trapped(999_999, seconds=45, until_ms=now_ms))
            await put(server, trapped(city.lifts[1].pk, seconds=45, until_ms=now_ms))
            await until(has_incident)

    asyncio.run(story())

    assert Incident.objects.get().elevator_id == city.lifts[1].pk


def test_escalator_never_opens_a_rescue(city: City, server: MessageServer) -> None:
    now_ms = clock.now_ms()
    batch = trapped(city.escalator.pk, seconds=45, until_ms=now_ms)

    async def story() -> None:
        async with detector(server):
            await put(server, batch, trapped(city.lifts[0].pk, seconds=45, until_ms=now_ms))
            await until(has_incident)

    asyncio.run(story())

    assert Incident.objects.get().elevator_id == city.lifts[0].pk


def test_log_that_lost_its_beginning_is_reported_and_read_on(
    city: City, server: MessageServer
) -> None:
    now_ms = clock.now_ms()

    async def story() -> None:
        await put(server, trapped(city.lifts[0].pk, seconds=20, until_ms=now_ms - 600_000))
        link = await connect(url=server.url, name="test")
        await link.jetstream().purge_stream("TELEMETRY")
        await link.close()
        async with detector(server):
            await put(server, trapped(city.lifts[0].pk, seconds=45, until_ms=now_ms, first_seq=99))
            await until(has_incident)
            await until(lambda: bool(Position.objects.get(name=NAME).metrics))

    asyncio.run(story())

    assert Position.objects.get(name=NAME).metrics["lost_messages"] == 5


@pytest.mark.parametrize("laid_by_us", [True, False])
def test_detector_judges_a_log_that_was_made_anew_as_after_a_restore(
    city: City, server: MessageServer, laid_by_us: bool
) -> None:
    Position.objects.create(
        name=NAME, epoch=3, stream_sequence=17_812, snapshot_sequence=17_812,
        snapshot=snapshot_of(engine=Engine()), updated_at=clock.now(),
    )  # fmt: skip
    next_sequence_of_test = next_sequence()
    connection.close()

    async def story() -> None:
        if laid_by_us:
            link = await connect(url=server.url, name="test")
            await lay_stream(link=link, first_sequence=next_sequence_of_test)
            await link.close()
        async with detector(server):
            await put(server, trapped(city.lifts[0].pk, seconds=45, until_ms=clock.now_ms()))
            await until(has_incident)

    asyncio.run(story())

    assert Incident.objects.get().elevator_id == city.lifts[0].pk
    assert (Position.objects.get(name=NAME).stream_sequence > 17_812) is laid_by_us


def test_detector_goes_on_after_the_message_server_was_killed(
    city: City, server: MessageServer
) -> None:
    async def story() -> None:
        async with detector(server):
            await put(server, trapped(city.lifts[0].pk, seconds=45, until_ms=clock.now_ms()))
            await until(has_incident)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            await put(server, trapped(city.lifts[1].pk, seconds=45, until_ms=clock.now_ms()))
            await until(lambda: Incident.objects.count() == 2)

    asyncio.run(story())


def test_zombie_cannot_commit_after_another_took_the_position(transactional_db: None) -> None:
    zombie = take_position(name=NAME, now=clock.now())
    owner = take_position(name=NAME, now=clock.now())

    move_position(name=NAME, epoch=owner.epoch, stream_sequence=7, now=clock.now())

    with pytest.raises(Superseded):
        move_position(name=NAME, epoch=zombie.epoch, stream_sequence=9, now=clock.now())
    with pytest.raises(Superseded):
        keep_snapshot(
            name=NAME, epoch=zombie.epoch, snapshot=b"z", snapshot_sequence=9, now=clock.now()
        )
    row = Position.objects.get(name=NAME)
    assert (row.stream_sequence, row.snapshot_sequence, bytes(row.snapshot)) == (7, 0, b"")


class Process:
    """The real process `watch`, which may be killed."""

    def __init__(self, server: MessageServer) -> None:
        parts = connection.get_connection_params()
        url = (
            f"postgresql://{parts['user']}:{parts['password']}@/{parts['dbname']}"
            f"?host={parts['host']}"
        )
        ours = server.config.model_copy(update={"database_url": url})
        self._environment = ours.environment()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "hoistway.server.cli", "watch"]
        self._process = subprocess.Popen(command, env=self._environment)

    def stop(self, number: int) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(20)


@pytest.fixture
def process(server: MessageServer) -> Iterator[Process]:
    process = Process(server)
    yield process
    process.stop(signal.SIGKILL)


def _position() -> int:
    row = Position.objects.filter(name=NAME).first()
    return row.stream_sequence if row else 0


@pytest.mark.crash
def test_killed_detector_neither_loses_nor_doubles_an_entrapment(
    city: City, server: MessageServer, process: Process
) -> None:
    first, second, third = (lift.pk for lift in city.lifts)

    async def story() -> int:
        process.start()
        await put(server, trapped(first, seconds=45, until_ms=clock.now_ms()))
        await until(lambda: Incident.objects.count() == 1, 60)
        await put(server, trapped(second, seconds=20, until_ms=clock.now_ms()))
        await until(lambda: _position() >= 15)
        process.stop(signal.SIGKILL)
        rest = trapped(second, seconds=45, until_ms=clock.now_ms() + 25_000)
        await put(server, rest, trapped(third, seconds=45, until_ms=clock.now_ms()))
        process.start()
        await until(lambda: Incident.objects.count() == 3, 60)
        process.stop(signal.SIGKILL)
        process.start()
        await put(server, freed(first, at_ms=clock.now_ms(), seq=500))
        await until(lambda: Alarm.objects.filter(ended_at__isnull=False).count() == 1, 60)
        return process.stop(signal.SIGTERM)

    assert asyncio.run(story()) == 0
    kinds = Alarm.objects.order_by("elevator_id").values_list("elevator_id", "kind")
    assert [(key, str(kind)) for key, kind in kinds] == [
        (key, "entrapment_off_level") for key in (first, second, third)
    ]
    assert Incident.objects.count() == Report.objects.count() == 3
    row = Position.objects.get(name=NAME)
    assert row.snapshot_sequence == row.stream_sequence
