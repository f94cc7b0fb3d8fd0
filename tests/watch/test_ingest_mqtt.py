import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import paho.mqtt.client
import pytest
from django.db import connection
from paho.mqtt.enums import CallbackAPIVersion

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.telemetry.actions.devices import revoke_device, rotate_secret
from hoistway.telemetry.adapters.jetstream import connect
from hoistway.telemetry.models import Refused
from hoistway.telemetry.rules.subjects import topic_of
from tests.telemetry.malformed import good_sample, line, malformed
from tests.watch.test_ingest_http import logged
from tests.watch.world import City, MessageServer, intake


@contextmanager
def connected(
    server: MessageServer, login: tuple[str, str] | None
) -> Iterator[tuple[paho.mqtt.client.Client, str]]:
    """Connect as a foreign program would; yield the client and the broker's word."""
    answers: list[str] = []
    answered = threading.Event()
    client = paho.mqtt.client.Client(CallbackAPIVersion.VERSION2)
    client.reconnect_delay_set(min_delay=1, max_delay=1)
    if login is not None:
        client.username_pw_set(*login)

    def note(_c: object, _u: object, _f: object, reason: object, _p: object) -> None:
        answers.append(str(reason))
        answered.set()

    client.on_connect = note
    client.connect("127.0.0.1", server.config.mqtt_port)
    client.loop_start()
    answered.wait(10)
    try:
        yield client, answers[0]
    finally:
        client.disconnect()
        client.loop_stop()


def publish(client: paho.mqtt.client.Client, topic: str, payload: bytes, qos: int = 1) -> None:
    deadline = time.monotonic() + 10
    while not client.is_connected():
        assert time.monotonic() < deadline, "the device did not come back"
        time.sleep(0.05)
    client.publish(topic, payload, qos=qos).wait_for_publish(10)


async def until(condition: Callable[[], bool], seconds: float = 90.0) -> None:
    """Wait until something is so, looking outside the event loop as the database demands.

    What a starved reader held is given out again after 30 s, so patience is longer than that.
    """

    def asked() -> bool:
        try:
            return condition()
        finally:
            connection.close()

    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(asked):
        assert time.monotonic() < deadline, "it did not come about"
        await asyncio.sleep(0.05)


async def until_logged(server: MessageServer, count: int) -> list[tuple[int, int]]:
    link = await connect(url=server.url, name="test")
    deadline = time.monotonic() + 15
    found: list[tuple[int, int]] = []
    while len(found) < count and time.monotonic() < deadline:
        found = await logged(link)
        await asyncio.sleep(0.05)
    await link.close()
    return found


def sample_of(city: City, seq: int) -> bytes:
    number = city.lifts[0].register_number
    return line(good_sample(elevator=number, at=clock.now(), seq=seq))


@pytest.mark.parametrize("qos", [0, 1])
def test_device_publishes_its_own_topic_and_the_sample_lies_in_the_log(
    city: City, server: MessageServer, qos: int
) -> None:
    lift = city.lifts[0]
    topic = topic_of(register_number=lift.register_number)

    def device() -> str:
        with connected(server, city.login(lift)) as (client, word):
            publish(client, topic, sample_of(city, 7), qos)
            time.sleep(0.1)
            return word

    async def story() -> tuple[str, list[tuple[int, int]]]:
        async with intake(server):
            word = await asyncio.to_thread(device)
            return word, await until_logged(server, 1)

    assert asyncio.run(story()) == ("Success", [(lift.pk, 7)])


def test_anonymous_wrong_and_revoked_devices_are_refused_and_seen(
    city: City, server: MessageServer
) -> None:
    good, rotated, revoked = (city.login(lift) for lift in city.lifts)
    rotate_secret(device_id=rotated[0], by=PLATFORM)
    revoke_device(device_id=revoked[0], now=clock.now(), by=PLATFORM)
    strangers = [None, ("", ""), ("nobody", "guess"), (good[0], "guess"), rotated, revoked]

    def knock() -> list[str]:
        words = []
        for login in strangers:
            with connected(server, login) as (_, word):
                words.append(word)
        return words

    async def story() -> list[str]:
        async with intake(server):
            words = await asyncio.to_thread(knock)
            await until(lambda: Refused.objects.count() >= len(strangers))
            return words

    assert set(asyncio.run(story())) == {"Not authorized", "Bad user name or password"}
    seen = sorted((str(r.reason), r.source.partition(" @ ")[0]) for r in Refused.objects.all())
    assert [reason for reason, _ in seen[:2]] == ["anonymous", "anonymous"]
    assert seen[2:] == sorted(
        ("bad_credentials", device) for device in ("nobody", good[0], rotated[0], revoked[0])
    )


