"""A whole visit as a firm's own system sends it, and what is said of one that is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hoistway.maintenance.rules.content import Content
from hoistway.maintenance.vocabulary.sync import SyncFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One technician's signature: r and s, 64 bytes in 128 hexadecimal digits."""

    person_id: int
    key: UUID
    signature: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A canonical text (`rules/content.py`) and who of its crew has signed these very bytes."""

    content: str
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing for which an upload is refused: where it stands, a stable word, what is wrong."""

    where: str
    code: str
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return what is wrong in a language."""
        return self.en if language.startswith("en") else self.zh


_WHERE = {
    SyncFault.OTHER_ELEVATOR: "content.elevator.register_number",
    SyncFault.OTHER_KIND: "content.kind", SyncFault.NOT_MAINTAINED: "content.begun_at",
    SyncFault.CLOCK_AHEAD: "content.ended_at", SyncFault.BAD_SHAPE: "content.kind",
    SyncFault.NOT_YOURS: "content.visit", SyncFault.ALREADY_SIGNED: "content.visit",
    SyncFault.OTHER_CONTENT: "content",
}  # fmt: skip


def where_of(fault: SyncFault) -> str:
    """Return the place in an upload to which a fault of the whole text points."""
    return _WHERE.get(fault, "content")


def plain_fault(fault: SyncFault, where: str) -> Fault:
    """Return a fault at a place, in its own words."""
    return Fault(where=where, code=str(fault), zh=fault.zh, en=fault.en)


def begin_data(content: Content) -> dict[str, Any]:
    """Return what the sign-in says that a signed text tells of."""
    place: Mapping[str, Any] | None = content.said["place"]
    return {
        "kind": str(content.kind), "level": str(content.level) if content.level else None,
        "way": str(content.way), "crew": [one.person for one in content.crew],
        "clock_offset_ms": content.clock_offset_ms,
        "place": {
            name: float(place[name]) for name in ("longitude", "latitude", "accuracy_m")
        } if place else None,
    }  # fmt: skip
