"""What is really the case, kept apart from what the signals show."""

import heapq
from dataclasses import replace

from hoistway.simulation.film import Happening

OVERLAID = frozenset({"silent", "alarm_pressed", "sensor_stuck"})
"""Happenings that go on whatever the car does."""


class Ledger:
    """Planned and lasting happenings of each slot; every beginning and end is told once."""

    def __init__(self) -> None:
        self._of_slot: dict[int, list[Happening]] = {}
        self._edges: list[tuple[int, int, Happening]] = []
        self._order = 0

    def plan(self, happening: Happening) -> None:
        """Note a happening that begins, and perhaps ends, at its instants."""
        self._of_slot.setdefault(happening.slot, []).append(happening)
        self._await(happening.since_ms, happening)
        if happening.until_ms is not None:
            self._await(happening.until_ms, happening)

    def _await(self, at_ms: int, happening: Happening) -> None:
        self._order += 1
        heapq.heappush(self._edges, (at_ms, self._order, happening))

    def clip(self, happening: Happening, *, at_ms: int) -> None:
        """End a happening at an instant, or forget it if it would begin only later."""
        self._forget(happening)
        if happening.since_ms >= at_ms:
            return
        ended = replace(happening, until_ms=at_ms)
        self._of_slot.setdefault(happening.slot, []).append(ended)
        if any(edge[2] is happening and edge[0] == happening.since_ms for edge in self._edges):
            self._await(happening.since_ms, ended)
        self._await(at_ms, ended)

    def _forget(self, happening: Happening) -> None:
        left = [h for h in self._of_slot[happening.slot] if h is not happening]
        if left:
            self._of_slot[happening.slot] = left
        else:
            del self._of_slot[happening.slot]

    def of(self, slot: int, *whats: str) -> list[Happening]:
        """Return the planned and lasting happenings of a slot, of the given kinds if any."""
        return [h for h in self._of_slot.get(slot, ()) if not whats or h.what in whats]

    def lasting(self, now_ms: int) -> tuple[Happening, ...]:
        """Return what is the case now, by slot."""
        return tuple(
            replace(h, until_ms=None)
            for slot in sorted(self._of_slot)
            for h in self._of_slot[slot]
            if h.since_ms <= now_ms and (h.until_ms is None or now_ms < h.until_ms)
        )

    def told(self, to_ms: int) -> tuple[Happening, ...]:
        """Return what began (`until_ms` None) or ended up to an instant, in order of time."""
        told = []
        while self._edges and self._edges[0][0] <= to_ms:
            at_ms, _, happening = heapq.heappop(self._edges)
            if not any(h is happening for h in self._of_slot.get(happening.slot, ())):
                continue
            if at_ms == happening.since_ms:
                told.append(replace(happening, until_ms=None))
            else:
                told.append(happening)
                self._forget(happening)
        return tuple(told)
