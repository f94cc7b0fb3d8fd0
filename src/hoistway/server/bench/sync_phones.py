"""Pretended phones that send visits over HTTP, again and again until each deed is answered."""

import asyncio
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import httpx
from PIL import Image

from hoistway.foundation import clock
from hoistway.maintenance.rules.checklists import items_of_visit
from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.seed.phones import (
    Job,
    Phone,
    deed_of,
    key_of_chance,
    line_data,
    signature_data,
)
from hoistway.maintenance.vocabulary import Level, OperationKind, VisitKind
from hoistway.server.config import CannotStart

PHOTOS, LEAST_BYTES = 3, 150 * 1024
"""Issue: 3 photos of at least 150 KiB in each visit."""

TWICE, _PATIENCE_S, _PAUSE_S, _TOKEN = 0.05, 60.0, 0.5, "b" * 32
"""TWICE: share of messages sent again although answered. Chosen: answers get lost in pits."""

_WORK = timedelta(minutes=35)
_AGAIN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """So many visits in so many seconds, at these pages."""

    pages: str
    visits: int
    seconds: float
    seed: int


@dataclass(slots=True)
class Crowd:
    """All phones of the morning, and what they were answered."""

    morning: Morning
    town: dict[str, Any]
    answered: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    deeds: int = 0
    again: int = 0
    not_known_again: int = 0
    last: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    async def work(self) -> None:
        """Let every pair of technicians do its visits, spread over the morning."""
        chance = Random(self.morning.seed)
        self.pictures = [a_picture(chance) for _ in range(6)]
        limits = httpx.Limits(max_connections=400, max_keepalive_connections=200)
        async with httpx.AsyncClient(
            base_url=self.morning.pages, timeout=_PATIENCE_S, limits=limits
        ) as client:
            pairs = self.town["pairs"]
            shares = [len(range(n, self.morning.visits, len(pairs))) for n in range(len(pairs))]
            await asyncio.gather(
                *(
                    self._day(client, pair, share, Random(f"{self.morning.seed} {number}"))
                    for number, (pair, share) in enumerate(zip(pairs, shares, strict=True))
                )
            )

    async def _day(
        self, client: httpx.AsyncClient, pair: dict[str, Any], visits: int, chance: Random
    ) -> None:
        began = perf_counter()
        starts = sorted(chance.random() * self.morning.seconds * 0.97 for _ in range(visits))
        for start in starts:
            await asyncio.sleep(max(0.0, began + start - perf_counter()))
            await self._visit(client, pair, chance)

    async def _visit(self, client: httpx.AsyncClient, pair: dict[str, Any], chance: Random) -> None:
        place = chance.choice(self.town["elevators"][str(pair["firm"])])
        photos = [chance.choice(self.pictures) + chance.randbytes(16) for _ in range(PHOTOS)]
        one, other = pair["people"]
        phones = [_phone(person) for person in pair["people"]]
        job = _job(place, phones, photos, chance)
        deeds = _deeds(job, phones[0], chance)
        half = len(deeds) // 2
        await self._send(client, one, deeds[:half], chance)
        await self._send(client, one, deeds[half:], chance)
        names = [sha256(data).hexdigest() for data in photos]
        missing = await self._post(client, one, "/t/blobs/missing", {"sha256": names}, "missing")
        for name, data in zip(names, photos, strict=True):
            if name in missing["missing"]:
                await self._put(client, one, name, data)
        await self._send(client, one, [_signature(job, phones[0], chance)], chance)
        signature = [_signature(job, phones[1], chance)]
        said = await self._send(client, other, signature, chance)
        if said["visits"][str(job.uid)]["state"] != "signed":
            self.failed.append(f"not signed: {said['answers']}")
        self.last.append((other, _message(other, signature)))

    async def _send(
        self, client: httpx.AsyncClient, person: dict[str, Any], deeds: Sequence[Deed],
        chance: Random,
    ) -> dict[str, Any]:  # fmt: skip
        message = _message(person, deeds)
        self.deeds += len(deeds)
        said = await self._post(client, person, "/t/sync", message, "sync")
        bad = [one for one in said["answers"] if one["verdict"] not in {"applied", "duplicate"}]
        self.failed += [str(one) for one in bad]
        if chance.random() < TWICE:
            self.again += 1
            await self._known(client, person, message)
        return said

    async def _known(
        self, client: httpx.AsyncClient, person: dict[str, Any], message: dict[str, Any]
    ) -> dict[str, Any]:
        said = await self._post(client, person, "/t/sync", message, "sync")
        self.not_known_again += sum(one["verdict"] != "duplicate" for one in said["answers"])
        return said

    async def ask_again(self) -> None:
        """Ask at the door of some visits whether they stand, by sending their last deed again."""
        async with httpx.AsyncClient(base_url=self.morning.pages, timeout=_PATIENCE_S) as client:
            records = set()
            for person, message in self.last[:_AGAIN]:
                said = await self._known(client, person, message)
                records |= {one["record"] for one in said["visits"].values()}
        self.not_known_again += min(len(self.last), _AGAIN) - len(records - {None})

    async def _post(
        self, client: httpx.AsyncClient, person: dict[str, Any], path: str, said: Any, sort: str
    ) -> dict[str, Any]:
        head = self._head(person)
        answer = await self._until_answered(client, "POST", path, sort, json=said, headers=head)
        found: dict[str, Any] = answer.json()
        return found

    async def _put(
        self, client: httpx.AsyncClient, person: dict[str, Any], name: str, data: bytes
    ) -> None:
        head = self._head(person) | {"Content-Type": "image/jpeg"}
        await self._until_answered(
            client, "PUT", f"/t/blobs/{name}", "photo", content=data, headers=head
        )

    async def _until_answered(
        self, client: httpx.AsyncClient, verb: str, path: str, sort: str, **said: Any
    ) -> httpx.Response:
        """Send until an answer of success comes; what a killed process took is sent again."""
        while True:
            began = perf_counter()
            try:
                answer = await client.request(verb, path, **said)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.is_success:
                self.answered[sort].append(perf_counter() - began)
                return answer
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                raise CannotStart(sentence=f"{path}: {answer.status_code} {answer.text[:300]}")
            self.again += 1
            await asyncio.sleep(_PAUSE_S)

    def _head(self, person: dict[str, Any]) -> dict[str, str]:
        cookies = f"{self.town['cookie']}={person['session']}; csrftoken={_TOKEN}"
        return {"Cookie": cookies, "X-CSRFToken": _TOKEN}


