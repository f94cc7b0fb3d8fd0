"""An automatic decision as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.dossier.incident import Entry
from hoistway.web.desk.room import Assignment
from hoistway.web.desk.shapes import word


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the platform knew when it decided."""

    name: str
    value: object
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition and whether it held."""

    text: str
    holds: bool
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """One number that decides, with where it comes from."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Undone:
    """When, by which role and why a decision was taken back."""

    at: datetime
    role: str
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, on what, by which edition of the rules, and how to take it back."""

    title: str
    verdict: str
    at: datetime
    edition: str
    clause: str
    inputs: tuple[Fact, ...]
    reasons: tuple[Reason, ...]
    limits: tuple[Limit, ...]
    call: Assignment | None
    reverse_url: str
    reverse_outcome: str
    undone: Undone | None
    back_url: str


def undone_by(entry: Entry | None) -> Undone | None:
    """Return what an entry says of a decision that it took back."""
    if entry is None:
        return None
    return Undone(entry.at, word(entry.doer_role), str(entry.facts.get("note", "")))
