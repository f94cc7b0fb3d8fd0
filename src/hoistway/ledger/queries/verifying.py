"""True, false, and why: a document, a file, or many documents against chain and digests."""

import io
import json
import uuid
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from hoistway.foundation.periods import local_day
from hoistway.ledger.models import Digest, Document
from hoistway.ledger.queries.days import Days
from hoistway.ledger.queries.kept import kept_documents
from hoistway.ledger.rules.canonical import NotCanonical, Plain
from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.differences import differences
from hoistway.ledger.rules.envelope import OWN, read_body
from hoistway.ledger.rules.judging import breaks_of
from hoistway.ledger.rules.kept import Break
from hoistway.ledger.vocabulary import Finding

if TYPE_CHECKING:
    from hoistway.ledger.models import Stamp

MOST_BYTES = 30_000_000
"""Chosen: a court bundle with a hundred photos is smaller; more is not read."""

_MOST_RECORD = 5_000_000
"""Chosen: a record of 70 items has 20 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a verification found; `document` is what is kept here under that number, if anything.

    `breaks` are in the order of the proof and say where, never what stands there.
    """

    document: "Document | None"
    breaks: tuple[Break, ...]
    digest: "Digest | None" = None
    stamps: "tuple[Stamp, ...]" = ()

    @property
    def true(self) -> bool:
        """Whether nothing speaks against it."""
        return all(found.finding in Finding.harmless() for found in self.breaks)

    @property
    def finding(self) -> Finding:
        """The gravest finding in one word."""
        wrong = [b.finding for b in self.breaks if b.finding not in Finding.harmless()]
        return next(iter(wrong or [b.finding for b in self.breaks]), Finding.TRUE)


def find_document(*, number: str) -> Document | None:
    """Return the document of a number as people write it: its uid, SHA-256 or link."""
    found = Document.objects.select_related("elevator", "key", "refers_to")
    text = number.strip().lower()
    try:
        return found.filter(uid=uuid.UUID(text)).first()
    except ValueError:
        pass
    if len(text) != 64:
        return None
    return found.filter(sha256=text).first() or found.filter(link=text).first()


def verify_document(
    *, now: datetime, uid: uuid.UUID | None = None, body: str | None = None,
    file: bytes | None = None, kept: Collection[str] = (),
) -> Verification:  # fmt: skip
    """Verify a document by its number, by its text, or as a file (text or court bundle).

    `kept` are lines of digests that somebody else has kept: they win over ours.
    """
    if uid is not None:
        return _first(verify_documents(uids=[uid], now=now, kept=kept))
    text = body if body is not None else _text_in(file or b"")
    return _of_text(text, now, kept)


def verify_documents(
    *, uids: Iterable[uuid.UUID], now: datetime, kept: Collection[str] = ()
) -> Iterator[Verification]:
    """Verify many documents, yielding what was found in the order of their keys.

    A day's root is counted once, however many of its documents are asked for.
    """
    days = Days(kept=kept)
    for row, plain in kept_documents(uids=uids, today=local_day(at=now)):
        digest, stamps, of_day = days.of(document_id=row.pk)
        breaks = (*breaks_of(kept=plain), *of_day)
        yield Verification(document=row, breaks=breaks, digest=digest, stamps=stamps)


def verify_digests(*, kept: Collection[str] = ()) -> Iterator[tuple[date, tuple[Break, ...]]]:
    """Yield each signed day, in order, with what does not fit; `kept` as in `verify_document`."""
    days = Days(kept=kept)
    for row in Digest.objects.select_related("key").order_by("day"):
        yield row.day, days.judge(row=row)[2]


def _first(found: Iterator[Verification]) -> Verification:
    unknown = Verification(document=None, breaks=(Break(Finding.UNKNOWN, "number"),))
    return next(found, unknown)


def _of_text(text: str, now: datetime, kept: Collection[str]) -> Verification:
    same = Document.objects.filter(sha256=sha256_of(text=text)).values_list("uid", flat=True)
    stands = same.first()
    if stands is not None:
        return _first(verify_documents(uids=[stands], now=now, kept=kept))
    return _of_changed_text(text, now, kept)


def _of_changed_text(text: str, now: datetime, kept: Collection[str]) -> Verification:
    """Return what became of a text that is not kept letter by letter."""
    wrong = []
    try:
        said = read_body(text=text)
    except NotCanonical:
        wrong.append(Break(Finding.NOT_CANONICAL, "file"))
        said = _lenient(text)
    own = said.get(OWN)
    number = str(own.get("uid")) if isinstance(own, dict) else ""
    row = find_document(number=number) if number else None
    if row is None:
        return Verification(document=None, breaks=(Break(Finding.UNKNOWN, "file"),))
    ours = _lenient(row.body)
    where = differences(one=said, other=ours) if ours else ("body",)
    changed = [Break(Finding.BODY_CHANGED, one) for one in where]
    found = _first(verify_documents(uids=[row.uid], now=now, kept=kept))
    return replace(found, breaks=(*changed, *wrong, *found.breaks))


def _lenient(text: str) -> Mapping[str, Plain]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _text_in(file: bytes) -> str:
    """Return the record in a file: itself, or «record.json» inside a court bundle."""
    if file.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(file)) as bundle, bundle.open("record.json") as record:
                file = record.read(_MOST_RECORD)
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError):
            return ""
    return file.decode("utf-8", errors="replace")