def _phone(person: dict[str, Any]) -> Phone:
    return Phone(
        person=person["person"], name=person["name"], certificate=person["certificate"],
        until=person["until"], device=UUID(person["device"]), key_uid=UUID(person["key_uid"]),
        key=key_of_chance(number=int(person["secret"])),
    )  # fmt: skip


def _job(
    place: dict[str, Any], phones: list[Phone], photos: list[bytes], chance: Random
) -> Job:  # fmt: skip
    ended = clock.now() - timedelta(seconds=chance.randrange(5, 60))
    items = items_of_visit(
        kind=VisitKind.MAINTENANCE, level=Level.HALF_MONTH, elevator_kind=place["kind"]
    )
    named = [
        {"sha256": sha256(data).hexdigest(), "item": item.code, "taken_at": ended.isoformat()}
        for data, item in zip(photos, chance.sample(items, len(photos)), strict=True)
    ]  # fmt: skip
    return Job(
        uid=_uid(chance), register_number=place["register_number"], facts=place["facts"],
        items=items, kind=VisitKind.MAINTENANCE, level=Level.HALF_MONTH, begun_at=ended - _WORK,
        ended_at=ended, crew=phones, place=tuple(place["place"]), photos=named,
        answers={one["item"]: {"photos": [one["sha256"]]} for one in named},
    )  # fmt: skip


def _deeds(job: Job, phone: Phone, chance: Random) -> list[Deed]:
    def deed(kind: OperationKind, data: dict[str, Any]) -> Deed:
        uid, at = _uid(chance), job.begun_at
        return deed_of(phone=phone, job=job, kind=kind, data=data, at=at, uid=uid)

    photos = [{**one, "place": None, "use": "item"} for one in job.photos]
    return [
        deed(OperationKind.BEGIN, job.begin()),
        *(deed(OperationKind.LINE, line_data(line=line)) for line in job.lines()),
        *(deed(OperationKind.PHOTO, one) for one in photos),
    ]


def _signature(job: Job, phone: Phone, chance: Random) -> Deed:
    data = signature_data(phone=phone, text=job.content(), at=job.ended_at)
    return deed_of(
        phone=phone, job=job, kind=OperationKind.SIGN, data=data, at=job.ended_at, uid=_uid(chance)
    )


def _message(person: dict[str, Any], deeds: Sequence[Deed]) -> dict[str, Any]:
    ops = [
        {
            "id": str(one.uid), "seq": one.seq, "visit": str(one.visit), "base": one.base,
            "elevator": one.register_number, "kind": str(one.kind), "data": dict(one.data),
            "made_at": one.made_at.isoformat(),
        }
        for one in deeds
    ]  # fmt: skip
    sent_at = clock.now().isoformat()
    return {"device": person["device"], "sent_at": sent_at, "ops": ops}


def _uid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def a_picture(chance: Random) -> bytes:
    """Return a JPEG of 1280 px and at least 150 KiB, noisy as a dark pit is."""
    noise = Image.frombytes("L", (320, 240), chance.randbytes(320 * 240)).resize((1280, 960))
    for quality in range(40, 96, 5):
        out = io.BytesIO()
        noise.convert("RGB").save(out, "JPEG", quality=quality)
        if out.tell() >= LEAST_BYTES:
            break
    return out.getvalue()
