"""A technician's phone in the hand of the seed, the tests and the measurements."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hoistway.maintenance.rules.content import compose
from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.rules.items import Item, edition
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.signature import raw_of_der
from hoistway.maintenance.vocabulary import (
    ItemResult,
    Level,
    OperationKind,
    SignInWay,
    VisitKind,
)

_P256 = ec.SECP256R1()


def key_of_chance(*, number: int) -> ec.EllipticCurvePrivateKey:
    """Return the key that a number stands for; only for pretended phones."""
    return ec.derive_private_key(number % (2**250) + 1, _P256)


@dataclass(slots=True)
class Phone:
    """One phone with the key of one person; it counts the deeds that it makes."""

    person: int
    name: str
    certificate: str
    until: str | None
    device: UUID
    key_uid: UUID
    key: ec.EllipticCurvePrivateKey
    made: int = 0

    @property
    def public_key(self) -> str:
        """The public half as SPKI in Base64."""
        spki = self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(spki).decode()

    def sign(self, *, text: str) -> str:
        """Return the signature under a text, r and s in hexadecimal digits."""
        der = self.key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
        return raw_of_der(der=der.hex())

    def crew_line(self) -> dict[str, Any]:
        """Return the person as a signed text names them."""
        return {
            "person": self.person, "name": self.name, "certificate": self.certificate,
            "certificate_until": self.until,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is done in one visit; items not named in `answers` are normal.

    `answers` maps an item to what differs of its line; `facts` are those of `facts_of`.
    """

    uid: UUID
    register_number: str
    facts: Mapping[str, Any]
    items: Sequence[Item]
    kind: VisitKind
    level: Level | None
    begun_at: datetime
    ended_at: datetime
    crew: Sequence[Phone]
    place: tuple[float, float] | None = None
    way: SignInWay = SignInWay.SCAN
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    photos: Sequence[Mapping[str, str]] = ()
    parts: Sequence[Mapping[str, Any]] = ()
    repairs: Sequence[Mapping[str, str]] = ()
    barrier: str | None = None
    remark: str = ""
    clock_offset_ms: int = 0

    def lines(self) -> list[dict[str, Any]]:
        """Return every item's line as the signed text has it."""
        return [_line(item, self.answers.get(item.code, {})) for item in self.items]

    def content(self) -> str:
        """Return the text that the crew signs."""
        place = None
        if self.place is not None:
            longitude, latitude = self.place
            place = {
                "longitude": f"{longitude:.6f}", "latitude": f"{latitude:.6f}", "accuracy_m": "12",
            }  # fmt: skip
        day = self.begun_at.date()
        work = {
            "visit": str(self.uid), "kind": str(self.kind), "edition": edition(),
            "level": str(self.level) if self.level else None,
            "policy": policy_on(day=day).edition, "begun_at": self.begun_at.isoformat(),
            "ended_at": self.ended_at.isoformat(), "clock_offset_ms": self.clock_offset_ms,
            "place": place, "way": str(self.way), "crew": [one.crew_line() for one in self.crew],
            "barrier": self.barrier, "lines": self.lines(), "parts": [dict(p) for p in self.parts],
            "photos": [dict(p) for p in self.photos], "remark": self.remark,
            "repairs": [dict(one) for one in self.repairs],
        }  # fmt: skip
        return compose(facts=self.facts, work=work)

    def begin(self) -> dict[str, Any]:
        """Return what the sign-in says."""
        place = None
        if self.place is not None:
            place = {"longitude": self.place[0], "latitude": self.place[1], "accuracy_m": 12.0}
        return {
            "kind": str(self.kind), "level": str(self.level) if self.level else None,
            "way": str(self.way), "place": place, "crew": [one.person for one in self.crew],
            "clock_offset_ms": self.clock_offset_ms,
        }  # fmt: skip


def _line(item: Item, said: Mapping[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "item": item.code, "zh": item.zh, "result": str(ItemResult.NORMAL), "value": None,
        "unit": item.unit, "note": "", "photos": [], "part": None,
    }  # fmt: skip
    if item.at_least is not None:
        line["value"] = f"{item.at_least + 1}"
    elif item.at_most is not None:
        line["value"] = f"{item.at_most}"
    return line | dict(said)


def deed_of(  # noqa: PLR0913 -- what an operation is made of
    *, phone: Phone, job: Job, kind: OperationKind, data: Mapping[str, Any], at: datetime,
    uid: UUID, base: int = 0,
) -> Deed:  # fmt: skip
    """Return the next deed of a phone in a visit."""
    phone.made += 1
    return Deed(
        uid=uid, seq=phone.made, visit=job.uid, register_number=job.register_number, kind=kind,
        base=base, made_at=at, device=phone.device, person=phone.person, label=phone.name,
        data=data,
    )  # fmt: skip


def line_data(*, line: Mapping[str, Any], urgency: str | None = None) -> dict[str, Any]:
    """Return what the operation of one answered item says."""
    said = {name: line[name] for name in ("item", "result", "value", "note", "photos")}
    return said | {"urgency": urgency}


def signature_data(*, phone: Phone, text: str, at: datetime) -> dict[str, Any]:
    """Return what the operation of a signature says."""
    return {
        "content": text, "signature": phone.sign(text=text), "key": str(phone.key_uid),
        "signed_at": at.isoformat(),
    }  # fmt: skip
