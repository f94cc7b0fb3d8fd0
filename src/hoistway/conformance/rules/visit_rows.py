"""The rows of a file of visits: as `POST /v1/visits` takes them, or as it previews them."""

from datetime import datetime
from typing import Any

import msgspec


class SignatureSaid(msgspec.Struct, forbid_unknown_fields=True):
    """One technician's signature."""

    technician: str
    key: str
    signature: str
    signed_at: datetime


class SignedRow(msgspec.Struct, forbid_unknown_fields=True):
    """A canonical text with its signatures, or without any yet."""

    content: str
    signatures: list[SignatureSaid] = []


class WorkRow(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What was done on site, before it is composed and signed."""

    register_number: str
    kind: str = "maintenance"
    level: str | None = None
    visit: str | None = None
    begun_at: datetime
    ended_at: datetime
    crew: list[str]
    way: str = "list"
    place: dict[str, float] | None = None
    barrier: str | None = None
    lines: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    photos: list[dict[str, Any]] = []
    remark: str = ""
    repairs: list[dict[str, Any]] = []


def visit_row_of(*, raw: bytes) -> SignedRow | WorkRow:
    """Return a row by its fields. Raises: msgspec.MsgspecError, ValueError, RecursionError.

    Example:
        >>> visit_row_of(raw=b'{"content": "{}"}').signatures
        []
    """
    told = msgspec.json.decode(raw, type=dict[str, Any])
    form: type[SignedRow | WorkRow] = SignedRow if "content" in told else WorkRow
    found: SignedRow | WorkRow = msgspec.convert(told, form)
    return found
