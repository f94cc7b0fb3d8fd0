"""The process `watch`: the whole stream on one page – pull, judge, commit, remember, keep.

The log is read from the position; every alarm, the incidents it opens, the traces and the new
position are committed in one transaction. After a crash the last snapshot is restored and the log
read again from there: alarms and incidents that are known already change nothing.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
import uvloop
from django.db import InterfaceError, OperationalError
from nats.aio.client import Client

from hoistway.detection.engine import Engine, warm
from hoistway.emergency.queries import elevators_with_open_incidents
from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.actions.position import (
    Superseded,
    Taken,
    keep_snapshot,
    note_metrics,
    take_position,
)
from hoistway.telemetry.actions.presence import keep_presence
from hoistway.telemetry.adapters.jetstream import Extent, connect, extent, lay_stream
from hoistway.telemetry.adapters.log_reader import Entry, Reader
from hoistway.telemetry.queries import next_sequence
from hoistway.telemetry.rules.frames import SpoiltFrame, records_in
from hoistway.telemetry.rules.notes import Note, holds_notes, notes_in
from hoistway.watch.commit import Commit
from hoistway.watch.desk import Desk
from hoistway.watch.disk import Disk
from hoistway.watch.historian import WINDOW_S, Historian
from hoistway.watch.judge import Judge, codes_from, engine_from, snapshot_of
from hoistway.watch.metrics import PERIOD_S, Gauge, Tally
from hoistway.watch.muster import Muster

NAME = "detector"
IDLE_COMMIT_S = 1.0
"""Chosen: with nothing found, the position moves once a second, not fifty times."""

SNAPSHOT_S = 5.0
"""Chosen: after a crash at most five seconds of the log are judged again."""

ENROL_S = 30.0
"""Chosen: silence of a new elevator matters after an hour; half a minute is soon enough."""

WAIT_S = 0.5
"""Chosen: twice per tick of a second; messages are handed out at once whatever this is."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPlan:
    """What the process must be told; `kept_for` is how long the history goes back."""

    nats_url: str
    history: Path
    disk: Disk
    kept_for: timedelta
    replicas: int = 1
    window_s: float = WINDOW_S


def main(plan: WatchPlan) -> None:
    """Run the process until it is told to stop."""
    warm()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_told(plan))


async def _until_told(plan: WatchPlan) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await watch(plan, stop=stop)


async def watch(plan: WatchPlan, *, stop: asyncio.Event) -> None:
    """Read, judge and keep until `stop` is set or another process takes over."""
    desk, clerk = Desk(name="findings"), Desk(name="clerk")
    taken = await desk.do(lambda: take_position(name=NAME, now=clock.now()))
    engine = engine_from(snapshot=taken.snapshot)
    judged = taken.snapshot_sequence if engine is not None else 0
    judge = Judge(engine=engine or Engine(), codes=codes_from(snapshot=taken.snapshot))
    link = await connect(url=plan.nats_url, name="watch")
    await _laid(link, plan.replicas, await desk.do(next_sequence))
    historian = Historian(
        folder=plan.history, disk=plan.disk, kept_for=plan.kept_for, window_s=plan.window_s
    )
    stream = Stream(
        judge=judge, historian=historian, desk=desk, clerk=clerk, taken=taken, link=link,
        judged=judged,
    )  # fmt: skip
    end = await _extent(link)
    if end.last < judged:
        await stream.note_missed(judged + 1, end.first)
    after = min(stream.judged, historian.sequence)
    reader = Reader(link=link, after=after, missed=stream.note_missed)
    _log.info("watch_begins", after=judged, history=historian.sequence, epoch=taken.epoch)
    try:
        while not stop.is_set():
            await stream.turn(await reader.entries(wait_s=WAIT_S))
        await stream.leave()
    finally:
        await reader.close()
        await link.close()
        await desk.close()
        await clerk.close()


async def _laid(link: Client, replicas: int, first_sequence: int) -> None:
    while True:
        try:
            await lay_stream(link=link, replicas=replicas, first_sequence=first_sequence)
        except Refusal as refusal:
            _log.warning("log_awaited", reason=str(refusal))
            await asyncio.sleep(0.5)
        else:
            return


async def _extent(link: Client) -> Extent:
    while True:
        try:
            return await extent(link=link)
        except Refusal as refusal:
            _log.warning("log_awaited", reason=str(refusal))
            await asyncio.sleep(0.5)


