"""Whether a document, a key and a digest are what was kept; every break says where."""

from collections.abc import Iterator, Mapping

from hoistway.ledger.rules.canonical import NotCanonical
from hoistway.ledger.rules.chain import genesis, link, sha256_of
from hoistway.ledger.rules.digest import NOTHING_BEFORE, digest_body
from hoistway.ledger.rules.envelope import envelope_in, read_body
from hoistway.ledger.rules.kept import Break, KeptDigest, KeptDocument, KeptKey
from hoistway.ledger.rules.providers import fits
from hoistway.ledger.rules.witnesses import wrong_witnesses
from hoistway.ledger.vocabulary import DocumentKind, Finding


def breaks_of(*, kept: KeptDocument) -> tuple[Break, ...]:
    """Return everything about a document that does not fit, in the order of the proof."""
    return (
        *_of_body(kept),
        *_of_key(kept.key, kept.link, kept.signature),
        *_of_chain(kept),
    )


def breaks_of_digest(*, kept: KeptDigest) -> tuple[Break, ...]:
    """Return everything about a day's digest that does not fit its documents and itself."""
    differs = Finding.DIGEST_DIFFERS
    found = list(_of_key(kept.key, kept.body, kept.signature))
    if (kept.documents_now, kept.root_now) != (kept.documents, kept.root):
        found.append(Break(differs, f"{kept.day} root"))
    if said_by(kept=kept) != kept.body:
        found.append(Break(differs, f"{kept.day} body"))
    if kept.previous != (kept.before or NOTHING_BEFORE):
        found.append(Break(differs, f"{kept.day} previous"))
    return tuple(found)


def said_by(*, kept: KeptDigest) -> str:
    """Return the body that a digest with these columns has."""
    return digest_body(
        said={
            "day": kept.day, "after": kept.after_id, "through": kept.through_id,
            "documents": kept.documents, "root": kept.root, "previous": kept.previous,
            "signed_at": kept.signed_at, "key": kept.key.as_plain(),
        }
    )  # fmt: skip


def _of_body(kept: KeptDocument) -> Iterator[Break]:
    if not kept.body:
        gone = Finding.FORGOTTEN if kept.overdue else Finding.BODY_CHANGED
        yield Break(gone, "body")
        return
    if sha256_of(text=kept.body) != kept.sha256:
        yield Break(Finding.BODY_CHANGED, "body")
    try:
        whole = read_body(text=kept.body)
        envelope = envelope_in(whole=whole)
    except NotCanonical:
        yield Break(Finding.NOT_CANONICAL, "body")
        return
    yield from _of_columns(kept, {} if envelope is None else envelope.as_plain())
    if kept.kind == DocumentKind.VISIT_RECORD and not whole.get("signatures"):
        yield Break(Finding.SIGNATURE_WRONG, "signatures")
    for where in wrong_witnesses(content=whole):
        yield Break(Finding.SIGNATURE_WRONG, where)


def _of_columns(kept: KeptDocument, said: Mapping[str, object]) -> Iterator[Break]:
    columns = {
        "uid": kept.uid, "sequence": kept.sequence, "kind": kept.kind, "key": kept.key.name,
        "kept_at": kept.kept_at, "keep_until": kept.keep_until, "refers_to": kept.refers_to,
    }  # fmt: skip
    for name, value in columns.items():
        if said.get(name, ...) != value:
            yield Break(Finding.BODY_CHANGED, name)
    if kept.sequence == 1 and said.get("elevator") != kept.began_as:
        yield Break(Finding.CHAIN_BROKEN, "elevator")


def _of_key(key: KeptKey, text: str, signature: str) -> Iterator[Break]:
    if key.name != f"{key.algorithm}-{sha256_of(text=key.public_key)[:16]}":
        yield Break(Finding.SIGNATURE_WRONG, "key")
    if not fits(algorithm=key.algorithm, public_key=key.public_key, text=text, signature=signature):
        yield Break(Finding.SIGNATURE_WRONG, "signature")


def _of_chain(kept: KeptDocument) -> Iterator[Break]:
    mine = link(previous=kept.previous_link, sequence=kept.sequence, sha256=kept.sha256)
    if mine != kept.link:
        yield Break(Finding.CHAIN_BROKEN, "link")
    first = kept.sequence == 1
    before = genesis(register_number=kept.began_as) if first else kept.before
    if kept.previous_link != before:
        yield Break(Finding.CHAIN_BROKEN, f"document {kept.sequence - 1}")
    last = kept.sequence == kept.length
    if kept.link != (kept.head if last else kept.after):
        yield Break(Finding.CHAIN_BROKEN, "head" if last else f"document {kept.sequence + 1}")
