import asyncio
import time
from datetime import datetime

import httpx
import pytest
from nats.aio.client import Client

from hoistway.foundation import clock
from hoistway.telemetry.adapters.jetstream import connect, extent
from hoistway.telemetry.adapters.log_reader import Entry, Reader
from hoistway.telemetry.models import Refused, RefusedCount
from hoistway.telemetry.rules.frames import records_in
from tests.telemetry.malformed import good_sample, line, malformed
from tests.watch.world import CITY_KEY, FIRM_KEY, City, MessageServer, intake

NDJSON = {"content-type": "application/x-ndjson", "authorization": f"Bearer {CITY_KEY}"}


def body_of(city: City, count: int, *, at: datetime | None = None) -> bytes:
    number = city.lifts[0].register_number
    moment = at or clock.now()
    return b"\n".join(
        line(good_sample(elevator=number, at=moment, seq=seq)) for seq in range(count)
    )


async def nothing_missed(_first: int, _found: int) -> None:
    raise AssertionError("messages are missing")


async def logged(link: Client) -> list[tuple[int, int]]:
    """Return slot and seq of every sample in the log."""
    end = (await extent(link=link)).last
    reader = Reader(link=link, after=0, missed=nothing_missed)
    entries: list[Entry] = []
    while len(entries) < end:
        entries += await reader.entries(wait_s=0.2)
    await reader.close()
    frames = [records_in(frame=entry.frame)[0] for entry in entries]
    return [(int(r["slot"]), int(r["seq"])) for frame in frames for r in frame]


def test_accepted_samples_lie_in_the_log_when_the_answer_comes(
    city: City, server: MessageServer
) -> None:
    async def story() -> tuple[httpx.Response, list[tuple[int, int]]]:
        async with intake(server) as url, httpx.AsyncClient(headers=NDJSON) as client:
            body = body_of(city, 3) + b"\n{}\n"
            answer = await client.post(f"{url}/v1/telemetry", content=body)
            server.kill()
            server.start()
            link = await connect(url=server.url, name="test")
            found = await logged(link)
            await link.close()
            return answer, found

    answer, found = asyncio.run(story())

    assert answer.status_code == 202
    assert answer.json()["accepted"] == 3
    assert answer.json()["refused"] == [
        {"line": 4, "code": "missing_field", "reason": "The field `schema` is missing."}
    ]
    slot = city.lifts[0].pk
    assert found == [(slot, 0), (slot, 1), (slot, 2)]


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "code"),
    [
        ("POST", "/v1/telemetry", {"authorization": ""}, b"", 401, "unauthorized"),
        ("POST", "/v1/telemetry", {"authorization": "Bearer x"}, b"", 401, "unauthorized"),
        ("POST", "/v1/telemetry", {"content-type": "a/b"}, b"", 415, "unsupported_media_type"),
        ("POST", "/v1/telemetry", {"content-encoding": "gzip"}, b"", 415, "unsupported_media_type"),
        ("POST", "/v1/telemetry", {}, b" " * (2**21 + 1), 413, "body_too_large"),
        ("GET", "/v1/telemetry", {}, b"", 405, "method_not_allowed"),
        ("POST", "/v1/other", {}, b"", 404, "not_found"),
    ],
)  # fmt: skip
def test_refused_request_says_how_to_mend(
    city: City, server: MessageServer, method: str, path: str, headers: dict[str, str],
    body: bytes, status: int, code: str,
) -> None:  # fmt: skip
    async def story() -> httpx.Response:
        async with intake(server) as url, httpx.AsyncClient(headers=NDJSON) as client:
            return await client.request(method, url + path, content=body, headers=headers)

    answer = asyncio.run(story())

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer.json()["detail"].endswith(".")


def test_stranger_is_counted_and_seen(city: City, server: MessageServer) -> None:
    async def story() -> None:
        async with intake(server) as url, httpx.AsyncClient() as client:
            await client.post(f"{url}/v1/telemetry")
            await client.post(f"{url}/v1/telemetry", headers={"authorization": "Bearer guess"})

    asyncio.run(story())

    seen = Refused.objects.order_by("pk").values_list("transport", "reason", "source")
    assert [tuple(map(str, row)) for row in seen] == [
        ("http", "anonymous", "127.0.0.1"), ("http", "bad_credentials", "127.0.0.1"),
    ]  # fmt: skip


def test_firm_reports_only_for_elevators_that_it_maintains(
    city: City, server: MessageServer
) -> None:
    async def story() -> dict[str, object]:
        own, foreign = city.lifts[0].register_number, city.lifts[2].register_number
        body = b"\n".join(
            line(good_sample(elevator=number, at=clock.now())) for number in (own, foreign)
        )
        headers = NDJSON | {"authorization": f"Bearer {FIRM_KEY}"}
        async with intake(server) as url, httpx.AsyncClient(headers=headers) as client:
            answer = await client.post(f"{url}/v1/telemetry", content=body)
            result: dict[str, object] = answer.json()
            return result

    result = asyncio.run(story())

    assert result["accepted"] == 1
    assert "foreign_elevator" in str(result["refused"])


def test_thousand_malformed_lines_are_counted_and_readable_and_nothing_stops(
    city: City, server: MessageServer
) -> None:
    bad = [
        payload
        for payload in malformed(
            count=1000, seed=5, elevator=city.lifts[0].register_number, at=clock.now()
        )
        if b"\n" not in payload and payload.strip()
    ]

    async def story() -> tuple[int, int]:
        async with intake(server) as url, httpx.AsyncClient(headers=NDJSON, timeout=30) as client:
            first = await client.post(f"{url}/v1/telemetry", content=b"\n".join(bad))
            then = await client.post(f"{url}/v1/telemetry", content=body_of(city, 2))
            return len(first.json()["refused"]), then.json()["accepted"]

    refused, accepted = asyncio.run(story())

    assert (refused, accepted) == (len(bad), 2)
    assert Refused.objects.count() == len(bad)
    assert sum(RefusedCount.objects.values_list("count", flat=True)) == len(bad)
    assert not Refused.objects.filter(detail="").exists()


def test_sender_is_told_to_wait_while_the_log_is_away_and_loses_nothing(
    city: City, server: MessageServer
) -> None:
    async def story() -> tuple[httpx.Response, int, float]:
        async with intake(server) as url, httpx.AsyncClient(headers=NDJSON, timeout=20) as client:
            server.kill()
            away = await client.post(f"{url}/v1/telemetry", content=body_of(city, 2))
            server.start()
            began = time.monotonic()
            status = 503
            while status == 503 and time.monotonic() - began < 15:
                again = await client.post(f"{url}/v1/telemetry", content=body_of(city, 2))
                status = again.status_code
                await asyncio.sleep(0.1)
            return away, status, time.monotonic() - began

    away, status, seconds = asyncio.run(story())

    assert away.status_code == 503
    assert away.headers["retry-after"] == "2"
    assert away.json()["code"] == "log_away"
    assert (status, seconds < 10) == (202, True)