def test_foreign_topic_stores_nothing_and_is_seen_with_the_device(
    city: City, server: MessageServer
) -> None:
    own, other = city.lifts[0], city.lifts[1]
    foreign = topic_of(register_number=other.register_number)
    sample = line(good_sample(elevator=other.register_number, at=clock.now()))

    def trespass() -> None:
        with connected(server, city.login(own)) as (client, _):
            publish(client, foreign, sample)
            publish(client, "$SYS/REQ/USER/AUTH", b"x")
            publish(client, topic_of(register_number=own.register_number), sample_of(city, 9))

    async def story() -> list[tuple[int, int]]:
        async with intake(server):
            await asyncio.to_thread(trespass)
            await until(lambda: Refused.objects.filter(reason="foreign_topic").count() >= 2)
            return await until_logged(server, 1)

    assert asyncio.run(story()) == [(own.pk, 9)]
    seen = Refused.objects.filter(reason="foreign_topic").order_by("pk").first()
    assert seen is not None
    assert seen.source == city.login(own)[0]
    assert foreign in seen.detail


def test_payload_for_another_elevator_on_the_own_topic_is_refused(
    city: City, server: MessageServer
) -> None:
    own, other = city.lifts[0], city.lifts[1]
    payload = line(good_sample(elevator=other.register_number, at=clock.now()))

    def device() -> None:
        with connected(server, city.login(own)) as (client, _):
            publish(client, topic_of(register_number=own.register_number), payload)

    async def story() -> None:
        async with intake(server):
            await asyncio.to_thread(device)
            await until(lambda: Refused.objects.exists())

    asyncio.run(story())

    row = Refused.objects.get()
    assert (str(row.reason), row.source) == ("foreign_elevator", own.register_number)
    assert bytes(row.payload) == payload[:512]


def test_malformed_payloads_are_written_down_once_and_good_ones_come_after(
    city: City, server: MessageServer
) -> None:
    lift = city.lifts[0]
    topic = topic_of(register_number=lift.register_number)
    bad = list(malformed(count=200, seed=3, elevator=lift.register_number, at=clock.now()))

    def device() -> None:
        with connected(server, city.login(lift)) as (client, _):
            for payload in bad:
                client.publish(topic, payload, qos=1)
            publish(client, topic, sample_of(city, 1))

    async def story() -> tuple[list[tuple[int, int]], int]:
        async with intake(server):
            await asyncio.to_thread(device)
            found = await until_logged(server, 1)
            await until(lambda: Refused.objects.count() >= len(bad))
            link = await connect(url=server.url, name="test")
            await asyncio.sleep(0.3)
            state = (await link.jetstream().stream_info("$MQTT_msgs")).state
            await link.close()
            return found, state.messages

    found, unacknowledged = asyncio.run(story())

    assert found == [(lift.pk, 1)]
    assert Refused.objects.count() == len(bad)
    assert unacknowledged == 0


def test_intake_goes_on_after_the_message_server_was_killed(
    city: City, server: MessageServer
) -> None:
    lift = city.lifts[0]
    topic = topic_of(register_number=lift.register_number)

    async def story() -> list[tuple[int, int]]:
        async with intake(server):
            with ExitStack() as stack:
                device = connected(server, city.login(lift))
                client, _ = await asyncio.to_thread(stack.enter_context, device)
                await asyncio.to_thread(publish, client, topic, sample_of(city, 1))
                await until_logged(server, 1)
                await asyncio.to_thread(server.kill)
                await asyncio.to_thread(server.start)
                await asyncio.to_thread(publish, client, topic, sample_of(city, 2))
                return await until_logged(server, 2)

    assert set(asyncio.run(story())) == {(lift.pk, 1), (lift.pk, 2)}


def test_publishes_made_while_intake_is_away_are_kept_for_it(
    city: City, server: MessageServer
) -> None:
    lift = city.lifts[0]
    topic = topic_of(register_number=lift.register_number)

    async def story() -> list[tuple[int, int]]:
        with ExitStack() as stack:
            async with intake(server):
                device = connected(server, city.login(lift))
                client, _ = await asyncio.to_thread(stack.enter_context, device)
            await asyncio.to_thread(publish, client, topic, sample_of(city, 5))
            async with intake(server):
                return await until_logged(server, 1)

    assert asyncio.run(story()) == [(lift.pk, 5)]
