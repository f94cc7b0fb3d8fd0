"""The story: two shut in at once, a silent technician, a calling neighbour, look-alikes."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from time import monotonic
from typing import Any

import nats

from hoistway.foundation import clock
from hoistway.server import addresses, certificates, secrets
from hoistway.server.config import Config
from hoistway.server.story.phone import NotOnThePage, Phone
from hoistway.server.story.scene import Scene, choose_scene

SOS_AFTER_S = 50
"""Seconds after the physical stop at which the passenger scans the code. Chosen: after the
platform must have found it, so that the scan is seen to join."""

LISTENS_WITHIN_S = 120
"""Chosen: the city reads its whole register before it takes orders; minutes on a loaded machine."""

TRAVEL_S = 12
PATIENCE_S = 240


class Missing(Exception):
    """A stage of the story did not happen; the message says which."""


@dataclass(slots=True)
class Told:
    """What the story found out, stage by stage."""

    facts: dict[str, Any] = field(default_factory=dict)
    watch: dict[str, float] = field(default_factory=dict)


async def _order(link: Any, **order: Any) -> dict[str, Any]:
    """Return the city's answer, waiting for a city that starts or starts again."""

    async def ask() -> Any:
        with suppress(nats.errors.NoRespondersError):
            return await link.request("demo.order", json.dumps(order).encode(), timeout=10)

    answer = await _until("the city takes orders", ask, LISTENS_WITHIN_S)
    told: dict[str, Any] = json.loads(answer.data)
    if "refused" in told:
        raise Missing(f"the city refused {order}: {told['refused']}")
    return told


def _say(line: str) -> None:
    print(f"  story: {line}", flush=True)


async def _until(what: str, look: Callable[[], Awaitable[Any]], within_s: float) -> Any:
    """Return what `look` finds, asking twice a second. Raises: Missing."""
    end = monotonic() + within_s
    while monotonic() < end:
        found = await look()
        if found:
            return found
        await asyncio.sleep(0.5)
    raise Missing(what)


async def _cry(phone: Phone, landing: str) -> str:
    """Scan, tap, tap; return the path of the page that follows the rescue."""
    await phone.open(landing)
    await phone.follow("/sos?who=inside")
    await phone.send("/call")
    return phone.address.split("?")[0]


async def _sign_in_ringing(phone: Phone, scene: Scene) -> bool:
    """Sign in as who is called; tell whether the phone rings for this very elevator."""
    await phone.open(f"/demo/?elevator={scene.register_number}")
    await phone.send("/demo/enter", role="technician")
    return phone.offers("/accept") and f"<p>{scene.main.name}</p>" in phone.text


async def _rescue(phone: Phone, scene: Scene, told: Told) -> None:
    """Let the first technician be silent, then accept, arrive, free and close as the next."""
    first = await _called(phone, scene, not_number="", within_s=60)
    _say("a technician is called, and stays silent")
    second = await _called(phone, scene, not_number=first, within_s=90)
    if first == second:
        raise Missing("the next technician was not called")
    await phone.send("/accept", longitude=f"{scene.near[0]}", latitude=f"{scene.near[1]}")
    told.watch["accepted"] = monotonic()
    _say("the next technician has accepted and is under way")
    await asyncio.sleep(TRAVEL_S)
    await phone.send("/arrive", code=scene.rescue_number)
    told.watch["arrived"] = monotonic()
    _say("the technician has arrived")
    await asyncio.sleep(8)
    await phone.send("/freed", people="2", injured="0")
    told.watch["freed"] = monotonic()
    _say("everybody is out")
    await asyncio.sleep(3)
    await phone.send("/close", cause="door", note="演示：门锁触点调整")


async def _called(phone: Phone, scene: Scene, *, not_number: str, within_s: float) -> str:
    """Wait until somebody other than `not_number` is called; return who."""

    async def look() -> str:
        if not await _sign_in_ringing(phone, scene):
            return ""
        who = phone.text.partition('class="quiet-text">')[2].partition(" ")[0]
        return who if who != not_number else ""

    found: str = await _until("a technician rings", look, within_s)
    return found


def _instant(text: object) -> float:
    return datetime.fromisoformat(str(text)).timestamp()


def _stages(timeline: dict[str, Any], since_ms: int) -> dict[str, float]:
    """Return the seconds from the physical beginning to each stage, by the public timeline."""
    first: dict[str, float] = {}
    for entry in timeline["entries"]:
        first.setdefault(entry["deed"], _instant(entry["at"]) - since_ms / 1000)
    names = {"opened": "detected_s", "called": "dispatched_s", "accepted": "accepted_s",
             "arrived": "arrived_s", "freed": "freed_s"}  # fmt: skip
    missing = [deed for deed in names if deed not in first]
    if missing:
        raise Missing(f"the public timeline lacks {missing}")
    return {name: round(first[deed], 2) for deed, name in names.items()}


