"""Builders of visits, each brought to its stage by the same deeds as in life."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep_exact
from hoistway.maintenance.actions import Answer, NewKey, register_key, take_in
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.facts import facts_of, hydraulic
from hoistway.maintenance.rules.checklists import items_of_visit
from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.rules.items import edition
from hoistway.maintenance.seed.phones import (
    Job,
    Phone,
    deed_of,
    key_of_chance,
    line_data,
    signature_data,
)
from hoistway.maintenance.vocabulary import Level, OperationKind, Verdict, VisitKind
from hoistway.parties.models import Membership, Organisation
from hoistway.parties.queries import certificates_of
from hoistway.parties.vocabulary import CertificateKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_technician, fresh_number
from tests.world.registry import an_elevator

AN_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Hand:
    """A technician with a phone: who acts, and the phone that makes the deeds."""

    member: Membership
    by: Actor
    phone: Phone

    def deed(
        self, *, job: Job, kind: OperationKind, data: Mapping[str, Any], at: datetime,
        base: int = 0, uid: UUID | None = None,
    ) -> Deed:  # fmt: skip
        """Return the next deed of this phone."""
        return deed_of(
            phone=self.phone, job=job, kind=kind, data=data, at=at, uid=uid or uuid4(), base=base
        )

    def begin(self, *, job: Job) -> Deed:
        """Return the sign-in to a job."""
        return self.deed(job=job, kind=OperationKind.BEGIN, data=job.begin(), at=job.begun_at)

    def line(self, *, job: Job, base: int = 0, **said: Any) -> Deed:
        """Return the answer to one item; what is not said is normal."""
        line = {"result": "normal", "value": None, "note": "", "photos": [], **said}
        data = line_data(line=line, urgency=said.get("urgency"))
        return self.deed(job=job, kind=OperationKind.LINE, data=data, at=job.begun_at, base=base)

    def lines(self, *, job: Job) -> list[Deed]:
        """Return the answers to all items of a job."""
        urgencies = {one["item"]: one["urgency"] for one in job.repairs}
        return [
            self.line(job=job, **{**line, "urgency": urgencies.get(line["item"])})
            for line in job.lines()
        ]

    def sign(self, *, job: Job, text: str = "") -> Deed:
        """Return the signature under a job, or under another text."""
        data = signature_data(phone=self.phone, text=text or job.content(), at=job.ended_at)
        return self.deed(job=job, kind=OperationKind.SIGN, data=data, at=job.ended_at)

    def send(self, *deeds: Deed, now: datetime) -> list[Answer]:
        """Send deeds and return the answers."""
        return take_in(deeds=deeds, now=now, by=self.by).answers


def a_hand(*, firm: Organisation, certified: bool = True) -> Hand:
    """Return a certified technician of a firm whose phone's key is registered."""
    member = a_technician(firm=firm, certified=certified)
    held = certificates_of(person_ids=[member.person_id], kind=CertificateKind.T).first()
    phone = Phone(
        person=member.person_id, name=member.person.name,
        certificate=held.number if held else "",
        until=held.valid_until.isoformat() if held else None, device=uuid4(), key_uid=uuid4(),
        key=key_of_chance(number=fresh_number()),
    )  # fmt: skip
    by = acting(membership=member)
    key = NewKey(
        uid=phone.key_uid, device=phone.device, device_name="测试手机", public_key=phone.public_key
    )
    register_key(key=key, now=NOW - timedelta(days=300), by=by)
    return Hand(member, by, phone)


def a_crew(*, firm: Organisation, size: int = 2) -> list[Hand]:
    """Return technicians of a firm, as many as the policy asks for unless told otherwise."""
    return [a_hand(firm=firm) for _ in range(size)]


def a_visit(
    *, elevator: Elevator | None = None, level: Level | None = Level.HALF_MONTH,
    kind: VisitKind = VisitKind.MAINTENANCE, due_on: date | None = None,
    firm: Organisation | None = None, lead: Membership | None = None,
) -> Visit:  # fmt: skip
    """Return a planned visit on an elevator, of the elevator's own firm unless told otherwise."""
    elevator = elevator or an_elevator()
    day = due_on or (NOW + timedelta(hours=8)).date()
    return Visit.objects.create(
        uid=uuid4(), elevator=elevator, firm=firm or elevator.firm, kind=kind, level=level,
        edition=edition(), due_on=day, planned_on=day, made_at=NOW,
        lead_id=lead.person_id if lead else None,
    )  # fmt: skip


def a_job(
    *, elevator: Elevator, crew: Sequence[Hand], visit: Visit | None = None,
    kind: VisitKind = VisitKind.MAINTENANCE, level: Level | None = Level.HALF_MONTH,
    begun_at: datetime = NOW - AN_HOUR, **said: Any,
) -> Job:  # fmt: skip
    """Return work to be done: of a planned visit, or of one that the phone makes."""
    if visit is not None:
        kind, level = visit.kind, visit.level
    place = None
    if elevator.longitude is not None and elevator.latitude is not None:
        place = (elevator.longitude, elevator.latitude)
    items = items_of_visit(
        kind=kind, level=level, elevator_kind=str(elevator.kind),
        hydraulic=hydraulic(elevator=elevator), codes=tuple(visit.items) if visit else (),
    )  # fmt: skip
    firm = crew[0].member.organisation
    told: dict[str, Any] = {"place": place, "ended_at": begun_at + timedelta(minutes=35), **said}
    return Job(
        uid=visit.uid if visit else uuid4(), register_number=elevator.register_number,
        facts=facts_of(elevator=elevator, firm=firm), items=items, kind=kind, level=level,
        begun_at=begun_at, crew=[one.phone for one in crew], **told,
    )  # fmt: skip


def a_signed_visit(
    *, elevator: Elevator | None = None, crew: Sequence[Hand] | None = None,
    visit: Visit | None = None, now: datetime | None = None, **said: Any,
) -> Visit:  # fmt: skip
    """Return a visit that the whole crew has signed, and that counts.

    `said` are the fields of a job: kind, level, begun_at, ended_at, answers, photos, parts,
    repairs, barrier, remark, place. It is received a minute after its end unless `now` is given.
    """
    elevator = elevator or (visit.elevator if visit else an_elevator())
    crew = crew or a_crew(firm=visit.firm if visit else elevator.firm)
    job = a_job(elevator=elevator, crew=crew, visit=visit, **said)
    received = now or max(job.ended_at + timedelta(minutes=1), job.ended_at)
    first, *others = crew
    answers = first.send(
        first.begin(job=job), *first.lines(job=job), first.sign(job=job), now=received
    )
    for other in others:
        answers += other.send(other.sign(job=job), now=received)
    bad = {(one.fault, one.missing) for one in answers if one.verdict is not Verdict.APPLIED}
    assert bad == set()
    return Visit.objects.select_related("record", "elevator", "firm").get(uid=job.uid)


def a_photo_file(*, shade: int = 120, size: tuple[int, int] = (320, 240)) -> bytes:
    """Return the bytes of a small JPEG; another shade is another photo."""
    picture = Image.radial_gradient("L").resize(size).point(lambda v: (v + shade) % 256)
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=70)
    return out.getvalue()


def a_kept_photo(*, shade: int = 120, now: datetime = NOW) -> str:
    """Return the SHA-256 of a photo that the platform keeps."""
    data = a_photo_file(shade=shade)
    name = sha256(data).hexdigest()
    keep_exact(sha256=name, data=data, now=now, by=PLATFORM)
    return name
