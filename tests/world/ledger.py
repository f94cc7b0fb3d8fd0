"""Builders of kept documents: records as phones sign them."""

import base64
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hoistway.ledger.actions import keep_document
from hoistway.ledger.models import Document
from hoistway.ledger.rules.canonical import Plain, canonical
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.registry.models import Elevator
from tests.world.parties import NOW
from tests.world.registry import an_elevator

IN_FIVE_YEARS = date(2031, 11, 22)


@cache
def a_phone(name: str) -> tuple[ec.EllipticCurvePrivateKey, str]:
    """Return the key in somebody's phone and its public half (SPKI, Base64)."""
    key = ec.generate_private_key(ec.SECP256R1())
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return key, base64.b64encode(spki).decode()


def a_record(
    *, crew: Sequence[str] = ("王师傅", "李师傅"), photos: Sequence[str] = (), remark: str = "正常"
) -> dict[str, Plain]:
    """Return the content of a record that everybody of a crew has signed."""
    signed: dict[str, Plain] = {
        "schema": "hoistway.visit/1", "remark": remark,
        "lines": [{"item": "A-1-01", "zh": "机房环境", "result": "normal", "value": "7.5"}],
        "photos": [{"sha256": one, "item": "A-1-01"} for one in photos],
    }  # fmt: skip
    data = canonical(content=signed).encode()
    return {
        "schema": "hoistway.record/1", "content": signed, "received_at": "2026-11-22T04:00:00Z",
        "signatures": [_signed(name, data) for name in crew],
    }  # fmt: skip


def _signed(name: str, data: bytes) -> dict[str, Plain]:
    key, public = a_phone(name)
    return {
        "person": 1, "name": name, "certificate": "TS6T0001", "algorithm": "ecdsa-p256-sha256",
        "public_key": public, "signed_at": "2026-11-22T03:59:00Z",
        "signature": key.sign(data, ec.ECDSA(hashes.SHA256())).hex(),
    }  # fmt: skip


def a_kept_record(
    *, elevator: Elevator | None = None, now: datetime = NOW, photos: Sequence[str] = (),
    remark: str = "正常", keep_until: date = IN_FIVE_YEARS,
) -> Document:  # fmt: skip
    """Return a signed record as the next document of an elevator's chain."""
    return keep_document(
        elevator_id=(elevator or an_elevator(plate=False)).pk, kind=DocumentKind.VISIT_RECORD,
        content=a_record(photos=photos, remark=remark), keep_until=keep_until, now=now,
    )  # fmt: skip


def an_answer(*, to: Document, now: datetime = NOW) -> Document:
    """Return the use unit's confirmation of a record."""
    content: dict[str, Plain] = {"schema": "hoistway.answer/1", "words": "确认"}
    return keep_document(
        elevator_id=to.elevator_id, kind=DocumentKind.CONFIRMATION, content=content,
        keep_until=IN_FIVE_YEARS, refers_to_id=to.pk, now=now,
    )  # fmt: skip
