"""What a phone's operation must look like before anybody looks at what it means."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from hoistway.maintenance.vocabulary import ItemResult, Level, OperationKind, SignInWay, VisitKind
from hoistway.maintenance.vocabulary.repairs import Urgency

_SHA = re.compile(r"[0-9a-f]{64}\Z")
_HEX = re.compile(r"[0-9a-f]{128}\Z")
_ITEM = re.compile(r"[A-Z]-\d-\d{2}\Z")
_VALUE = re.compile(r"-?\d{1,6}(\.\d{1,3})?\Z")
LONGEST_NOTE = 500
LONGEST_CONTENT = 200_000
"""Signs of a signed text. Chosen: a yearly visit with notes and photos on each item has 60,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One operation of a phone; `made_at` is the phone's clock, `device` and `person` who made it.

    `label` is the person's name, shown beside what was said.
    """

    uid: UUID
    seq: int
    visit: UUID
    register_number: str
    kind: OperationKind
    base: int
    made_at: datetime
    device: UUID
    person: int
    label: str
    data: Mapping[str, Any] = field(default_factory=dict)


def is_sha256(*, said: object) -> bool:
    """Return whether something is a SHA-256 in hexadecimal digits."""
    return isinstance(said, str) and _SHA.match(said) is not None


def number_of(*, value: str) -> Decimal | None:
    """Return the number that a measured value says, None where it says none.

    Example:
        >>> number_of(value="7.5"), number_of(value="about 7")
        (Decimal('7.5'), None)
    """
    if not _VALUE.match(value):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        return None


def is_well_formed(*, kind: OperationKind, data: Mapping[str, Any]) -> bool:
    """Return whether the data of an operation have the shape that its kind asks for.

    Example:
        >>> is_well_formed(kind=OperationKind.REMARK, data={"text": "门机已清洁"})
        True
    """
    wanted = _SHAPES[kind]
    return set(data) <= set(wanted) and all(fits(data.get(name)) for name, fits in wanted.items())


def _text(longest: int, *, least: int = 0) -> Callable[[object], bool]:
    return lambda said: isinstance(said, str) and least <= len(said) <= longest


def _code(*known: str, missing: bool = False) -> Callable[[object], bool]:
    codes = {str(one) for one in known}
    return lambda said: (missing and said is None) or (isinstance(said, str) and said in codes)


def _whole(low: int, high: int) -> Callable[[object], bool]:
    return lambda said: isinstance(said, int) and not isinstance(said, bool) and low <= said <= high


def _is_item(said: object) -> bool:
    return isinstance(said, str) and _ITEM.match(said) is not None


def _is_item_or_none(said: object) -> bool:
    return said in ("", None) or _is_item(said)


def _is_value(said: object) -> bool:
    return said is None or (isinstance(said, str) and number_of(value=said) is not None)


def _are_people(said: object) -> bool:
    one = _whole(1, 2**62)
    return isinstance(said, list) and 0 < len(said) <= 12 and all(one(key) for key in said)


def _are_photos(said: object) -> bool:
    return isinstance(said, list) and len(said) <= 24 and all(is_sha256(said=one) for one in said)


def _is_place(said: object) -> bool:
    """Return whether this is a place in degrees, or none."""
    if said is None:
        return True
    if not isinstance(said, Mapping) or set(said) != {"longitude", "latitude", "accuracy_m"}:
        return False
    limits = (("longitude", 180), ("latitude", 90), ("accuracy_m", 100_000))
    return all(
        isinstance(said[name], int | float) and not isinstance(said[name], bool)
        and abs(said[name]) <= most
        for name, most in limits
    )  # fmt: skip


def _is_instant(said: object) -> bool:
    return isinstance(said, str) and instant(text=said) is not None


def instant(*, text: str) -> datetime | None:
    """Return the aware instant of a text by RFC 3339, None where it is none.

    Example:
        >>> instant(text="2026-11-22T04:00:00.250Z").microsecond
        250000
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _is_uuid(said: object) -> bool:
    try:
        UUID(said) if isinstance(said, str) else UUID("")
    except ValueError:
        return False
    return True


_SHAPES: dict[OperationKind, dict[str, Callable[[object], bool]]] = {
    OperationKind.BEGIN: {
        "kind": _code(*VisitKind), "level": _code(*Level, missing=True), "way": _code(*SignInWay),
        "place": _is_place, "crew": _are_people, "clock_offset_ms": _whole(-(2**50), 2**50),
    },
    OperationKind.CREW: {"people": _are_people},
    OperationKind.LINE: {
        "item": _is_item, "result": _code(*ItemResult), "value": _is_value,
        "note": _text(LONGEST_NOTE), "photos": _are_photos,
        "urgency": _code(*Urgency, missing=True),
    },
    OperationKind.PHOTO: {
        "sha256": lambda said: is_sha256(said=said), "item": _is_item_or_none,
        "taken_at": _is_instant, "place": _is_place,
        "use": _code("item", "barrier", "general", "withdrawn"),
    },
    OperationKind.PART: {
        "item": _is_item_or_none, "name": _text(80, least=1), "model": _text(80),
        "serial_number": _text(60), "quantity": _whole(0, 999),
    },
    OperationKind.REMARK: {"text": _text(2000)},
    OperationKind.SIGN: {
        "content": _text(LONGEST_CONTENT, least=2),
        "signature": lambda said: isinstance(said, str) and _HEX.match(said) is not None,
        "key": _is_uuid, "signed_at": _is_instant,
    },
    OperationKind.DISCARD: {"reason": _text(200)},
}  # fmt: skip
