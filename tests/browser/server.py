"""The real ASGI application on a loopback port, in a thread of the test process."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from django.core.handlers.asgi import ASGIHandler

READY_S = 10.0


def _bound_socket() -> socket.socket:
    """Return a listening socket below the ports that the system gives away by itself."""
    for port in range(20000, 30000):
        probe = socket.socket()
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(64)
        except OSError:
            probe.close()
            continue
        return probe
    raise OSError("no free port between 20000 and 30000")


@contextmanager
def serving() -> Iterator[str]:
    """Serve the pages inside the block and give their address."""
    listener = _bound_socket()
    config = uvicorn.Config(
        ASGIHandler(), lifespan="off", log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True
    )
    thread.start()
    ready = threading.Event()
    for _ in range(int(READY_S / 0.02)):
        if server.started:
            break
        ready.wait(0.02)
    assert server.started, "the test server did not start"
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
