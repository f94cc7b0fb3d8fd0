"""Former states of rows, kept by the database itself, with who changed them and why."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

import pghistory
from django.db import models

from hoistway.foundation.actors import Actor

Row = TypeVar("Row", bound=type[models.Model])


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


def recorded(*, by: Actor, reason: str) -> AbstractContextManager[object]:
    """Return the block in which all changes are kept with who made them and why."""
    context: AbstractContextManager[object] = pghistory.context(by=by.as_json(), reason=reason)
    return context
