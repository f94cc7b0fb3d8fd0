"""Pretended programs of firms and bureaus: they send batches, ask single things, send again."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from time import perf_counter
from typing import Any

import httpx

from hoistway.server.bench.bounds import percentile

SENDERS = 4
"""Programs that send batches at a time. Chosen: the platforms of four firms in one night."""

READS, LISTS, HELD = 0.65, 0.15, 0.1
"""Shares of single calls: read an elevator, read a list, ask whether it is still so; the rest
reports faults. Chosen: a firm's system looks up far more than it says."""

TWICE = 0.02
"""Share of writes sent again although answered. Chosen: time-outs of a firm's own making."""

_LINES, _PATIENCE_S, _PAUSE_S = "application/x-ndjson", 60.0, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many lines in batches of so many; so many single calls a second for some seconds."""

    lines: int
    batch: int
    calls_per_s: float
    seconds: float

    def half(self) -> "Load":
        """Return a load of half the rate, for when both kinds come at once."""
        return replace(self, lines=self.lines // 2, calls_per_s=self.calls_per_s / 2)

    def flat_out(self) -> "Load":
        """Return a load that no measured server keeps up with, for a third of the time."""
        return replace(self, calls_per_s=2_000.0, seconds=self.seconds / 3)


@dataclass(slots=True)
class Answered:
    """How long calls waited, by sort, and how much was done in how many seconds."""

    done: int = 0
    seconds: float = 0.0
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def told(self) -> dict[str, Any]:
        """Return the figures as they are printed."""
        everything = [wait for sort in self.waits.values() for wait in sort]
        return {
            "done": self.done, "seconds": round(self.seconds, 2),
            "per_s": round(self.done / max(self.seconds, 1e-9), 1), **_times(everything),
            "by_sort": {
                sort: {"answers": len(waits), **_times(waits)}
                for sort, waits in sorted(self.waits.items())
            },
        }  # fmt: skip


def _times(waits: list[float]) -> dict[str, Any]:
    p50, p95 = (percentile(values=waits, share=share) or 0.0 for share in (0.5, 0.95))
    return {"p50_ms": round(p50 * 1000, 1), "p95_ms": round(p95 * 1000, 1)}


@dataclass(slots=True)
class Programs:
    """All programs of a town at one address, and what they were answered."""

    pages: str
    town: dict[str, Any]
    seed: int
    said: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    again: int = 0
    numbers: Any = field(default_factory=lambda: count(1))

    async def warm_up(self) -> None:
        """Let every kind of call be made once before anything is measured."""
        await self.ask_singly(load=Load(lines=0, batch=1, calls_per_s=20.0, seconds=1.0))

    async def send_batches(self, *, load: Load) -> Answered:
        """Send all lines, some batches at a time, each until it is answered."""
        told, batches = Answered(), [load.batch] * (load.lines // load.batch)
        began = perf_counter()
        async with self._client() as client:

            async def send_some() -> None:
                while batches:
                    lines = batches.pop()
                    await self._batch(client, lines, told)
                    told.done += lines

            await asyncio.gather(*(send_some() for _ in range(SENDERS)))
        told.seconds = perf_counter() - began
        return told

    async def _batch(self, client: httpx.AsyncClient, lines: int, told: Answered) -> None:
        number = next(self.numbers)
        elevators = self.town["elevators"]
        said = []
        for at in range(number * lines, (number + 1) * lines):
            elevator, value = elevators[at % len(elevators)], round(10 + at / 1000, 3)
            said.append((f"bench-{at % len(elevators)}", elevator, value))
        body = "\n".join(
            json.dumps({"record": r, "fields": {"register_number": n, "travel_m": v}})
            for r, n, v in said
        )
        answer = await self._until_answered(
            client, told, "batch", lambda: client.post(
                "/v1/claims", content=body, headers=self._head("claims", f"b{number}", _LINES)
            ),
        )  # fmt: skip
        if answer is not None and answer.json().get("accepted") == lines:
            self.said |= {f"{record}:{value!r}" for record, _, value in said}
        elif answer is not None:
            self.refused.append(answer.text[:300])

    async def ask_singly(self, *, load: Load) -> Answered:
        """Make so many calls a second, whether or not earlier ones were answered."""
        told, chance = Answered(), Random(f"{self.seed} {next(self.numbers)}")
        total = round(load.calls_per_s * load.seconds)
        began = perf_counter()
        room = asyncio.Semaphore(64)
        async with self._client() as client, asyncio.TaskGroup() as everybody:
            for number in range(total):
                await asyncio.sleep(max(0.0, began + number / load.calls_per_s - perf_counter()))
                if perf_counter() - began > load.seconds * 2:
                    break
                await room.acquire()
                task = everybody.create_task(self._one(client, chance, told))
                task.add_done_callback(lambda _: room.release())
        told.seconds = perf_counter() - began
        return told

    async def _one(self, client: httpx.AsyncClient, chance: Random, told: Answered) -> None:
        elevator, draw = chance.choice(self.town["own"]), chance.random()
        if draw < READS:
            await self._read(client, told, "read", f"/v1/elevators/{elevator}")
        elif draw < READS + LISTS:
            await self._read(client, told, "list", "/v1/elevators?limit=50")
        elif draw < READS + LISTS + HELD:
            await self._still_so(client, told, f"/v1/elevators/{elevator}")
        else:
            await self._report(client, told, elevator, twice=chance.random() < TWICE)
        told.done += 1

    async def _read(
        self, client: httpx.AsyncClient, told: Answered, sort: str, path: str, **more: str
    ) -> httpx.Response | None:
        head = self._head("calls") | {name.replace("_", "-"): v for name, v in more.items()}
        return await self._until_answered(
            client, told, sort, lambda: client.get(path, headers=head)
        )

    async def _still_so(self, client: httpx.AsyncClient, told: Answered, path: str) -> None:
        first = await self._read(client, told, "read", path)
        if first is not None:
            held = first.headers.get("ETag", "")
            await self._read(client, told, "still so", path, If_None_Match=held)

    async def _report(
        self, client: httpx.AsyncClient, told: Answered, elevator: str, *, twice: bool
    ) -> None:
        words = f"bench {self.seed} {next(self.numbers)}"
        said = {"register_number": elevator, "kind": "door_closing", "words": words}
        head = self._head("calls", words.replace(" ", "-"))

        async def send() -> httpx.Response:
            return await client.post("/v1/faults", json=said, headers=head)

        if await self._until_answered(client, told, "report", send) is None:
            return
        self.reported.add(words)
        if twice:
            self.again += 1
            await self._until_answered(client, told, "again", send)

    async def _until_answered(
        self, client: httpx.AsyncClient, told: Answered, sort: str,
        send: Callable[[], Awaitable[httpx.Response]],
    ) -> httpx.Response | None:  # fmt: skip
        """Send until an answer comes; what a killed process took is sent again."""
        began = perf_counter()
        while True:
            try:
                answer = await send()
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < httpx.codes.BAD_REQUEST:
                told.waits[sort].append(perf_counter() - began)
                return answer
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                self.refused.append(f"{sort}: {answer.status_code} {answer.text[:200]}")
                return None
            self.again += 1
            await asyncio.sleep(_PAUSE_S)

    def _client(self) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        return httpx.AsyncClient(base_url=self.pages, timeout=_PATIENCE_S, limits=limits)

    def _head(self, who: str, write: str = "", sort: str = "") -> dict[str, str]:
        head = {"Authorization": f"Bearer {self.town[who]}"}
        return head | ({"Idempotency-Key": write} if write else {}) | (
            {"Content-Type": sort} if sort else {}
        )  # fmt: skip
