"""From a foreign client's publish to an open rescue, through the real servers."""

import asyncio
from datetime import datetime, timedelta

import httpx
from django.db import connection

from hoistway.emergency.models import Incident
from hoistway.foundation import clock
from hoistway.registry.models import Elevator
from hoistway.telemetry.models import Presence, Refused
from hoistway.telemetry.rules.subjects import topic_of
from tests.telemetry.malformed import good_sample, line, malformed
from tests.watch.test_ingest_http import NDJSON
from tests.watch.test_ingest_mqtt import connected, publish, until
from tests.watch.test_loop import has_incident, put, trapped
from tests.watch.world import City, MessageServer, detector, intake


def shut_in(lift: Elevator, *, until_at: datetime) -> list[bytes]:
    """Return 45 s of a car that stopped between floors with people, as documented samples."""
    return [
        line(
            good_sample(
                elevator=lift.register_number, at=until_at - timedelta(seconds=45 - second),
                seq=second + 1, car_status=int(second == 0), direction=int(second == 0),
                door_zone=False, occupied=True, call_pending=True,
            )
        )
        for second in range(46)
    ]  # fmt: skip


def test_foreign_mqtt_client_causes_a_rescue(city: City, server: MessageServer) -> None:
    lift = city.lifts[0]
    topic = topic_of(register_number=lift.register_number)

    def device() -> None:
        with connected(server, city.login(lift)) as (client, _):
            for payload in shut_in(lift, until_at=clock.now()):
                publish(client, topic, payload)

    async def story() -> None:
        async with intake(server), detector(server):
            await asyncio.to_thread(device)
            await until(has_incident)

    asyncio.run(story())

    assert Incident.objects.get().elevator_id == lift.pk


def test_thousand_malformed_payloads_cause_no_rescue_and_the_next_good_ones_do(
    city: City, server: MessageServer
) -> None:
    lift = city.lifts[0]
    topic = topic_of(register_number=lift.register_number)
    bad = malformed(count=1000, seed=11, elevator=lift.register_number, at=clock.now())

    def device() -> None:
        with connected(server, city.login(lift)) as (client, _):
            for payload in bad:
                client.publish(topic, payload, qos=1)
            client.publish(topic, b"the last", qos=1).wait_for_publish(30)

    async def story() -> bool:
        async with intake(server) as url, detector(server):
            await asyncio.to_thread(device)
            await until(lambda: Refused.objects.count() >= 1001, 90)
            early = await asyncio.to_thread(_asked_and_closed)
            body = b"\n".join(shut_in(lift, until_at=clock.now()))
            async with httpx.AsyncClient(headers=NDJSON) as client:
                await client.post(f"{url}/v1/telemetry", content=body)
            await until(has_incident)
            return early

    assert asyncio.run(story()) is False
    assert Refused.objects.count() == 1001


def _asked_and_closed() -> bool:
    try:
        return has_incident()
    finally:
        connection.close()


def test_samples_stored_and_forwarded_are_kept_but_start_no_rescue(
    city: City, server: MessageServer
) -> None:
    old, fresh = city.lifts[0], city.lifts[1]
    late = shut_in(old, until_at=clock.now() - timedelta(minutes=11))

    async def story() -> None:
        async with intake(server) as url, detector(server):
            body = b"\n".join([*late, *shut_in(fresh, until_at=clock.now())])
            async with httpx.AsyncClient(headers=NDJSON) as client:
                answer = await client.post(f"{url}/v1/telemetry", content=body)
                assert answer.json()["accepted"] == 92
            await until(has_incident)
            await until(lambda: Presence.objects.count() == 2)

    asyncio.run(story())

    assert Incident.objects.get().elevator_id == fresh.pk


def test_detector_goes_on_after_the_database_dropped_its_connections(
    city: City, server: MessageServer
) -> None:
    def drop_all_others() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        return True

    async def story() -> None:
        async with detector(server):
            await put(server, trapped(city.lifts[0].pk, seconds=45, until_ms=clock.now_ms()))
            await until(has_incident)
            await until(drop_all_others)
            await put(server, trapped(city.lifts[1].pk, seconds=45, until_ms=clock.now_ms()))
            await until(lambda: Incident.objects.count() == 2)

    connection.close()
    asyncio.run(story())
