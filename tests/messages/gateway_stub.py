"""A channel on a real local port: answers as it is told, loses answers, thinks too long."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from urllib.parse import urlsplit


class CityGateway(ThreadingHTTPServer):
    """Keeps what was posted; answers with `status` and `body`.

    `loses`: it takes the message and hangs up without an answer. `delay_s`: it thinks so long.
    """

    status = 200
    body = "receipt-1"
    loses = False
    delay_s = 0.0
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.posted: list[tuple[dict[str, str | None], dict[str, str]]] = []
        self.requests: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def base(self) -> str:
        """The address of its front door."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """The address to post to."""
        return f"{self.base}/sms"

    def delivered(self) -> set[str]:
        """Return the keys of what it has delivered: a repetition of a key is dropped."""
        return {body["key"] for _, body in self.posted}


class _Answer(BaseHTTPRequestHandler):
    server: CityGateway

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.path, headers, raw))
        if urlsplit(self.path).path == "/sms" and self.server.status < 300:
            kept = {name: self.headers[name] for name in ("Authorization", "Idempotency-Key")}
            self.server.posted.append((kept, json.loads(raw)))
        self._answer()

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {}, b""))
        self._answer()

    def _answer(self) -> None:
        if self.server.delay_s:
            sleep(self.server.delay_s)
        if self.server.loses:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def a_city_gateway() -> Iterator[CityGateway]:
    """Give a gateway that listens until the block ends."""
    with CityGateway() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
