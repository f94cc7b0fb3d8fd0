"""What stands in the tables, as plain values that a rule can judge."""

from dataclasses import dataclass

from hoistway.ledger.vocabulary import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """The public half of a key as it stands in the table; `made_at` is RFC 3339 in UTC."""

    name: str
    algorithm: str
    public_key: str
    made_at: str

    def as_plain(self) -> dict[str, str]:
        """Return what a digest says of the key that signed it."""
        return {
            "name": self.name, "algorithm": self.algorithm, "public_key": self.public_key,
            "made_at": self.made_at,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A document with its neighbours in the chain.

    `before` is the link of the document before, empty where there is none; `after` what the next
    one names as its previous link, `head` and `length` what the chain's head says, `began_as` the
    register number with which the chain began, `overdue` whether its time to be kept is over.
    """

    uid: str
    sequence: int
    kind: str
    refers_to: str | None
    body: str
    sha256: str
    previous_link: str
    link: str
    key: KeptKey
    signature: str
    kept_at: str
    keep_until: str
    before: str
    after: str
    head: str
    length: int
    began_as: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDigest:
    """A day's digest; `documents_now` and `root_now` are counted anew, `before` is the SHA-256
    of the body of the digest before it, empty where there is none.
    """

    day: str
    after_id: int
    through_id: int
    documents: int
    root: str
    previous: str
    body: str
    signature: str
    signed_at: str
    key: KeptKey
    documents_now: int
    root_now: str
    before: str


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that does not fit, and where: a column or a path in the body, nothing of it."""

    finding: Finding
    where: str
