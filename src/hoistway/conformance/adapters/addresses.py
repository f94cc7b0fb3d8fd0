"""Ask the address of a firm's system for rows, never an address of the house's own network."""

import socket
from dataclasses import dataclass

import httpx

from hoistway.changes.rules.places import Networks, is_open, is_sound
from hoistway.foundation.refusal import Refusal

TIMEOUT_S = 15
"""Chosen: a person waits for it; a system that needs longer is asked for fewer rows."""


class AddressSilent(Refusal):
    """Raised when an address may not be asked or gives nothing to examine."""

    code = "address_silent"
    zh = "地址没有可检验的内容：{reason}。"
    en = "The address gives nothing to examine: {reason}."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What is asked; the token is used once and never kept."""

    url: str
    token: str = ""

    @property
    def shown(self) -> str:
        """The address without its query, which may hold secrets."""
        return self.url.partition("?")[0][:200]


def fetched(*, address: Address, allowed: Networks, most_bytes: int) -> bytes:
    """Return what an address answers; a redirect is not followed.

    The name is resolved once and that very address is asked. Raises: AddressSilent.
    """
    if not is_sound(url=address.url, inside=bool(allowed)):
        raise AddressSilent(reason="https://… / https only")
    try:
        return _asked(address, allowed, most_bytes)
    except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
        raise AddressSilent(reason=str(error)[:120] or type(error).__name__) from None


def _asked(address: Address, allowed: Networks, most_bytes: int) -> bytes:
    asked = httpx.URL(address.url)
    port = asked.port or (443 if asked.scheme == "https" else 80)
    found = [str(one[4][0]) for one in socket.getaddrinfo(asked.host, port, type=1)]
    if not found or not all(is_open(place=one, allowed=allowed) for one in found):
        raise OSError("it lies inside a closed network")
    headers = {"accept": "application/x-ndjson, application/json, text/csv"}
    headers["host"] = asked.netloc.decode("ascii")
    if address.token:
        headers["authorization"] = f"Bearer {address.token}"
    with httpx.Client(follow_redirects=False, trust_env=False, timeout=TIMEOUT_S) as client:
        request = client.build_request(
            "GET", asked.copy_with(host=found[0]), headers=headers,
            extensions={"sni_hostname": asked.host},
        )  # fmt: skip
        answer = client.send(request, stream=True)
        try:
            if answer.status_code != 200:
                raise OSError(f"it answered {answer.status_code}")
            return _whole(answer, most_bytes)
        finally:
            answer.close()


def _whole(answer: httpx.Response, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > most_bytes:
            raise OSError(f"it has more than {most_bytes} bytes")
    return b"".join(parts)
