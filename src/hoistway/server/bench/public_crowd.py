"""Pretended passengers who report with a photo, and a platform that sends telemetry meanwhile."""

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import httpx

from hoistway.foundation import clock
from hoistway.server.bench.sync_phones import a_picture

TOPICS = ("door", "shaking", "uneven", "button", "light", "not_running")
TWICE = 0.05
"""Share of forms sent again although answered. Chosen: thumbs tap twice, cellars have no signal."""

_LINES = "application/x-ndjson"
_PATIENCE_S, _PAUSE_S, _PICTURES, _SAMPLE_S = 30.0, 0.5, 6, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """So many reports in so many seconds at these pages, beside this intake of telemetry."""

    pages: str
    intake: str
    reports: int
    seconds: float
    seed: int


@dataclass(slots=True)
class Public:
    """Everybody who reports in the hour, and what they were answered."""

    hour: Hour
    town: dict[str, Any]
    answered: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    again: int = 0
    samples: int = 0
    telemetry_failed: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    async def report(self) -> None:
        """Let all report, spread over the hour by chance, while telemetry runs."""
        chance = Random(self.hour.seed)
        self.pictures = [a_picture(chance) for _ in range(_PICTURES)]
        starts = sorted(chance.random() * self.hour.seconds for _ in range(self.hour.reports))
        paths = [self.town["paths"][one] for firm in self.town["lifts"].values() for one in firm]
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
        began = perf_counter()
        over = asyncio.Event()
        async with httpx.AsyncClient(
            base_url=self.hour.pages, timeout=_PATIENCE_S, limits=limits
        ) as client:
            feeding = asyncio.create_task(self._telemetry(over))
            async with asyncio.TaskGroup() as everybody:
                for number, start in enumerate(starts):
                    await asyncio.sleep(max(0.0, began + start - perf_counter()))
                    one = Random(f"{self.hour.seed} {number}")
                    everybody.create_task(self._one(client, one.choice(paths), one))
        over.set()
        await feeding

    async def _one(self, client: httpx.AsyncClient, path: str, chance: Random) -> None:
        """Open the form, send it with a photo, read the page that follows it."""
        head = {"X-Forwarded-For": ".".join(str(chance.randrange(1, 255)) for _ in range(4))}
        form_id = UUID(int=chance.getrandbits(128), version=4)
        await self._until_answered(client, "GET", f"{path}/report", "form", headers=head)
        said = {"topic": chance.choice(TOPICS), "words": "", "phone": "", "form_id": str(form_id)}
        photo = {"photo": ("p.jpg", chance.choice(self.pictures), "image/jpeg")}
        sent = {"data": said, "files": photo, "headers": head}
        answer = await self._until_answered(client, "POST", f"{path}/report", "report", **sent)
        if answer is None:
            return
        self.acknowledged.add(str(form_id))
        if chance.random() < TWICE:
            self.again += 1
            await self._until_answered(client, "POST", f"{path}/report", "again", **sent)
        await self._until_answered(
            client, "GET", answer.headers["Location"], "follow", headers=head
        )

    async def _until_answered(
        self, client: httpx.AsyncClient, verb: str, path: str, sort: str, **said: Any
    ) -> httpx.Response | None:
        """Send until an answer of success comes; what a killed process took is sent again."""
        while True:
            began = perf_counter()
            try:
                answer = await client.request(verb, path, **said)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < httpx.codes.BAD_REQUEST:
                self.answered[sort].append(perf_counter() - began)
                return answer
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                self.failed.append(f"{verb} {path}: {answer.status_code}")
                return None
            self.again += 1
            await asyncio.sleep(_PAUSE_S)

    async def _telemetry(self, over: asyncio.Event) -> None:
        """Send a sample of each lift every second, platform by platform."""
        async with httpx.AsyncClient(base_url=self.hour.intake, timeout=_PATIENCE_S) as client:
            sequence = 0
            while not over.is_set():
                sequence += 1
                for key, lifts in self.town["lifts"].items():
                    body = "\n".join(_sample(one, sequence) for one in lifts)
                    head = {"Authorization": f"Bearer {key}", "Content-Type": _LINES}
                    try:
                        said = await client.post("/v1/telemetry", content=body, headers=head)
                        self.samples += said.raise_for_status().json()["accepted"]
                    except httpx.HTTPError as error:
                        self.telemetry_failed.append(repr(error))
                try:
                    await asyncio.wait_for(over.wait(), _SAMPLE_S)
                except TimeoutError:
                    continue


def _sample(register_number: str, sequence: int) -> str:
    at = clock.now().isoformat(timespec="milliseconds")
    return json.dumps(
        {
            "schema": "lift.status/1", "elevator": register_number, "at": at, "seq": sequence,
            "service_mode": 1, "car_status": 0, "direction": 0, "door_zone": True, "floor": 3,
            "door": 2, "door_closed": True, "occupied": False, "call_pending": False,
            "speed_mps": 0.0, "people": None, "power": "mains", "codes": [0], "heartbeat": True,
        }
    )  # fmt: skip
