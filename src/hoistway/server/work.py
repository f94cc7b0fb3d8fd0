"""The worker process: background tasks, the reaper of killed jobs, and the sweep of deadlines."""

import asyncio
import contextlib
from collections.abc import Callable
from time import monotonic

import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app as tasks
from procrastinate.exceptions import AlreadyEnqueued

from hoistway.changes.actions import note_heard
from hoistway.duties.actions import escalate_notices
from hoistway.emergency.actions import sweep
from hoistway.faults.actions import settle_quiet
from hoistway.filings.actions.mismatches import escalate_mismatches
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.lifecycle.actions import bring_into_force
from hoistway.messages.actions import sweep_messages
from hoistway.riders.actions import escalate_reports
from hoistway.server.courier import deliver_for_ever

SWEEP_S = 1.0
"""Pause between two looks at the deadlines. Chosen: a tenth of what a person would notice."""

FORCE_S = 5.0
"""Pause between two looks for requests, mismatches and notices whose day has come. Chosen: just
after midnight counts as midnight; the look is one question to a partial index."""

JUMP_S = 60.0
"""Seconds by which the clock runs ahead before it counts as set forward. Chosen: no clock that is
only corrected leaps a minute."""

REAP_S = 5.0
"""Pause between two looks for jobs whose worker was killed. Source: parts of the house, tried."""

STALLED_AFTER_S = 15
"""Seconds without a sign of life after which a worker counts as killed."""

MOST_ATTEMPTS = 5
"""How often a job of a killed worker is started again before it is left for a person."""

_log = structlog.get_logger()


async def _for_ever(look: Callable[..., object], *, pause_s: float) -> None:
    """Look again and again by the house's clock; a database that is away is waited for."""

    def once() -> None:
        close_old_connections()
        look(now=clock.now(), by=PLATFORM)

    while True:
        try:
            await sync_to_async(once, thread_sensitive=True)()
        except DatabaseError as error:
            _log.warning("sweep_waits", reason=str(error))
        except Exception:
            _log.exception("sweep_failed")
        await asyncio.sleep(pause_s)


async def _reap_for_ever(app: App) -> None:
    """Put jobs of killed workers back, and give up on those that kill their worker each time."""
    while True:
        try:
            stalled = await app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=STALLED_AFTER_S
            )
            for job in stalled:
                if job.attempts >= MOST_ATTEMPTS:
                    await app.job_manager.finish_job(job, status="failed", delete_job=False)  # type: ignore[arg-type]
                    _log.error("job_given_up", job=job.id, task=job.task_name)
                else:
                    await app.job_manager.retry_job(job, retry_at=clock.now())
                    _log.warning("job_taken_back", job=job.id, task=job.task_name)
        except Exception as error:
            _log.warning("reaper_waits", reason=str(error))
        await asyncio.sleep(REAP_S)


async def _follow_clock(app: App) -> None:
    """Start every periodic task anew when the demo's clock was set forward: days have passed."""
    seen = clock.now_ms() / 1000 - monotonic()
    while True:
        await asyncio.sleep(FORCE_S)
        gap = clock.now_ms() / 1000 - monotonic()
        if gap - seen > JUMP_S:
            for periodic in app.periodic_registry.periodic_tasks.values():
                with contextlib.suppress(AlreadyEnqueued):
                    await app.configure_task(periodic.task.name).defer_async(
                        timestamp=int(clock.now_ms() / 1000)
                    )
            _log.info("clock_followed", days=round((gap - seen) / 86_400, 1))
        seen = gap


async def run() -> None:
    """Work until the process is told to stop; reconnects when the database was away."""
    app = tasks.with_connector(tasks.connector.get_worker_connector())  # type: ignore[attr-defined]
    asides = [
        asyncio.create_task(_for_ever(sweep, pause_s=SWEEP_S)),
        asyncio.create_task(_for_ever(sweep_messages, pause_s=SWEEP_S)),
        asyncio.create_task(_for_ever(note_heard, pause_s=SWEEP_S)),
        asyncio.create_task(deliver_for_ever()),
        asyncio.create_task(_for_ever(bring_into_force, pause_s=FORCE_S)),
        asyncio.create_task(_for_ever(escalate_mismatches, pause_s=FORCE_S)),
        asyncio.create_task(_for_ever(escalate_notices, pause_s=FORCE_S)),
        asyncio.create_task(_for_ever(escalate_reports, pause_s=FORCE_S)),
        asyncio.create_task(_for_ever(settle_quiet, pause_s=FORCE_S)),
    ]
    try:
        while True:
            try:
                async with app.open_async():
                    beside = [
                        asyncio.create_task(_reap_for_ever(app)),
                        asyncio.create_task(_follow_clock(app)),
                    ]
                    try:
                        await app.run_worker_async(
                            concurrency=4, shutdown_graceful_timeout=5, install_signal_handlers=True
                        )
                        return
                    finally:
                        for one in beside:
                            one.cancel()
                        await asyncio.gather(*beside, return_exceptions=True)
            except OSError as error:
                _log.warning("worker_waits", reason=str(error))
            await asyncio.sleep(1)
    finally:
        for aside in asides:
            aside.cancel()


def main() -> None:
    """Run the worker."""
    asyncio.run(run())
