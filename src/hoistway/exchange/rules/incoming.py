"""What a partner's record says in our words, or which of it cannot be read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hoistway.exchange.rules.profile import Codes, Column, Inward
from hoistway.exchange.rules.values import BadValue, at_path, read_instant
from hoistway.exchange.rules.wanted import WANTED
from hoistway.exchange.vocabulary import ValueFault

Said = dict[str, Any]

_INSTANTS = frozenset({"occurred_at", "state_at", "at"})
_YES = frozenset({"1", "true", "yes", "y", "是"})
MOST_SIGNS = 1_000
"""Signs of one value that are read. Chosen: the longest text of a hotline's order."""


def said_in(*, inward: Inward, record: Any, codes: Codes) -> Said:
    """Return what a record says by our names. Raises: BadValue, naming our name.

    Example:
        >>> from hoistway.exchange.vocabulary import Topic
        >>> inward = Inward(topic=Topic.COUNTS, records="", columns=(
        ...     Column(name="topic", source="t"), Column(name="total", source="n")))
        >>> said_in(inward=inward, record={"t": "elevators", "n": 7}, codes={})
        {'topic': 'elevators', 'total': '7'}
    """
    if not isinstance(record, Mapping):
        raise BadValue("number", ValueFault.MISSING)
    said = {one.name: _value(one, record, codes) for one in inward.columns}
    for name, needed in WANTED[inward.topic].items():
        if needed and said.get(name) in (None, ""):
            raise BadValue(name, ValueFault.MISSING)
    return {name: value for name, value in said.items() if value not in (None, "")}


def _value(column: Column, record: Mapping[str, Any], codes: Codes) -> Any:
    if column.constant is not None:
        return column.constant
    raw = at_path(tree=record, path=column.source)
    text = "" if raw is None else str(raw).strip()[:MOST_SIGNS].replace("\x00", "")
    if column.codes:
        found = codes[column.codes].get(text, codes[column.codes].get("*")) if text else None
        if found is None and text:
            raise BadValue(column.name, ValueFault.UNKNOWN_CODE, text)
        text = found or ""
    text = text or (column.default or "")
    if not text:
        return None
    if column.name in _INSTANTS:
        return _instant(column, text)
    return text.lower() in _YES if column.name in ("is_over", "accepted") else text


def _instant(column: Column, text: str) -> datetime:
    kind, _, pattern = column.form.partition(":")
    found = read_instant(text=text, pattern=pattern if kind == "instant" else "")
    if found is None:
        raise BadValue(column.name, ValueFault.NOT_A_DATE, text)
    return found


def is_later(*, said: datetime | None, known: datetime | None) -> bool:
    """Return whether news are newer than what is known; news without an instant count as newer.

    Example:
        >>> is_later(said=None, known=None)
        True
    """
    return said is None or known is None or said > known