async def tell(
    *, config: Config, seed: int, elevator: str | None, setup_s: float
) -> dict[str, Any]:
    """Play the story through the public pages and return its last line as a dictionary."""
    kept = secrets.keep(home=config.home)
    link = await nats.connect(addresses.nats_url(config=config, secrets=kept))
    verify: bool | str = True
    if config.lan:
        verify = str(certificates.files(home=config.home).authority)
    phones = [Phone(base_url=config.base_url, verify=verify) for _ in range(4)]
    told = Told(facts={"ok": False, "setup_s": round(setup_s, 1), "elevators": config.elevators,
                       "seed": seed, "samples": 0})  # fmt: skip
    try:
        scene = await choose_scene(phone=phones[0], chance=Random(seed), elevator=elevator)  # noqa: S311 -- a play
        await _play(link, phones, scene, told)
        told.facts["ok"] = True
    except (Missing, NotOnThePage, nats.errors.Error, TimeoutError) as failure:
        told.facts["missing"] = f"{type(failure).__name__}: {failure}"
    finally:
        for phone in phones:
            await phone.close()
        await link.close()
    return told.facts


async def _play(link: Any, phones: list[Phone], scene: Scene, told: Told) -> None:
    passenger, technician, neighbour, regulator = phones
    await _order(link, do="by_itself", on=False)
    begun = await _order(link, do="trap", slot=scene.slot, people=2, scripted=True)
    other = await _order(link, do="trap", slot=scene.twin.slot, people=1)
    await _order(link, do="guard_ride", slot=scene.guard.slot)
    await _order(link, do="goods_trolley", slot=scene.trolley.slot)
    since_ms = int(begun["since_ms"])
    _say(f"people will be shut in at {scene.main.name}")
    rescue = asyncio.create_task(_rescue(technician, scene, told))
    try:
        wait_s = since_ms / 1000 + SOS_AFTER_S - clock.now_ms() / 1000
        await asyncio.sleep(max(0.0, wait_s))
        tracking = await _cry(passenger, scene.landing)
        await _judge_cries(passenger, neighbour, scene, tracking, since_ms, told)
        await asyncio.wait_for(rescue, PATIENCE_S)
    finally:
        rescue.cancel()
    timeline: dict[str, Any] = await _until(
        "the rescue is judged", lambda: _judged(passenger, tracking), 30
    )
    told.facts |= _stages(timeline, since_ms)
    told.facts["entries"] = timeline["stored"]
    if timeline["sequences"] != list(range(1, timeline["stored"] + 1)):
        raise Missing("the published sequence numbers are not the stored ones")
    _compare(told, since_ms)
    told.facts["evaluation"] = {f["name"]: f["verdict"] for f in timeline["figures"]}
    await _judge_others(regulator, scene, told)
    told.facts["other_since_ms"] = other["since_ms"]
    if told.facts["dispatched_s"] - told.facts["detected_s"] > 2:
        raise Missing("dispatch within two seconds of detection")


async def _judged(phone: Phone, tracking: str) -> dict[str, Any] | None:
    timeline = await phone.data(f"{tracking}/timeline")
    return timeline if timeline["figures"] else None


async def _judge_cries(
    passenger: Phone, neighbour: Phone, scene: Scene, tracking: str, since_ms: int, told: Told
) -> None:
    """Check that the passenger joined the signals' rescue and the neighbour's call did not."""
    timeline: dict[str, Any] = await passenger.data(f"{tracking}/timeline")
    opened = _instant(timeline["entries"][0]["at"]) - since_ms / 1000
    joined = any(entry["deed"] == "reported" for entry in timeline["entries"])
    told.facts["number"] = timeline["number"]
    told.facts["sos_merged"] = joined and opened < SOS_AFTER_S
    if not told.facts["sos_merged"]:
        raise Missing("the signals' rescue was not there before the passenger's call")
    theirs = await _cry(neighbour, scene.neighbour.landing)
    other: dict[str, Any] = await neighbour.data(f"{theirs}/timeline")
    told.facts["neighbour_apart"] = other["number"] != timeline["number"]
    if not told.facts["neighbour_apart"]:
        raise Missing("the neighbour's call was merged")
    await neighbour.send("/out")


def _compare(told: Told, since_ms: int) -> None:
    """Check that what the phones did stands in the timeline within a second."""
    for name, at in told.watch.items():
        by_watch = at - monotonic() + clock.now_ms() / 1000 - since_ms / 1000
        if abs(by_watch - told.facts[f"{name}_s"]) > 1:
            said = told.facts[f"{name}_s"]
            raise Missing(f"{name}: {by_watch:.2f} s by the phone, {said} s told")


async def _judge_others(regulator: Phone, scene: Scene, told: Told) -> None:
    """Check by the regulator's list: the twin has its own rescue, the look-alikes have none."""
    await regulator.open("/demo/")
    await regulator.send("/demo/enter", role="city_regulator")
    health = await regulator.data("/readyz")
    figures: Any = health["intake"]
    told.facts["samples"] = figures.get("detector", {}).get("accepted", 0)
    for name, place, expected in (
        ("twin_apart", scene.twin, 1), ("guard_quiet", scene.guard, 0),
        ("trolley_quiet", scene.trolley, 0),
    ):  # fmt: skip
        rows = await regulator.text_of(f"/g/incidents?q={place.register_number}&export=csv")
        found = [line for line in rows.splitlines()[1:] if place.register_number in line]
        told.facts[name] = len(found) == expected
        if not told.facts[name]:
            raise Missing(f"{name}: {len(found)} rescues, expected {expected}")
