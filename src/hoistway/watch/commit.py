"""One commit of the detector: alarms, rescues, faults, notes, position: all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import structlog
from django.db import InterfaceError, OperationalError, transaction
from numpy.typing import NDArray

from hoistway.detection.alarm import Alarm
from hoistway.detection.engine import source_hash
from hoistway.detection.fault_codes import CodeChange
from hoistway.foundation import clock
from hoistway.telemetry.actions.findings import keep_traces
from hoistway.telemetry.actions.position import Taken, move_position
from hoistway.telemetry.rules.notes import Note
from hoistway.watch.fault_findings import report_codes
from hoistway.watch.findings import report
from hoistway.watch.note_findings import report_notes

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit of the detector."""

    taken: Taken
    found: list[Alarm]
    traces: NDArray[np.void]
    sequence: int
    carless: frozenset[int]
    changes: list[CodeChange]
    notes: list[Note] = field(default_factory=list)

    def whole(self) -> None:
        """Write alarms, rescues, faults, traces and position in one transaction."""
        with transaction.atomic(durable=True):
            self._move()
            self._report(self.found)
            self._sight(self.changes)
            self._note(self.notes)
            keep_traces(samples=self.traces)

    def one_by_one(self) -> None:
        """Do the same so that an alarm that cannot be written takes no other with it."""
        with transaction.atomic(durable=True):
            self._move()
            for alarm in self.found:
                _or_say_so(partial(self._report, [alarm]), alarm=str(alarm))
            for change in self.changes:
                _or_say_so(partial(self._sight, [change]), change=str(change))
            for note in self.notes:
                _or_say_so(partial(self._note, [note]), note=str(note))
            for trace in self.traces:
                _or_say_so(partial(keep_traces, samples=np.array([trace])), trace=str(trace))

    def _move(self) -> None:
        move_position(
            name=self.taken.name, epoch=self.taken.epoch, stream_sequence=self.sequence,
            now=clock.now(),
        )  # fmt: skip

    def _report(self, alarms: list[Alarm]) -> None:
        if alarms:
            report(alarms=alarms, carless=self.carless, edition=source_hash(), now=clock.now())

    def _note(self, notes: list[Note]) -> None:
        if notes:
            report_notes(notes=notes, carless=self.carless, now=clock.now())

    def _sight(self, changes: list[CodeChange]) -> None:
        if changes:
            report_codes(changes=changes, now=clock.now())


def _or_say_so(deed: Callable[[], None], **facts: str) -> None:
    try:
        with transaction.atomic():
            deed()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        _log.exception("finding_lost", **facts)
