"""Tell the rooms above that something happened; their tasks join the caller's transaction."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Protocol

from django.db import transaction

from hoistway.foundation.event import Event


class Task(Protocol):
    """What the switchboard lists: a background task that can be deferred."""

    def defer(self, *nothing: Any, **primitives: Any) -> int:
        """Put the job into the queue inside the present transaction."""


_subscriptions: dict[type[Event], tuple[Task, ...]] = {}
_listeners: list[Callable[[Event], None]] = []


def connect(
    table: Mapping[type[Event], Iterable[Task]], *, listen: Iterable[Callable[[Event], None]] = ()
) -> None:
    """Replace all subscriptions by the switchboard's table (called once, when the house opens).

    Who listens is called with every fact, in the transaction of the fact: what it writes stands
    in the order in which facts about one thing are committed, as no queue can promise.
    """
    _subscriptions.clear()
    _subscriptions.update({kind: tuple(tasks) for kind, tasks in table.items()})
    _listeners[:] = listen


def subscriptions() -> Mapping[type[Event], tuple[Task, ...]]:
    """Return which tasks answer which event."""
    return _subscriptions


def announce(event: Event) -> None:
    """Defer every task that answers this event, inside the caller's transaction.

    Raises: RuntimeError outside a transaction, because a fact and its consequences are
    committed together or not at all.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was announced outside a transaction")
    for hear in _listeners:
        hear(event)
    for task in _subscriptions.get(type(event), ()):
        task.defer(**asdict(event))
