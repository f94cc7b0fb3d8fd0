"""Visits of the demo city's last weeks, done by the same deeds as in life."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.attachments import keep_exact
from hoistway.foundation.periods import SHANGHAI
from hoistway.maintenance.actions import NewKey, register_key, take_in
from hoistway.maintenance.queries.facts import facts_of, hydraulic
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
from hoistway.maintenance.vocabulary.repairs import Urgency
from hoistway.parties.queries import certificates_of, members, organisations_of
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState

MOST_VISITS = 48
"""Visits with phones, photos and signatures. Chosen: one takes 80 ms to lay down."""

DAYS = 14
"""How far back they lie. Chosen: no elevator of them is overdue when the demo opens."""

MOST_BETWEEN = 3
"""Visits of others between two of the hub's use unit. Chosen: it sees a dozen of them."""

EARLY = timedelta(days=80)
"""How long ago some firms began with the app. Chosen: before the demo's pilot listed its first."""

EARLY_FIRMS = 4

EARLY_TRIES = 6
"""Elevators tried until one could be visited then. Chosen: some came to the firm later."""

_LEVELS = (Level.HALF_MONTH, Level.HALF_MONTH, Level.HALF_MONTH, Level.QUARTER, Level.HALF_YEAR)
_FOUND = (
    ("光幕偶发失灵，需更换", Urgency.SOON), ("应急照明不亮", Urgency.NEXT_VISIT),
    ("层门门锁触点烧蚀，已停梯", Urgency.AT_ONCE),
)  # fmt: skip
_NOTES = ("门机皮带已调紧", "已补油", "地坎已清理", "按钮已紧固")


@dataclass(slots=True)
class Firm:
    """The technicians of a firm, each with a phone, and who is next."""

    hands: list[tuple[Actor, Phone]] = field(default_factory=list)
    next: int = 0

    def crew(self) -> list[tuple[Actor, Phone]]:
        """Return the next two technicians in turn."""
        self.next += 1
        return [self.hands[(self.next + n) % len(self.hands)] for n in range(2)]


def lay_out_visits(
    *, elevators: Sequence[Elevator], firms: dict[int, Firm] | None = None, chance: Random,
    now: datetime,
) -> int:  # fmt: skip
    """Let the firms' technicians maintain some elevators of the demo; return how many visits.

    Keys are made by the seed, everything else by the actions that real phones reach; `firms`
    takes up who holds which phone.
    """
    firms = {} if firms is None else firms
    _early(elevators, firms, chance, now)
    done = 0
    for row in _in_turn(elevators):
        if done == MOST_VISITS:
            break
        if row.firm_id not in firms and row.firm_id is not None:
            firms[row.firm_id] = _firm(row.firm_id, chance, now)
        firm = firms.get(row.firm_id or 0)
        if firm is None or len(firm.hands) < 2:
            continue
        done += _one(row, firm, done, chance, now)
    return done


def _early(
    elevators: Sequence[Elevator], firms: dict[int, Firm], chance: Random, now: datetime
) -> None:  # fmt: skip
    """Let the hub's firm and the largest ones have a visit on record from when they began."""
    by_firm: dict[int, list[Elevator]] = defaultdict(list)
    for row in _in_turn(elevators):
        by_firm[row.firm_id or 0].append(row)
    first = elevators[0].firm_id if elevators else None
    order = sorted(by_firm, key=lambda key: (key != first, -len(by_firm[key]), key))
    for key in order[:EARLY_FIRMS]:
        firms[key] = _firm(key, chance, now)
        if len(firms[key].hands) > 1:
            any(_one(row, firms[key], 0, chance, now - EARLY) for row in by_firm[key][:EARLY_TRIES])


def _in_turn(elevators: Sequence[Elevator]) -> Iterator[Elevator]:
    """Return elevators in use of one firm after the other, so that each has some visits.

    Every fourth is of the use unit of the first elevator, whose door the hub opens.
    """
    first: list[Elevator] = []
    by_firm: dict[int, list[Elevator]] = defaultdict(list)
    for row in elevators:
        if row.firm_id and row.use_state is UseState.IN_USE and row.longitude is not None:
            shown = row.use_unit_id == elevators[0].use_unit_id
            (first if shown else by_firm[row.firm_id]).append(row)
    others = _round(by_firm)
    while turn := [*first[:1], *islice(others, MOST_BETWEEN)]:
        first = first[1:]
        yield from turn


def _round(by_firm: Mapping[int, list[Elevator]]) -> Iterator[Elevator]:
    while any(by_firm.values()):
        for rows in by_firm.values():
            if rows:
                yield rows.pop(0)


def _firm(firm_id: int, chance: Random, now: datetime) -> Firm:
    """Return the firm's certified technicians with a registered phone each."""
    since = now - EARLY - timedelta(days=10)
    rows = list(members(organisation_id=firm_id, role=RoleKind.TECHNICIAN, at=since)[:12])
    held = certificates_of(person_ids=[row.person_id for row in rows], kind=CertificateKind.T)
    valid = {one.person_id: one for one in held.filter(valid_until__gte=now.date())}
    firm = Firm()
    for row in rows:
        if row.person_id not in valid:
            continue
        one = valid[row.person_id]
        phone = Phone(
            person=row.person_id, name=row.person.name, certificate=one.number,
            until=one.valid_until.isoformat(), device=_uid(chance), key_uid=_uid(chance),
            key=key_of_chance(number=chance.getrandbits(240)),
        )  # fmt: skip
        key = NewKey(
            uid=phone.key_uid, device=phone.device, device_name="演示手机",
            public_key=phone.public_key,
        )  # fmt: skip
        by = Actor(
            kind=ActorKind.PERSON, name=row.person.name, person_id=row.person_id,
            role=str(row.role), organisation_id=firm_id,
            jurisdiction_id=row.organisation.jurisdiction_id,
        )  # fmt: skip
        register_key(key=key, now=since, by=by)
        firm.hands.append((by, phone))
    return firm


