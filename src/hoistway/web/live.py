"""Live pages: one listening database connection per process, fanned out to all open streams."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator

import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import CHANNEL
from hoistway.foundation.refusal import NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.signing_in import actor_in

PING_S = 15.0
"""Seconds between two signs of life on a quiet stream. Source: frontend.md 6."""

REOPEN_S = 1.0
"""Pause before the listening connection is opened again after the database went away."""

_log = structlog.get_logger()


class Switchyard:
    """Hears every topic once and wakes the streams that wait for it."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def waiting(self, topics: tuple[str, ...]) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever one of the topics is told."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen_for_ever())
        told = asyncio.Event()
        for topic in topics:
            self._waiting[topic].add(told)
        try:
            yield told
        finally:
            for topic in topics:
                self._waiting[topic].discard(told)
                if not self._waiting[topic]:
                    del self._waiting[topic]

    def _wake(self, topic: str) -> None:
        for told in self._waiting.get(topic, ()):
            told.set()

    def _wake_all(self) -> None:
        for topic in list(self._waiting):
            self._wake(topic)

    async def _listen_for_ever(self) -> None:
        parameters = await sync_to_async(lambda: connection.get_connection_params())()
        names = ("dbname", "user", "password", "host", "port")
        wanted = {name: parameters[name] for name in names if parameters.get(name)}
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**wanted, autocommit=True) as line:
                    await line.execute(f"LISTEN {CHANNEL}")
                    self._wake_all()
                    async for notice in line.notifies():
                        self._wake(notice.payload)
            except psycopg.Error as error:
                _log.warning("live_waits", reason=str(error))
            await asyncio.sleep(REOPEN_S)


_yards: dict[int, Switchyard] = {}


def _yard() -> Switchyard:
    """Return the switchyard of the running event loop."""
    return _yards.setdefault(id(asyncio.get_running_loop()), Switchyard())


async def _told(topics: tuple[str, ...]) -> AsyncIterator[bytes]:
    with _yard().waiting(topics) as told:
        yield b"retry: 2000\n\n"
        number = 0
        while True:
            try:
                await asyncio.wait_for(told.wait(), PING_S)
            except TimeoutError:
                yield b"event: ping\ndata: .\n\n"
                continue
            told.clear()
            number += 1
            yield f"id: {number}\nevent: change\ndata: {number}\n\n".encode()


async def stream(request: HttpRequest, *topics: str) -> StreamingHttpResponse:
    """Answer with the event stream of these topics; the database connection is given back first."""
    await sync_to_async(lambda: connection.close())()  # the proxy must be asked in that thread
    response = StreamingHttpResponse(_told(topics), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store, no-transform"
    response.headers["X-Accel-Buffering"] = "no"
    return response


async def signed_in_stream(
    request: HttpRequest, *roles: RoleKind, topics: Callable[[Actor], list[str]]
) -> HttpResponseBase:
    """Stream topics to a signed-in person of one of the roles; others get 401, 403 or 404."""

    def judged() -> tuple[int, list[str]]:
        actor = actor_in(request)
        if actor is None:
            return 401, []
        if roles and RoleKind(actor.role) not in roles:
            return 403, []
        try:
            return 200, topics(actor)
        except NotFound:
            return 404, []

    status, wanted = await sync_to_async(judged)()
    if status != 200:
        return HttpResponse(status=status)
    return await stream(request, *wanted)
