"""Batches in every form land in one log; a feed's mapping reads the rows of its platform."""

import asyncio
import io
import json
from datetime import UTC, datetime

import httpx
import pyarrow as pa
import pytest
from django.db import connection

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.telemetry.actions.mappings import choose_mapping
from hoistway.telemetry.adapters.jetstream import connect
from hoistway.telemetry.models import Feed
from tests.telemetry.malformed import good_sample
from tests.watch.test_ingest_http import logged
from tests.watch.world import CITY_KEY, City, MessageServer, intake

ARROW = "application/vnd.apache.arrow.stream"


def arrow_of(rows: list[dict[str, object]]) -> bytes:
    table = pa.Table.from_pylist(
        [row | {"at": datetime.fromisoformat(str(row["at"]))} for row in rows]
    )
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return sink.getvalue()


def rows_of(city: City, count: int) -> list[dict[str, object]]:
    number = city.lifts[0].register_number
    return [good_sample(elevator=number, at=clock.now(), seq=seq) for seq in range(count)]


def sent(
    server: MessageServer, body: bytes, kind: str
) -> tuple[httpx.Response, list[tuple[int, int]]]:
    headers = {"content-type": kind, "authorization": f"Bearer {CITY_KEY}"}

    async def story() -> tuple[httpx.Response, list[tuple[int, int]]]:
        async with intake(server) as url, httpx.AsyncClient(headers=headers) as client:
            answer = await client.post(f"{url}/v1/telemetry", content=body)
            link = await connect(url=server.url, name="test")
            found = await logged(link)
            await link.close()
            return answer, found

    return asyncio.run(story())


@pytest.mark.parametrize("form", ["ndjson", "list", "arrow"])
def test_batch_of_every_form_lands_in_the_log(city: City, server: MessageServer, form: str) -> None:
    rows = rows_of(city, 5)
    rows[3]["service_mode"] = 9
    body, kind = {
        "ndjson": (b"\n".join(json.dumps(r).encode() for r in rows), "application/x-ndjson"),
        "list": (json.dumps(rows).encode(), "application/json"),
        "arrow": (arrow_of(rows), ARROW),
    }[form]

    answer, found = sent(server, body, kind)

    told = answer.json()
    assert (answer.status_code, told["accepted"]) == (202, 4)
    assert [(one["line"], one["code"]) for one in told["refused"]] == [(4, "out_of_range")]
    assert [seq for _, seq in found] == [0, 1, 2, 4]


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"[{}", "application/json", "not_json"), (b"ARROW1", ARROW, "not_arrow"),
        (b"", ARROW, "not_arrow"), (b"\xff\xff\xff\xff\x10\x00\x00\x00abc", ARROW, "not_arrow"),
    ],
)  # fmt: skip
def test_body_that_is_not_what_it_says_is_refused_whole(
    city: City, server: MessageServer, body: bytes, kind: str, code: str
) -> None:
    answer, found = sent(server, body, kind)

    assert (answer.status_code, answer.json()["code"], found) == (400, code, [])


def test_feed_is_read_by_the_mapping_that_was_chosen(city: City, server: MessageServer) -> None:
    feed = Feed.objects.get(name="city")
    choose_mapping(feed_id=feed.pk, label="gb24476", by=PLATFORM)
    connection.close()
    row = {
        "Identification_Number": city.lifts[0].register_number,
        "Time_Stamps": clock.now().astimezone(UTC).isoformat(), "Service_Mode": 1, "Car_Status": 0,
        "Car_Direction": 0, "Door_Zone": True, "Car_Position": "1", "Door_Status": True,
        "Passenger_Status": False, "Message_Code": [2, 93],
    }  # fmt: skip

    answer, found = sent(server, json.dumps([row, {"at": 1}]).encode(), "application/json")

    assert answer.json()["accepted"] == len(found) == 1
    assert answer.json()["unknown_codes"] == [{"line": 1, "code": "93"}]
