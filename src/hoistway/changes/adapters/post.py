"""Post a letter to an address that somebody else named, never into the house's own network."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from time import monotonic

import httpx

from hoistway.changes.adapters.envelope import Letter
from hoistway.changes.rules.places import Networks, is_open

MOST_SHOWN = 500
"""Bytes of an answer that are read and kept. Chosen: enough to see an error's text."""

_KEPT = ("content-type", "retry-after", "server", "date", "location")


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back; status 0 and an error where nothing did."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    error: str = ""
    took_ms: int = 0


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom we trust, read once."""
    return httpx.create_ssl_context()


async def posted(*, url: str, letter: Letter, timeout_s: float, allowed: Networks) -> Sent:
    """Post a letter and return what came back; a redirect is an answer and not followed.

    The name is resolved once and that very address is asked, so that it cannot change its mind in
    between; all its addresses must lie in the open net or in a network that is `allowed`.
    """
    began = monotonic()
    try:
        status, headers, body = await asyncio.wait_for(
            _ask(url, letter, allowed, timeout_s), timeout_s
        )
        return Sent(status, headers, body, "", _since(began))
    except TimeoutError:
        return Sent(error="timeout", took_ms=_since(began))
    except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
        said = str(error) or type(error).__name__
        return Sent(error=said[:200], took_ms=_since(began))


async def _ask(
    url: str, letter: Letter, allowed: Networks, timeout_s: float
) -> tuple[int, dict[str, str], str]:
    asked = httpx.URL(url)
    place = await _place(asked, allowed)
    async with httpx.AsyncClient(
        verify=_trusted(), follow_redirects=False, trust_env=False, timeout=timeout_s
    ) as client:
        request = client.build_request(
            "POST", asked.copy_with(host=place), content=letter.body,
            headers={**letter.headers, "host": asked.netloc.decode("ascii")},
            extensions={"sni_hostname": asked.host},
        )  # fmt: skip
        answer = await client.send(request, stream=True)
        try:
            headers = {name: answer.headers[name][:200] for name in _KEPT if name in answer.headers}
            return answer.status_code, headers, await _head(answer)
        finally:
            await answer.aclose()


async def _head(answer: httpx.Response) -> str:
    head = b""
    async for piece in answer.aiter_bytes(MOST_SHOWN):
        head += piece
        if len(head) >= MOST_SHOWN:
            break
    return head[:MOST_SHOWN].decode("utf-8", "replace").replace("\x00", "")


async def _place(asked: httpx.URL, allowed: Networks) -> str:
    """Return the address of a name, if all its addresses may be asked. Raises: OSError."""
    port = asked.port or (443 if asked.scheme == "https" else 80)
    found = await asyncio.get_running_loop().getaddrinfo(asked.host, port, type=1)
    places: Sequence[str] = [str(one[4][0]) for one in found]
    if not places or not all(is_open(place=one, allowed=allowed) for one in places):
        raise OSError("the address lies inside a closed network")
    return places[0]


def _since(began: float) -> int:
    return int((monotonic() - began) * 1000)
