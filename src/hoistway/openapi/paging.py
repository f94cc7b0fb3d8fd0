"""Lists in pages: while rows come and go, a cursor leaves nothing out and doubles nothing."""

import base64
import json
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from pydantic import BaseModel, Field

from hoistway.foundation.refusal import Refusal

T = TypeVar("T")
M = TypeVar("M", bound=Model)

MOST = 200
"""Rows of one answer. Chosen: about 100 kB, a tenth of a second of work."""

USUAL = 50
"""Chosen: a screen or two."""


class BadCursor(Refusal):
    """Raised when a cursor is not one that this list gave."""

    code = "bad_cursor"
    zh = "after 不是本列表给出的游标。请从上一页回答的 next 原样取用，第一页不带 after。"
    en = "`after` is no cursor of this list: copy `next` of the last answer, leave it out at first."
    status = 400


class Page(BaseModel, Generic[T]):
    """Rows of a list, and what leads to the next ones; `next` is null at the end."""

    items: list[T]
    next: str | None = Field(description="Give this as `after` for the next rows")


def turn(
    *, rows: QuerySet[M], order: tuple[str, ...], after: str, limit: int
) -> tuple[list[M], str | None]:
    """Return the rows after a cursor and the next cursor, None at the end.

    `order` names columns of the model, all rising or all falling («-at», «-pk»), the last unique.
    Raises: BadCursor.
    """
    names = [name.removeprefix("-") for name in order]
    falling = order[0].startswith("-")
    if after:
        rows = rows.filter(_beyond(rows.model, names, _read(after, len(names)), falling=falling))
    most = max(1, min(limit, MOST))
    found = list(rows.order_by(*order)[: most + 1])
    if len(found) <= most:
        return found, None
    last = found[most - 1]
    return found[:most], _written([_value(last, name) for name in names])


def _value(row: Model, name: str) -> object:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _written(values: list[object]) -> str:
    words = [value if isinstance(value, int | str) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(words).encode()).decode().rstrip("=")


def _read(after: str, count: int) -> list[Any]:
    try:
        text = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4))
        values = json.loads(text)
    except ValueError:
        raise BadCursor from None
    if not isinstance(values, list) or len(values) != count:
        raise BadCursor
    if not all(isinstance(value, int | str) for value in values) or "\x00" in text.decode():
        raise BadCursor
    return values


def _beyond(model: type[Model], names: list[str], values: list[Any], *, falling: bool) -> Q:
    sign = "lt" if falling else "gt"
    beyond, equal = Q(), Q()
    for name, value in zip(names, values, strict=True):
        known = _as_column(model, name, value)
        beyond |= equal & Q(**{f"{name}__{sign}": known})
        equal &= Q(**{name: known})
    return beyond


def _as_column(model: type[Model], name: str, value: object) -> object:
    field: Any = model._meta.pk
    try:
        for part in name.split("__"):
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
            model = getattr(field, "related_model", None) or model
        known = field.to_python(value)
    except (FieldDoesNotExist, ValidationError, ValueError, OverflowError):
        raise BadCursor from None
    if isinstance(known, int) and not -(2**63) <= known < 2**63:
        raise BadCursor
    return known
