"""Keep a document: canonical, chained after the one before it, signed."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import connection, transaction

from hoistway.foundation.refusal import Refusal
from hoistway.ledger.models import Chain, Document, Key
from hoistway.ledger.rules.canonical import Plain, canonical
from hoistway.ledger.rules.chain import genesis, link, sha256_of
from hoistway.ledger.rules.envelope import Envelope, body_of, content_of
from hoistway.ledger.rules.providers import SigningKey, signing_key
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.registry import queries as registry

CHAINS_LOCK = 0x484F4953_00000005
"""Chosen: the number of the lock by which a digest waits for documents that are being kept."""


class DocumentStands(Refusal):
    """Raised when a document of this number was kept already with another content."""

    code = "document_stands"
    zh = "编号 {uid} 的记录已经存证，内容不同；已存证的记录不能更改，请追加更正。"
    en = "Document {uid} is kept already with another content: append a correction instead."


@transaction.atomic
def keep_document(  # noqa: PLR0913 -- the seven things that a document is
    *, elevator_id: int, kind: DocumentKind, content: Mapping[str, Plain], keep_until: date,
    refers_to_id: int | None = None, uid: uuid.UUID | None = None, now: datetime,
) -> Document:  # fmt: skip
    """Keep a document for good as the next of its elevator's chain, and return its row.

    The body is the canonical text of `content` with one key more, «document» (rules/envelope.py).
    The elevator's chain stays locked to the end of the caller's transaction; the same `uid`
    again gives the row that stands.
    Raises: DocumentStands, KeyTaken, NotCanonical.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [CHAINS_LOCK])
    head = _head(elevator_id)
    uid = uid or uuid.uuid4()
    stands = Document.objects.filter(uid=uid).first()
    if stands is not None:
        return _same(stands, content)
    key, row = present_key(now=now)
    envelope = Envelope(
        uid=str(uid), elevator=_register_number(elevator_id), kind=str(kind),
        sequence=head.sequence + 1, kept_at=now.astimezone(UTC).isoformat(),
        keep_until=keep_until.isoformat(),
        refers_to=_uid_of(refers_to_id), key=key.name,
    )  # fmt: skip
    body = body_of(content=content, envelope=envelope)
    sha256 = sha256_of(text=body)
    mine = link(previous=head.link, sequence=envelope.sequence, sha256=sha256)
    document = Document.objects.create(
        uid=uid, elevator_id=elevator_id, sequence=envelope.sequence, kind=kind,
        refers_to_id=refers_to_id, body=body, sha256=sha256, previous_link=head.link, link=mine,
        key=row, signature=key.sign(text=mine), kept_at=now, keep_until=keep_until,
    )  # fmt: skip
    Chain.objects.filter(pk=head.pk).update(sequence=envelope.sequence, link=mine)
    return document


def present_key(*, now: datetime) -> tuple[SigningKey, Key]:
    """Return the key by which this installation signs, with its row, made at its first use."""
    key = signing_key(algorithm=settings.LEDGER_ALGORITHM, secret=settings.LEDGER_KEY)
    row, _ = Key.objects.get_or_create(
        name=key.name,
        defaults={"algorithm": key.algorithm, "public_key": key.public_key, "made_at": now},
    )
    return key, row


def _head(elevator_id: int) -> Chain:
    """Return the locked head of an elevator's chain, beginning it when there is none."""
    head = Chain.objects.select_for_update().filter(pk=elevator_id).first()
    if head is None:
        number = _register_number(elevator_id)
        first = {"began_as": number, "link": genesis(register_number=number)}
        Chain.objects.get_or_create(pk=elevator_id, defaults=first)
        head = Chain.objects.select_for_update().get(pk=elevator_id)
    return head


def _uid_of(document_id: int | None) -> str | None:
    return None if document_id is None else str(Document.objects.get(pk=document_id).uid)


def _register_number(elevator_id: int) -> str:
    return registry.register_number_of(elevator_id=elevator_id)


def _same(stands: Document, content: Mapping[str, Plain]) -> Document:
    if canonical(content=content) != canonical(content=content_of(body=stands.body)):
        raise DocumentStands(uid=stands.uid)
    return stands
