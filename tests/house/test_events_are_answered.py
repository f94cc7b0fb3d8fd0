"""Every fact that a room announces stands in the switchboard, even if nobody answers yet."""

import importlib

from hoistway.foundation.event import Event
from hoistway.server.switchboard import TABLE
from tests.house.tree import SOURCE, sources


def _announced():
    for path in sources():
        if path.stem == "events" and path.parent.parent == SOURCE:
            module = importlib.import_module(f"hoistway.{path.parent.name}.events")
            for kind in vars(module).values():
                if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event:
                    yield kind


def test_the_switchboard_lists_every_event():
    assert {event.__name__ for event in _announced()} == {event.__name__ for event in TABLE}
