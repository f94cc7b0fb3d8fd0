"""The cheapest phone there is: one kept connection that asks for one page again and again.

A client with comfort costs more processor than the page it asks for, on the same two cores.
"""

import asyncio
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlsplit

_LINE = b"\r\n\r\n"


@dataclass(slots=True)
class Heard:
    """What was answered: seconds of each answer, statuses, and the bytes of the last body."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    body_bytes: int = 0
    broken: int = 0

    def count(self, status: int, took: float) -> None:
        """Take one answer in."""
        self.seconds.append(took)
        self.statuses[status] = self.statuses.get(status, 0) + 1


async def hammer(*, pages: str, path: str, phones: int, seconds: float, **headers: str) -> Heard:
    """Return what so many kept connections were answered in so many seconds."""
    where, heard = urlsplit(pages), Heard()
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    ask = f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\n{more}\r\n".encode()
    until = perf_counter() + seconds
    port = where.port or 80
    await asyncio.gather(
        *(_phone(where.hostname or "", port, ask, until, heard) for _ in range(phones))
    )
    return heard


async def _phone(host: str, port: int, ask: bytes, until: float, heard: Heard) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while perf_counter() < until:
        began = perf_counter()
        try:
            writer.write(ask)
            head = await reader.readuntil(_LINE)
            body = await _body(reader, head)
        except (OSError, asyncio.IncompleteReadError):
            heard.broken += 1
            reader, writer = await asyncio.open_connection(host, port)
            continue
        heard.count(int(head[9:12]), perf_counter() - began)
        heard.body_bytes = len(body) or heard.body_bytes
    writer.close()


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    fields = dict(line.lower().partition(b":")[::2] for line in head.split(b"\r\n")[1:])
    if b"transfer-encoding" in fields:
        return await reader.readuntil(b"0\r\n\r\n")
    length = int(fields.get(b"content-length", b"0"))
    return await reader.readexactly(length) if length and head[9:12] != b"304" else b""
