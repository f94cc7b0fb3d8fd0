"""A city's text gateway on a real local port, which answers as it is told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


class CityGateway(HTTPServer):
    """Keeps what was posted; answers with `status` and `body`."""

    status = 200
    body = "receipt-1"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.posted: list[tuple[dict[str, str | None], dict[str, str]]] = []

    @property
    def url(self) -> str:
        """The address to post to."""
        return f"http://127.0.0.1:{self.server_address[1]}/sms"


class _Answer(BaseHTTPRequestHandler):
    server: CityGateway

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        kept = {name: self.headers[name] for name in ("Authorization", "Idempotency-Key")}
        self.server.posted.append((kept, json.loads(self.rfile.read(length))))
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
