"""What a partner's profile says, read once from its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hoistway.exchange.vocabulary import PartnerKind, Rhythm, Topic

Codes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of the partner's and where its value comes from.

    `source` names a value of ours (outward) or a path in the partner's record (inward). `each`
    makes a list: one entry per step of ours, written by `inner`.
    """

    name: str
    source: str = ""
    constant: str | None = None
    default: str | None = None
    codes: str = ""
    form: str = ""
    required: bool = False
    most: int = 0
    inner: tuple["Column", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Where the partner says how many records it holds of a topic."""

    path: str
    total: str
    areas: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward:
    """What is sent to a partner of one topic, and how it is written."""

    topic: Topic
    path: str
    key: str
    columns: tuple[Column, ...]
    full: Rhythm = Rhythm.NEVER
    delta: Rhythm = Rhythm.NIGHTLY
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    count: Counting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inward:
    """What is taken from a partner of one topic, and how it is read."""

    topic: Topic
    records: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a body looks: where its records stand and what stands beside them."""

    kind: str = "json"
    records: str = "records"
    head: Mapping[str, str] = field(default_factory=dict)
    most: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How a partner says that it took a passage.

    With `later` the answer only means «arrived»; the receipt comes by itself through the door.
    `accepted` is a path in the answer and the words there that mean yes; empty: any 2xx.
    """

    later: bool = False
    accepted: str = ""
    words: tuple[str, ...] = ()
    refused: str = ""
    refused_key: str = "key"
    refused_reason: str = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A partner: who it is, what goes out and comes in, how it is written."""

    name: str
    kind: PartnerKind
    zh: str
    en: str
    basis: str
    form: Form
    receipt: Receipt
    out: tuple[Outward, ...]
    inn: tuple[Inward, ...]
    codes: Codes
    sha256: str

    def outward(self, topic: Topic) -> Outward | None:
        """Return what is sent of a topic."""
        return next((one for one in self.out if one.topic is topic), None)

    def inward(self, topic: Topic) -> Inward | None:
        """Return what is taken of a topic."""
        return next((one for one in self.inn if one.topic is topic), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Where a partner is reached from this installation, as its staff wrote it down.

    `url` begins with https://, http:// or file:; a folder is a front-end machine's. `token` is
    what the partner gave us. `accept` says how the partner proves itself at our door.
    """

    url: str = ""
    token: str = ""
    accept: str = "signature"
    timeout_s: int = 20

    @property
    def is_folder(self) -> bool:
        """Whether passages are laid into a folder."""
        return self.url.startswith("file:")
