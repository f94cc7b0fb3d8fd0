"""Former states of rows, kept by the database itself, with who changed them and why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import pghistory
from django.db import models

from hoistway.foundation.actors import Actor

Row = TypeVar("Row", bound=type[models.Model])

_inside: ContextVar[bool] = ContextVar("inside a recorded block", default=False)


def keeps_history(*, without: tuple[str, ...] = (), erasable: bool = False) -> Callable[[Row], Row]:
    """Return the decorator of a model whose rows, before each change, are kept for good.

    Columns named in `without` are no history of their own. What people may ask to be erased is
    `erasable`; all else only grows.
    """
    track: Callable[[Row], Row] = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        exclude=list(without),
        obj_field=pghistory.ObjForeignKey(related_name="+"),
        context_field=pghistory.ContextForeignKey(related_name="+", null=True),
        append_only=not erasable,
    )
    return track


@contextmanager
def recorded(*, by: Actor, reason: str) -> Iterator[None]:
    """Keep all changes of the block with who made them and why; the outermost block counts."""
    if _inside.get():
        yield
        return
    token = _inside.set(True)
    try:
        with pghistory.context(by=by.as_json(), reason=reason):
            yield
    finally:
        _inside.reset(token)
