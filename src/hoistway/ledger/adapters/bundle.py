"""The bundle for a court: a record with everything by which it is checked without the platform."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from hoistway.foundation import attachments
from hoistway.foundation.models import Attachment
from hoistway.ledger.models import Chain, Digest, Document
from hoistway.ledger.queries.digests import digest_of, links_between, stamps_of
from hoistway.ledger.queries.kept import chain_of
from hoistway.ledger.rules.canonical import Plain, canonical
from hoistway.ledger.rules.digest import path

_COURT = Path(__file__).parent / "court"
_HASH = re.compile(r'"([0-9a-f]{64})"')

Part = tuple[str, bytes]


def court_bundle(*, document: Document) -> bytes:
    """Return the bundle of a document as a zip file; the same state gives the same bytes.

    The script inside is `court/verify.sh`, the files are told in `court/README.txt`.
    """
    at = document.kept_at.utctimetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in _parts(document):
            entry = zipfile.ZipInfo(name, date_time=at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            bundle.writestr(entry, data)
    return out.getvalue()


def _parts(document: Document) -> Iterator[Part]:
    yield "README.txt", (_COURT / "README.txt").read_bytes()
    yield "verify.sh", (_COURT / "verify.sh").read_bytes()
    yield "record.json", document.body.encode()
    yield from _photos(document)
    digest = digest_of(document_id=document.pk)
    chain = list(_chain(document, digest))
    yield from _followers(document, chain)
    yield "chain.ndjson", "".join(_lines(chain)).encode()
    keys = {row.key.name: row.key.public_key for row in chain}
    if digest is not None:
        keys[digest.key.name] = digest.key.public_key
        yield from _digest(digest, chain[-1])
    for name in sorted(keys):
        yield f"keys/{name}.pem", keys[name].encode()


def _photos(document: Document) -> Iterator[Part]:
    """Yield the photos that the signed content names; what is lost shows when it is checked."""
    said = json.loads(document.body).get("content") if document.body else None
    named = set(_HASH.findall(json.dumps(said))) if said else set()
    for row in Attachment.objects.filter(sha256__in=named).order_by("sha256"):
        file = attachments.path_of(attachment=row)
        if file.exists():
            yield f"photos/{row.sha256}.jpg", file.read_bytes()


def _chain(document: Document, digest: Digest | None) -> Iterator[Document]:
    """Yield the elevator's documents up to the last that the digest covers, or all so far."""
    for row in chain_of(elevator_id=document.elevator_id):
        if digest is not None and row.pk > digest.through_id:
            return
        yield row


def _lines(chain: list[Document]) -> Iterator[str]:
    began = Chain.objects.get(pk=chain[0].elevator_id).began_as
    for row in chain:
        said: dict[str, Plain] = {
            "key": row.key.name, "link": row.link, "previous_link": row.previous_link,
            "sequence": row.sequence, "sha256": row.sha256, "signature": row.signature,
        }  # fmt: skip
        first: dict[str, Plain] = {"elevator": began} if row.sequence == 1 else {}
        yield canonical(content=said | first) + "\n"


def _followers(document: Document, chain: list[Document]) -> Iterator[Part]:
    for row in chain:
        if row.refers_to_id == document.pk and row.body:
            yield f"documents/{row.kind}-{row.sequence}.json", row.body.encode()


def _digest(digest: Digest, last: Document) -> Iterator[Part]:
    links = links_between(after=digest.after_id, through=digest.through_id)
    steps = path(links=links, place=links.index(last.link))
    yield "path.txt", "".join(f"{side} {other}\n" for side, other in steps).encode()
    yield "digest.json", digest.body.encode()
    yield "digest.key", f"{digest.key.name} {digest.signature}\n".encode()
    stamp = stamps_of(digest_ids=[digest.pk]).first()
    if stamp is not None:
        yield "stamp.tsr", bytes(stamp.token)
        yield "stamp-root.pem", stamp.chain.encode()
