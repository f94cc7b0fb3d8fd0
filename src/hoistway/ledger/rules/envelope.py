"""What the ledger writes into each body beside its content, so that no column changes unseen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from hoistway.ledger.rules.canonical import NotCanonical, Plain, canonical, read_canonical

OWN = "document"
"""The key of a body that belongs to the ledger; contents do not use it."""


class KeyTaken(ValueError):
    """Raised when a content already has the key that belongs to the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The columns of a document as its body repeats them.

    `elevator` is the register number of that day, `kept_at` RFC 3339 in UTC, `refers_to` the
    number of another document, `key` the name of the signing key.
    """

    uid: str
    elevator: str
    kind: str
    sequence: int
    kept_at: str
    keep_until: str
    refers_to: str | None
    key: str

    def as_plain(self) -> dict[str, Plain]:
        """Return what the body says."""
        return {"schema": "hoistway.document/1", **asdict(self)}


def body_of(*, content: Mapping[str, Plain], envelope: Envelope) -> str:
    """Return the canonical text that is kept.

    Raises: KeyTaken, NotCanonical.
    """
    if OWN in content:
        raise KeyTaken(OWN)
    return canonical(content={**content, OWN: envelope.as_plain()})


def read_body(*, text: str) -> Mapping[str, Plain]:
    """Return what a body says, whole.

    Raises: NotCanonical.
    """
    whole = read_canonical(text=text)
    if not isinstance(whole, Mapping):
        raise NotCanonical("a document is an object")
    return whole


def content_of(*, body: str) -> dict[str, Plain]:
    """Return the content that a caller had kept, without what the ledger added.

    Raises: NotCanonical.
    """
    return {name: value for name, value in read_body(text=body).items() if name != OWN}


def envelope_in(*, whole: Mapping[str, Plain]) -> Envelope | None:
    """Return what a body says of its own columns; None when it does not say it whole."""
    said = whole.get(OWN)
    if not isinstance(said, Mapping):
        return None
    try:
        found = Envelope(**{name: said[name] for name in said if name != "schema"})  # type: ignore[arg-type]
    except TypeError:
        return None
    return found if found.as_plain() == dict(said) else None
