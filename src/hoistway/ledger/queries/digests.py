"""Digests of days, and what they cover."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from django.db.models import QuerySet

from hoistway.ledger.models import Digest, Document, Key, Stamp
from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.digest import digest_line, root
from hoistway.ledger.rules.kept import KeptDigest, KeptKey


def digests() -> QuerySet[Digest]:
    """Return the digests of all days, the latest first; they are public."""
    return Digest.objects.select_related("key").order_by("-day")


def digest_lines(*, since: date | None = None) -> list[str]:
    """Return one line for each day, in order, for those who keep digests (`rules/digest.py`)."""
    found = Digest.objects.order_by("day")
    if since is not None:
        found = found.filter(day__gte=since)
    return [digest_line(body=body, signature=said) for body, said in found.values_list(
        "body", "signature"
    )]  # fmt: skip


def digest_of(*, document_id: int) -> Digest | None:
    """Return the digest that covers a document, or None while its day is not signed."""
    found = Digest.objects.select_related("key")
    return found.filter(after_id__lt=document_id, through_id__gte=document_id).first()


def links_between(*, after: int, through: int) -> list[str]:
    """Return the links of the documents that a digest covers, in order."""
    found = Document.objects.filter(pk__gt=after, pk__lte=through).order_by("pk")
    return list(found.values_list("link", flat=True))


def stamps_of(*, digest_ids: Collection[int]) -> QuerySet[Stamp]:
    """Return the time stamps of digests, by key."""
    return Stamp.objects.filter(digest__in=digest_ids).order_by("pk")


def kept_digest(*, row: Digest) -> KeptDigest:
    """Return a digest as it stands, with the root counted anew over its documents."""
    links = links_between(after=row.after_id, through=row.through_id)
    before = Digest.objects.filter(day__lt=row.day).order_by("-day").first()
    return KeptDigest(
        day=row.day.isoformat(), after_id=row.after_id, through_id=row.through_id,
        documents=row.documents, root=row.root, previous=row.previous, body=row.body,
        signature=row.signature, signed_at=as_text(row.signed_at), key=kept_key(row=row.key),
        documents_now=len(links), root_now=root(links=links),
        before=sha256_of(text=before.body) if before else "",
    )  # fmt: skip


def kept_key(*, row: Key) -> KeptKey:
    """Return a key as a plain value."""
    return KeptKey(
        name=row.name, algorithm=str(row.algorithm), public_key=row.public_key,
        made_at=as_text(row.made_at),
    )  # fmt: skip


def as_text(at: datetime) -> str:
    """Return an instant as bodies write it."""
    return at.astimezone(UTC).isoformat()
