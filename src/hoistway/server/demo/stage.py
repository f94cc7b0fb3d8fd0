"""The demo city's process: elevators move and report, people are trapped and freed."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections

from hoistway.emergency.queries import last_freed
from hoistway.foundation import clock
from hoistway.registry.models import Elevator
from hoistway.registry.queries import invented_elevators
from hoistway.server.demo.cast import Cast, refresh_places
from hoistway.server.demo.fleet import specs_of, switched_off, wire_of
from hoistway.server.demo.wires import MqttDevices, PlatformFeed
from hoistway.simulation.fleet import Fleet
from hoistway.simulation.nature import Rates
from hoistway.telemetry.seed.skipped import lay_out_skipped, silent_elevators

STEP_S = 0.25
POST_S = 1.0
FIRST_TRAP_S = 30
TRAP_EVERY = timedelta(minutes=12)
"""Chosen: a visitor sees one rescue from its beginning, and the board is never crowded."""

JUMP_MS = 120_000
"""A clock that leaps by more than this is a visitor's doing: the city goes on from there."""

PLACES_EVERY_S = 300

_log = structlog.get_logger()


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, tz=UTC)


@dataclass(slots=True)
class Stage:
    """The simulated elevators of the register, and what visitors may do with them."""

    elevators: dict[int, Elevator]
    truth_file: Path
    seed: int
    hurry: float
    fleet: Fleet = field(init=False)
    chance: Random = field(init=False)
    next_trap: datetime = field(init=False)
    by_itself: bool = True
    trapped_since: dict[int, int] = field(default_factory=dict)
    still: set[int] = field(default_factory=set)
    dead: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        now = clock.now()
        self.chance = Random(self.seed ^ int(now.timestamp()))  # noqa: S311 -- a play, not a secret
        self.next_trap = now + timedelta(seconds=FIRST_TRAP_S)
        self.begin(clock.now_ms())

    def begin(self, now_ms: int) -> None:
        """Set the elevators up at an instant; who was shut in still is."""
        self.fleet = Fleet(
            specs_of(list(self.elevators.values())), self.seed, start_ms=now_ms - 1,
            rates=Rates(hurry=self.hurry), first_seq=now_ms,
        )  # fmt: skip
        for slot, people in self._remembered().items():
            if slot in self.elevators:
                self.fleet.trap(slot, "off_level", people, at_once=True)

    def _remembered(self) -> dict[int, int]:
        try:
            kept = json.loads(self.truth_file.read_text())
        except (OSError, ValueError):
            return {}
        return {int(slot): int(people) for slot, people in kept.items()}

    def trapped(self) -> dict[int, int]:
        """Return who is truly shut in: elevator → people."""
        return {
            happening.slot: happening.people
            for happening in self.fleet.lasting()
            if happening.what == "trapped"
        }

    def remember(self) -> None:
        """Keep who is shut in, so that a restarted city has not forgotten them."""
        fresh = self.truth_file.with_suffix(".new")
        fresh.write_text(json.dumps(self.trapped()))
        fresh.replace(self.truth_file)

    def advance(self, now_ms: int) -> Any:
        """Let everything happen until an instant; return the reports."""
        if now_ms - self.fleet.now_ms > JUMP_MS:
            self.begin(now_ms - 1)
        step = self.fleet.advance(now_ms)
        if step.truth:
            self.remember()
        now = _at(now_ms)
        if self.by_itself and now >= self.next_trap:
            self.next_trap = now + TRAP_EVERY
            self.trap(self.a_lift(), "off_level", None)
        samples = step.samples
        if self.dead:
            samples = samples[~np.isin(samples["slot"], list(self.dead))]
        return switched_off(samples=samples, slots=self.still)

    def a_lift(self) -> int:
        """Return an elevator with a car in which nothing has happened."""
        busy = {happening.slot for happening in self.fleet.lasting()} | self.still | self.dead
        free = [
            slot
            for slot, elevator in self.elevators.items()
            if slot not in busy and elevator.kind.value in {"3110", "3210"}
        ]
        return self.chance.choice(free)

    def trap(self, slot: int, how: str, people: int | None) -> dict[str, Any]:
        """Shut people in and return the physical beginning."""
        happening = self.fleet.trap(slot, "at_level" if how == "at_level" else "off_level", people)
        self.remember()
        return {"slot": slot, "since_ms": happening.since_ms, "people": happening.people}

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do what the hub or the story asks; say what came of it."""
        do = order.get("do")
        slot = int(order.get("slot", 0))
        if slot in self.still:
            raise ValueError(f"the elevator {slot} is out of use")
        if do == "trap":
            return self.trap(slot or self.a_lift(), str(order.get("how", "")), order.get("people"))
        if do == "power_cut":
            slots = [int(s) for s in order.get("slots", []) if int(s) in self.elevators]
            minutes = float(order.get("minutes", 20))
            truth = self.fleet.power_cut(slots, minutes)
            self.remember()
            return {"cut": len(slots), "trapped": sum(h.what == "trapped" for h in truth)}
        if do in {"guard_ride", "goods_trolley"}:
            happening = self.fleet.stage(slot, str(do))
            return {"slot": slot, "since_ms": happening.since_ms, "until_ms": happening.until_ms}
        if do == "silence":
            self.fleet.silence(slot, float(order.get("minutes", 5)))
            return {"slot": slot}
        if do == "by_itself":
            self.by_itself = bool(order.get("on"))
            return {"by_itself": self.by_itself}
        if do == "state":
            return {"trapped": self.trapped(), "next_trap_at": self.next_trap.isoformat(),
                    "by_itself": self.by_itself}  # fmt: skip
        raise ValueError(f"the city knows no order {do!r}")


class Run:
    """Everything of the city process that waits, sends and listens."""

    def __init__(
        self, *, stage: Stage, cast: Cast, mqtt: MqttDevices, feeds: dict[int, PlatformFeed]
    ) -> None:
        self.stage, self.cast, self.mqtt, self.feeds = stage, cast, mqtt, feeds
        self._freed_since = clock.now() - timedelta(hours=1)

    async def move_for_ever(self) -> None:
        """Advance the elevators and hand their reports to the wires."""
        while True:
            began = asyncio.get_running_loop().time()
            samples = self.stage.advance(clock.now_ms())
            for sample in samples:
                slot = int(sample["slot"])
                elevator = self.stage.elevators[slot]
                line = wire_of(sample=sample, register_number=elevator.register_number)
                if self.mqtt.has(slot):
                    self.mqtt.put(slot, line)
                elif elevator.firm_id in self.feeds:
                    self.feeds[elevator.firm_id].put(line)
            spent = asyncio.get_running_loop().time() - began
            await asyncio.sleep(max(0.02, STEP_S - spent))

    async def post_for_ever(self) -> None:
        """Send the platforms' batches, one firm after the other."""
        while True:
            began = asyncio.get_running_loop().time()
            for feed in self.feeds.values():
                await feed.flush()
            spent = asyncio.get_running_loop().time() - began
            await asyncio.sleep(max(0.05, POST_S - spent))

    async def people_for_ever(self) -> None:
        """Let the cast act, and open the doors of cars whose passengers were freed."""
        rounds = 0
        while True:
            try:
                freed = await sync_to_async(self._people)(rounds % (PLACES_EVERY_S // 2) == 0)
                for slot in freed:
                    if self.stage.fleet.free(slot):
                        self.stage.remember()
            except DatabaseError as error:
                _log.warning("people_wait", reason=str(error))
            rounds += 1
            await asyncio.sleep(2)

    def _people(self, refresh: bool) -> list[int]:
        close_old_connections()
        now = clock.now()
        if refresh:
            refresh_places(now=now)
            self.stage.dead = silent_elevators()
        out_of_use = invented_elevators().exclude(use_state="in_use")
        self.stage.still = set(out_of_use.values_list("pk", flat=True))
        self.cast.act(now=now, trapped=self.stage.trapped())
        rows = last_freed(since=self._freed_since)
        if rows:
            self._freed_since = rows[-1][1]
        return [slot for slot, _at in rows if slot in self.stage.elevators]

    async def obey_for_ever(self, nats: Any) -> None:
        """Answer the orders of the hub and of the story."""
        orders = await nats.subscribe("demo.order")
        async for message in orders.messages:
            try:
                order = json.loads(message.data)
                if order.get("do") == "days":
                    answer = await sync_to_async(self._days)(int(order["days"]))
                else:
                    answer = self._obey(order)
            except (ValueError, KeyError, IndexError) as error:
                answer = {"refused": str(error)}
            await message.respond(json.dumps(answer).encode())

    def _days(self, days: int) -> dict[str, Any]:
        """Lay out the days that the clock is about to skip."""
        close_old_connections()
        laid_out = lay_out_skipped(days=days, seed=self.stage.seed, now=clock.now())
        return {"days": laid_out}

    def _obey(self, order: dict[str, Any]) -> dict[str, Any]:
        now = clock.now()
        if order.get("do") == "play":
            self.cast.play(person_id=int(order["person"]), now=now)
            return {"played": len(self.cast.played)}
        if order.get("do") == "cast":
            self.cast.acts = bool(order.get("on"))
            return {"acts": self.cast.acts}
        if order.get("visitor") and order.get("slot"):
            self.cast.visitors_elevators.add(int(order["slot"]))
        if order.get("scripted") and order.get("slot"):
            self.cast.scripted_elevators.add(int(order["slot"]))
        return self.stage.obey(order)