@dataclass(slots=True, kw_only=True)
class Stream:
    """One reader of the log with everything that follows from it."""

    judge: Judge
    historian: Historian
    desk: Desk
    clerk: Desk
    taken: Taken
    link: Client
    judged: int
    notes: list[Note] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    muster: Muster = field(default_factory=Muster)
    _due: dict[str, float] = field(default_factory=dict)
    _asides: set[asyncio.Task[None]] = field(default_factory=set)
    _committed: int = -1
    _last_id: int = 0
    _gauge: Gauge | None = None

    async def turn(self, entries: list[Entry]) -> None:
        """Take what came, tick, commit, and do what is due."""
        if self._is_due("enrol", ENROL_S):
            self._last_id = await self.desk.do(lambda: self.judge.enrol(after_id=self._last_id))
        for entry in entries:
            self._take(entry)
        if not entries:
            self.judge.tick(now_ms=clock.now_ms())
        if self._has_found() or self._is_due("commit", IDLE_COMMIT_S):
            await self._commit()
        if self._is_due("snapshot", SNAPSHOT_S):
            await self._remember()
        if self._is_due("figures", PERIOD_S):
            self._aside(self._note_figures)
        self.historian.write_if_due(now_s=monotonic(), now=clock.now())

    async def leave(self) -> None:
        """Commit, remember and keep everything before the process ends."""
        await self._commit()
        await self._remember()
        await self.historian.finish(now=clock.now())
        await asyncio.gather(*self._asides, return_exceptions=True)

    async def note_missed(self, first: int, found: int) -> None:
        """Say that messages are no longer in the log; the states mend by the samples to come.

        A foreign log that begins below what was judged is judged from its own beginning.
        """
        self.judged = min(self.judged, found - 1)
        self.tally.lost_messages += max(found - first, 0)
        _log.error("gap", first_missing=first, goes_on_at=found)

    def _is_due(self, name: str, period_s: float) -> bool:
        now = monotonic()
        if now < self._due.get(name, 0.0):
            return False
        self._due[name] = now + period_s
        return True

    def _take(self, entry: Entry) -> None:
        try:
            if holds_notes(frame=entry.frame):
                self._take_notes(entry)
                return
            samples, ingest_ms = records_in(frame=entry.frame)
        except SpoiltFrame as spoilt:
            _log.error("frame_passed_over", sequence=entry.sequence, reason=str(spoilt))
            return
        if entry.sequence > self.judged:
            self.judge.take(samples=samples, ingest_ms=ingest_ms)
            self.judged = entry.sequence
            self.tally.accepted += len(samples)
            self.muster.note(samples=samples)
        else:
            self.judge.remember(samples=samples)
        self.historian.add(samples=samples, sequence=entry.sequence)

    def _take_notes(self, entry: Entry) -> None:
        notes = notes_in(frame=entry.frame)
        if entry.sequence > self.judged:
            self.notes += notes
            self.judged = entry.sequence
            self.tally.accepted += len(notes)

    def _has_found(self) -> bool:
        return self.judge.has_found() or bool(self.notes)

    async def _commit(self) -> None:
        """Commit what was found together with the position; raises Superseded to end the zombie."""
        found, self.judge.found = self.judge.found, []
        changes, self.judge.changes = self.judge.changes, []
        notes, self.notes = self.notes, []
        traces, sequence = self.judge.take_traces(), self.judged
        if not (found or changes or notes or len(traces)) and sequence == self._committed:
            await self._look_for_open_incidents()
            return
        deed = Commit(
            taken=self.taken, found=found, traces=traces, sequence=sequence,
            carless=self.judge.carless, changes=changes, notes=notes,
        )  # fmt: skip
        try:
            await self.desk.do(deed.whole)
        except Superseded:
            raise
        except Exception:
            _log.exception("committed_one_by_one", alarms=len(found))
            await self.desk.do(deed.one_by_one)
        self._committed = sequence
        self.tally.alarms += sum(not alarm.ended for alarm in found)
        await self._look_for_open_incidents()

    async def _look_for_open_incidents(self) -> None:
        self.judge.watch(slots=await self.desk.do(elevators_with_open_incidents))

    async def _remember(self) -> None:
        """Keep a snapshot; everything before it is committed already."""
        if self._has_found():
            await self._commit()
        engine, codes, sequence = self.judge.engine, self.judge.codes, self.judged
        snapshot = await asyncio.to_thread(snapshot_of, engine=engine, codes=codes)
        taken = self.taken

        def keep() -> None:
            keep_snapshot(
                name=taken.name, epoch=taken.epoch, snapshot=snapshot,
                snapshot_sequence=sequence, now=clock.now(),
            )  # fmt: skip

        await self.desk.do(keep)

    def _aside(self, errand: Callable[[], Any]) -> None:
        """Do something that may wait; if the last round still runs, this one is left out."""
        if not self._asides:
            task = asyncio.create_task(errand())
            self._asides.add(task)
            task.add_done_callback(self._asides.discard)

    async def _note_figures(self) -> None:
        self._gauge = self._gauge or Gauge(tally=self.tally)
        metrics = self._gauge.read() | self.judge.engine.counters
        signs, now = self.muster.take_signs(), datetime.fromtimestamp(clock.now_ms() / 1000, UTC)
        with contextlib.suppress(Refusal):
            end = await extent(link=self.link)
            metrics["lag_messages"] = max(end.last - self.judged, 0)
        metrics["history_sequence"] = self.historian.sequence
        try:
            await self.clerk.do(lambda: keep_presence(signs=signs, now=now))
            await self.clerk.attempt(lambda: note_metrics(name=NAME, metrics=metrics, now=now))
        except (OperationalError, InterfaceError) as error:
            _log.warning("figures_not_kept", reason=str(error).strip())
        except Exception:
            _log.exception("presence_not_kept")