def _one(row: Elevator, firm: Firm, number: int, chance: Random, now: datetime) -> int:
    """Let one visit be done and signed; return 1 where it counts."""
    crew = firm.crew()
    job = _job(row, [phone for _, phone in crew], number, chance, now)
    (by, phone), (other_by, other) = crew
    received = min(job.ended_at + timedelta(minutes=chance.randrange(1, 40)), now)
    answers = take_in(deeds=deeds_of(job, phone, chance), skew_ms=0, now=received, by=by).answers
    last = signed_by(job, other, chance)
    answers += take_in(deeds=[last], skew_ms=0, now=received, by=other_by).answers
    return int(all(one.fault is None for one in answers))


def _job(
    row: Elevator, crew: list[Phone], number: int, chance: Random, now: datetime
) -> Job:  # fmt: skip
    level = _LEVELS[number % len(_LEVELS)]
    day = (now - timedelta(days=1 + number * (DAYS - 1) // MOST_VISITS)).astimezone(SHANGHAI)
    begun = day.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(
        minutes=chance.randrange(0, 480)
    )
    begun = begun.astimezone(now.tzinfo)
    items = items_of_visit(
        kind=VisitKind.MAINTENANCE, level=level, elevator_kind=str(row.kind),
        hydraulic=hydraulic(elevator=row),
    )  # fmt: skip
    ended = begun + timedelta(minutes=len(items) * 0.9 + chance.randrange(1, 15))
    photo = _photo(number, begun, chance) if number % 2 == 0 else None
    return Job(
        uid=_uid(chance), register_number=row.register_number, items=items, level=level,
        facts=facts_of(elevator=row, firm=organisations_of(organisation_ids=[row.firm_id or 0])[0]),
        kind=VisitKind.MAINTENANCE, begun_at=begun, ended_at=ended, crew=crew, barrier=photo,
        place=(float(row.longitude or 0) + chance.uniform(-1e-4, 1e-4), float(row.latitude or 0)),
        **_found(items, number, chance),
    )  # fmt: skip


def _found(items: Sequence[Any], number: int, chance: Random) -> dict[str, Any]:
    """Return what was not simply normal: a note here, a part there, a fault on one in six."""
    plain = [one.code for one in items if one.at_least is None and one.at_most is None]
    adjusted, replaced, broken = chance.sample(plain, 3)
    answers = {adjusted: {"result": "adjusted", "note": chance.choice(_NOTES)}}
    said: dict[str, Any] = {"answers": answers}
    if number % 4 == 1:
        answers[replaced] = {"result": "replaced", "part": "靴衬"}
        part = {"item": replaced, "name": "靴衬", "model": "T89", "serial_number": ""}
        said["parts"] = [part | {"quantity": 2}]
    if number % 6 == 2:
        words, urgency = _FOUND[number // 6 % len(_FOUND)]
        answers[broken] = {"result": "abnormal", "note": words}
        said["repairs"] = [{"item": broken, "words": words, "urgency": str(urgency)}]
    return said


def deeds_of(job: Job, phone: Phone, chance: Random) -> list[Deed]:
    """Return what a phone sends of a job, from the sign-in to its own signature."""
    urgencies = {one["item"]: one["urgency"] for one in job.repairs}
    begin = _deed(job, phone, OperationKind.BEGIN, job.begin(), job.begun_at, chance)
    step = (job.ended_at - job.begun_at) / (len(job.items) + 2)
    lines = [
        _deed(
            job, phone, OperationKind.LINE,
            line_data(line=line, urgency=urgencies.get(line["item"])),
            job.begun_at + step * (number + 1), chance,
        )
        for number, line in enumerate(job.lines())
    ]  # fmt: skip
    return [begin, *lines, signed_by(job, phone, chance)]


def signed_by(job: Job, phone: Phone, chance: Random) -> Deed:
    """Return the signature of the phone's owner under a job."""
    data = signature_data(phone=phone, text=job.content(), at=job.ended_at)
    return _deed(job, phone, OperationKind.SIGN, data, job.ended_at, chance)


def _deed(
    job: Job, phone: Phone, kind: OperationKind, data: dict[str, Any], at: datetime, chance: Random
) -> Deed:
    return deed_of(phone=phone, job=job, kind=kind, data=data, at=at, uid=_uid(chance))


def _uid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _photo(number: int, at: datetime, chance: Random) -> str:
    """Keep a drawn photo of barriers before a landing and return its name."""
    tone = chance.randrange(110, 190)
    image = Image.new("RGB", (960, 720), (tone, tone - 6, tone - 14))
    draw = ImageDraw.Draw(image)
    left = 140 + 31 * (number % 9)
    draw.rectangle((left, 60, left + 420, 560), fill=(170, 176, 182), outline=(60, 60, 60), width=8)
    for stripe in range(12):
        colour = (240, 190, 0) if stripe % 2 else (30, 30, 30)
        draw.rectangle((left - 60 + 45 * stripe, 430, left - 15 + 45 * stripe, 470), fill=colour)
    for _ in range(400):
        x, y = chance.randrange(960), chance.randrange(720)
        draw.point((x, y), fill=(chance.randrange(256),) * 3)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    data = out.getvalue()
    name = sha256(data).hexdigest()
    keep_exact(sha256=name, data=data, now=at, by=PLATFORM)
    return name
