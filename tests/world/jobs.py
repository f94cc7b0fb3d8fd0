"""What waits in the queue, and a worker that works it off."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.db import connection, connections
from procrastinate.contrib.django import app


@dataclass(frozen=True, slots=True)
class Job:
    """One job that waits."""

    task: str
    queue: str
    arguments: dict[str, object]


def jobs_waiting() -> list[Job]:
    """Return what waits in the queue, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, queue_name, args FROM procrastinate_jobs"
            " WHERE status = 'todo' ORDER BY id"
        )
        return [
            Job(task=task, queue=queue, arguments=json.loads(arguments))
            for task, queue, arguments in cursor
        ]


def forget_jobs() -> None:
    """Empty the queue, whose tables Django's flush does not know."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def work_off() -> None:
    """Let a real worker do all jobs that are due, and those that they bring about."""

    async def run() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())
        async with worker.open_async():
            await worker.run_worker_async(wait=False, concurrency=1, install_signal_handlers=False)
        await sync_to_async(connections.close_all)()  # of the thread that defers periodic jobs

    asyncio.run(run())


def work_here(*, rooms: Sequence[str]) -> int:
    """Do what these rooms' tasks have waiting, in this transaction; return how many jobs.

    What they bring about is done too. For stories whose deeds are not committed.
    """
    done: set[int] = set()
    while fresh := [row for row in _due() if row[0] not in done]:
        for key, task, arguments in fresh:
            done.add(key)
            if task.partition(".")[0] in rooms:
                app.tasks[task](**json.loads(arguments))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [sorted(done)])
    return len(done)


def _due() -> list[tuple[int, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs"
            " WHERE status = 'todo' AND scheduled_at IS NULL ORDER BY id"
        )
        return list(cursor)


def failed_jobs() -> int:
    """Return how many jobs have failed for good."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        (count,) = cursor.fetchone()
    return int(count)
