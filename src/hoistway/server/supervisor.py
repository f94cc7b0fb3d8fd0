"""Starts the children wave by wave, restarts those that die, stops them in reverse."""

import asyncio
import contextlib
import os
import signal
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Awaitable, Callable, Mapping
from itertools import groupby
from pathlib import Path
from time import monotonic

from hoistway.server import children
from hoistway.server.children import Child, Known, ending
from hoistway.server.config import CannotStart
from hoistway.server.logfile import last_words, rotate, tail

_BACK_OFF_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # Chosen: the issue allows 10 s until the restart.
_SETTLED_S = 60.0  # Chosen: a child that lived a minute starts its back-off anew.
_FIRST_TRIES = 2  # Chosen: a child that ends twice before it was ever ready will not start.
_ROUND_S = 30.0  # Chosen: a log may overshoot its size by half a minute.


class Supervisor:
    """The parent of all processes of one home."""

    def __init__(
        self,
        *,
        home: Path,
        table: list[Child],
        environment: Mapping[str, str],
        say: Callable[[str], None] = print,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        self._home = home
        (home / "log").mkdir(parents=True, exist_ok=True)
        self._table = table
        self._environment = dict(environment)
        self._say = say
        self._before = before
        self._running: dict[str, Process] = {}
        self._known: dict[str, Known] = {}
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._register = children.Register(home / "run" / "children.json")
        self._stop = asyncio.Event()

    async def run(self, *, started: Callable[[], Awaitable[None]]) -> None:
        """Run all children until a signal or `stop`; await `started` once when all are ready.

        The caller holds the lock of the home. Raises: CannotStart when a child cannot start.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._stop.set)
        main = asyncio.create_task(self._live(started))
        stopped = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({main, stopped}, return_when=asyncio.FIRST_COMPLETED)
            main.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await main
        finally:
            stopped.cancel()
            await self._stop_all()

    def stop(self) -> None:
        """Ask for the end of all children, as Ctrl-C does."""
        self._stop.set()

    async def _live(self, started: Callable[[], Awaitable[None]]) -> None:
        await self._end_leftovers()
        self._before()
        for _, wave in groupby(self._table, key=lambda child: child.wave):
            try:
                async with asyncio.TaskGroup() as group:
                    for child in wave:
                        group.create_task(self._first_start(child))
            except BaseExceptionGroup as errors:
                raise errors.exceptions[0] from None
        rotating = asyncio.create_task(self._rotate_logs())
        try:
            await started()
            await self._stop.wait()
        finally:
            rotating.cancel()

    async def _rotate_logs(self) -> None:
        while True:
            for child in self._table:
                rotate(self._log(child))
            await asyncio.sleep(_ROUND_S)

    async def _end_leftovers(self) -> None:
        left = self._register.leftovers()
        if left:
            self._say("Ending what a broken-off run left: " + ", ".join(c.name for c in left))
            await asyncio.gather(*(asyncio.to_thread(children.end, c) for c in reversed(left)))

    async def _first_start(self, child: Child) -> None:
        began = monotonic()
        await asyncio.to_thread(child.before)
        for attempt in range(_FIRST_TRIES):
            process = await self._spawn(child)
            if await self._became_ready(child, process):
                break
            self._forget(child)
            if child.once or attempt == _FIRST_TRIES - 1:
                lines = tail(self._log(child), lines=12)
                how = f"{child.name} cannot start ({ending(process.returncode)})"
                raise CannotStart(sentence=f"{how}; its last lines:\n{lines}")
        await asyncio.to_thread(child.after)
        self._say(f"  {child.name:<9} ready after {monotonic() - began:.1f} s")
        if child.once:
            self._forget(child)
        else:
            self._watchers[child.name] = asyncio.create_task(self._watch(child, process))

    async def _spawn(self, child: Child) -> Process:
        arguments = children.spawn_arguments(child.stop_signal)
        with self._log(child).open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *child.command,
                stdin=DEVNULL,
                stdout=output,
                stderr=STDOUT,
                env=self._environment,
                **(arguments | dict(child.spawn)),
            )
        self._running[child.name] = process
        self._known[child.name] = children.known(child, process.pid)
        self._register.write(list(self._known.values()))
        return process

    async def _became_ready(self, child: Child, process: Process) -> bool:
        """Wait until the child is ready (or, for a one-shot, done); False when it ended."""
        began = told = monotonic()
        while True:
            if process.returncode is not None:
                return child.once and process.returncode == 0
            if not child.once and await self._is_ready(child, monotonic() - began):
                return True
            if monotonic() - told > 5:
                told = monotonic()
                last = last_words(self._log(child))
                self._say(f"  {child.name}: {told - began:.0f} s … {last}")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 0.05)

    async def _is_ready(self, child: Child, age_s: float) -> bool:
        if child.ready is None:
            return age_s >= child.settle_s
        return await asyncio.to_thread(child.ready)

    async def _watch(self, child: Child, process: Process) -> None:
        """Start the child again whenever it ends."""
        failures, began = 0, monotonic()
        while True:
            await process.wait()
            self._forget(child)
            failures = 0 if monotonic() - began > _SETTLED_S else failures
            pause = _BACK_OFF_S[min(failures, len(_BACK_OFF_S) - 1)]
            failures, began = failures + 1, monotonic()
            last = last_words(self._log(child))
            how = f"{child.name} ended ({ending(process.returncode)})"
            self._say(f"{how}, again in {pause} s: {last}")
            await asyncio.sleep(pause)
            try:
                await asyncio.to_thread(child.before)
                process = await self._spawn(child)
            except (CannotStart, OSError) as error:
                self._say(f"{child.name}: {error}")

    async def _stop_all(self) -> None:
        for watcher in self._watchers.values():
            watcher.cancel()
        await asyncio.gather(*self._watchers.values(), return_exceptions=True)
        for _, wave in groupby(reversed(self._table), key=lambda child: child.wave):
            await asyncio.gather(*(self._stop_one(child) for child in wave))
        self._register.write([])

    async def _stop_one(self, child: Child) -> None:
        process = self._running.get(child.name)
        if process is None or process.returncode is not None:
            return
        process.send_signal(child.stop_signal)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), child.stop_s)
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # each child leads a session of its own
        await process.wait()

    def _forget(self, child: Child) -> None:
        self._running.pop(child.name, None)
        self._known.pop(child.name, None)
        self._register.write(list(self._known.values()))

    def _log(self, child: Child) -> Path:
        return self._home / "log" / f"{child.name}.log"
