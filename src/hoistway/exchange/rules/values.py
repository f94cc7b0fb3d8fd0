"""How one value of ours is written as a partner asks, or why it cannot be."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hoistway.exchange.rules.profile import Codes, Column
from hoistway.exchange.vocabulary import ValueFault
from hoistway.foundation.periods import SHANGHAI

FORMS = ("text", "number", "integer", "yes_no", "date", "instant")
"""How a value may be written; `date:%Y%m%d` and `instant:%Y-%m-%d %H:%M:%S` in Shanghai's time."""

_DATE, _INSTANT = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"
_SCALES = {"mm": 1000.0, "cm": 100.0}


class BadValue(Exception):
    """Says which field cannot be written, and why."""

    def __init__(self, name: str, fault: ValueFault, value: object = "") -> None:
        super().__init__(name)
        self.name, self.fault, self.value = name, fault, value

    def as_json(self) -> dict[str, str]:
        """Return what a passage keeps of it."""
        return {"field": self.name, "fault": str(self.fault), "value": str(self.value)[:80]}


def record_of(
    *, columns: tuple[Column, ...], row: Mapping[str, Any], codes: Codes
) -> dict[str, Any]:
    """Return a record as the partner reads it. Raises: BadValue, naming the partner's field.

    Example:
        >>> columns = (Column(name="zt", source="state", codes="zt"),)
        >>> record_of(columns=columns, row={"state": "open"}, codes={"zt": {"open": "01"}})
        {'zt': '01'}
    """
    return {one.name: value_of(column=one, row=row, codes=codes) for one in columns}


def value_of(*, column: Column, row: Mapping[str, Any], codes: Codes) -> Any:
    """Return one value as the partner reads it. Raises: BadValue."""
    if column.inner:
        steps = row.get(column.source) or []
        return [record_of(columns=column.inner, row=one, codes=codes) for one in steps]
    value = column.constant if column.constant is not None else row.get(column.source)
    if value in (None, "") and column.default is not None:
        value = column.default
    elif column.codes:
        value = _coded(column, value, codes[column.codes])
    if value in (None, ""):
        if column.required:
            raise BadValue(column.name, ValueFault.MISSING)
        return None
    written = _formed(column, value)
    if column.most and isinstance(written, str) and len(written) > column.most:
        raise BadValue(column.name, ValueFault.TOO_LONG, written)
    return written


def _coded(column: Column, value: object, codes: Mapping[str, str]) -> str | None:
    """Return the partner's code; `*` stands for every word that the list does not name."""
    if value in (None, ""):
        return codes.get("")
    found = codes.get(str(value), codes.get("*"))
    if found is None:
        raise BadValue(column.name, ValueFault.UNKNOWN_CODE, value)
    return found


def _formed(column: Column, value: Any) -> Any:
    kind, _, pattern = column.form.partition(":")
    if kind in ("", "text"):
        return _plain(value) if not kind else str(_plain(value))
    if kind in ("number", "integer"):
        return _number(column, value, kind, pattern)
    if kind == "yes_no":
        yes, _, no = (pattern or "1/0").partition("/")
        return yes if value in (True, "true", "1", "yes") else no
    return _day(column, value, kind, pattern)


def _number(column: Column, value: Any, kind: str, pattern: str) -> float | int:
    try:
        found = float(value) * _SCALES.get(pattern, 1.0)
    except (TypeError, ValueError):
        raise BadValue(column.name, ValueFault.NOT_A_NUMBER, value) from None
    return round(found) if kind == "integer" else round(found, 6)


def _day(column: Column, value: Any, kind: str, pattern: str) -> str:
    if isinstance(value, str):
        value = read_instant(text=value)
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI)
    if not isinstance(value, date):
        raise BadValue(column.name, ValueFault.NOT_A_DATE, value)
    return value.strftime(pattern or (_DATE if kind == "date" else _INSTANT))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return value
    return [str(one) for one in value] if isinstance(value, list | tuple) else str(value)


def read_instant(*, text: str, pattern: str = "") -> datetime | None:
    """Return an instant as partners write it, in Shanghai's time where no offset stands; or None.

    Example:
        >>> read_instant(text="2026-11-22 12:00:00").isoformat()
        '2026-11-22T12:00:00+08:00'
        >>> read_instant(text="gestern") is None
        True
    """
    text = text.strip()
    try:
        found = datetime.strptime(text, pattern) if pattern else _read(text)  # noqa: DTZ007 -- zone below
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _read(text: str) -> datetime:
    if text.isdigit() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), SHANGHAI)
    if text.isdigit() and len(text) == 14:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=SHANGHAI)
    return datetime.fromisoformat(text.replace("/", "-"))


def at_path(*, tree: Any, path: str) -> Any:
    """Return what stands at a dotted path of a partner's record; None where nothing does.

    Example:
        >>> at_path(tree={"data": {"list": [{"n": 1}]}}, path="data.list.0.n")
        1
    """
    for part in filter(None, path.split(".")):
        if isinstance(tree, list) and part.isdigit() and int(part) < len(tree):
            tree = tree[int(part)]
        elif isinstance(tree, dict):
            tree = tree.get(part)
        else:
            return None
    return tree


def placed(*, path: str, value: Any, beside: dict[str, Any]) -> dict[str, Any]:
    """Put a value at a dotted path of a body and return the body.

    Example:
        >>> placed(path="data.list", value=[], beside={"n": 1})
        {'n': 1, 'data': {'list': []}}
    """
    *way, last = path.split(".")
    here = beside
    for part in way:
        here = here.setdefault(part, {})
    here[last] = value
    return beside
