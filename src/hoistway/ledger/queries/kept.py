"""Documents with their neighbours in the chain, as plain values."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from hoistway.ledger.models import Chain, Document
from hoistway.ledger.queries.digests import as_text, kept_key
from hoistway.ledger.rules.kept import KeptDocument

_AT_ONCE = 500
"""Chosen: so many bodies of 20 KB are read at once, 10 MB."""


def kept_documents(
    *, uids: Iterable[uuid.UUID], today: date
) -> Iterator[tuple[Document, KeptDocument]]:
    """Yield each document with its plain value, in parts of 500, each part by key."""
    waiting = iter(uids)
    while part := list(islice(waiting, _AT_ONCE)):
        for row in _with_neighbours().filter(uid__in=part).order_by("pk"):
            yield row, _plain(row, today)


def chain_of(*, elevator_id: int, after: int = 0) -> QuerySet[Document]:
    """Return the documents of one elevator in the order of its chain."""
    found = Document.objects.select_related("key", "refers_to")
    return found.filter(elevator=elevator_id, sequence__gt=after).order_by("sequence")


def _with_neighbours() -> QuerySet[Any]:
    """Each neighbour is one look into the unique index of elevator and sequence."""
    near = Document.objects.filter(elevator=OuterRef("elevator"))
    head = Chain.objects.filter(pk=OuterRef("elevator"))
    return Document.objects.select_related("key", "elevator", "refers_to").annotate(
        before=Subquery(near.filter(sequence=OuterRef("sequence") - 1).values("link")[:1]),
        after=Subquery(near.filter(sequence=OuterRef("sequence") + 1).values("previous_link")[:1]),
        head=Subquery(head.values("link")[:1]), length=Subquery(head.values("sequence")[:1]),
        began_as=Subquery(head.values("began_as")[:1]), refers_to_uid=F("refers_to__uid"),
    )  # fmt: skip


def _plain(row: Any, today: date) -> KeptDocument:
    return KeptDocument(
        uid=str(row.uid), sequence=row.sequence, kind=str(row.kind), body=row.body,
        refers_to=str(row.refers_to_uid) if row.refers_to_uid else None, sha256=row.sha256,
        previous_link=row.previous_link, link=row.link, key=kept_key(row=row.key),
        signature=row.signature, kept_at=as_text(row.kept_at),
        keep_until=row.keep_until.isoformat(), before=row.before or "", after=row.after or "",
        head=row.head or "", length=row.length or 0, began_as=row.began_as or "",
        overdue=row.keep_until < today,
    )  # fmt: skip
