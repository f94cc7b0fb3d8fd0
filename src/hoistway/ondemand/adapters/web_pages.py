"""Read a page that somebody else named, without being led where a stranger must not lead us."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpx

from hoistway.foundation.refusal import Refusal

MOST_BYTES = 2_000_000
"""Chosen: a page of text has 50 KB; what is larger is no page to read."""

_WHOLE_S = 20.0  # Chosen: a slow server answers within; then the firm hands a copy in.
_STEP_S = 5.0
_MOST_TURNS = 3  # Chosen: http host, language, trailing slash; more is a trap.
_TYPES = ("text/html", "text/plain", "application/xhtml+xml")
_HTTPS = 443

Resolve = Callable[[str], Sequence[str]]


class PageUnread(Refusal):
    """Raised when a page cannot be read, or must not be."""

    code = "page_unread"
    zh = "无法读取该网页：{zh}。"
    en = "The page cannot be read: {en}."
    status = 422


@dataclass(frozen=True, slots=True)
class WebPage:
    """What was read, and where it stood after all turns."""

    address: str
    data: bytes

    @property
    def text(self) -> str:
        """The page as text; what is no UTF-8 is read as GB 18030, as older pages here are."""
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError:
            return self.data.decode("gb18030", errors="replace")


def check_address(*, address: str) -> str:
    """Return an address that may be asked for: https, the usual port, a name, nobody's password.

    Raises: PageUnread.
    """
    parts = urlsplit(address.strip())
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or parts.username or parts.password:
        raise PageUnread(zh="网址须以 https:// 开头并写明域名", en="it needs https and a host name")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port not in (None, _HTTPS) or _is_number(host):
        raise PageUnread(zh="网址须用域名和 443 端口", en="it needs a name and port 443")
    return parts._replace(fragment="").geturl()


def read_page(
    *, address: str, resolve: Resolve | None = None, transport: httpx.BaseTransport | None = None
) -> WebPage:
    """Return a page, following a few turns, each of them checked like the first.

    The name is resolved once and that very address is asked, so that it cannot change its mind
    in between; addresses inside our own networks are refused. Raises: PageUnread.
    """
    ends, asked = monotonic() + _WHOLE_S, address
    with httpx.Client(
        timeout=_STEP_S, follow_redirects=False, trust_env=False, transport=transport
    ) as client:
        for _ in range(_MOST_TURNS + 1):
            asked = check_address(address=asked)
            answer = _ask(client, asked, resolve or _resolved, ends)
            if isinstance(answer, bytes):
                return WebPage(asked, answer)
            asked = urljoin(asked, answer)
    raise PageUnread(zh="转向次数过多", en="it leads on too often")


def _ask(client: httpx.Client, address: str, resolve: Resolve, ends: float) -> bytes | str:
    """Return the page, or the address to which it leads on."""
    host = urlsplit(address).hostname or ""
    place = _outside(resolve(host))
    url = httpx.URL(address).copy_with(host=place)
    request = client.build_request(
        "GET", url, headers={"Host": host, "Accept": "text/html,text/plain"},
        extensions={"sni_hostname": host, "timeout": httpx.Timeout(_STEP_S).as_dict()},
    )  # fmt: skip
    try:
        answer = client.send(request, stream=True)
        try:
            if answer.has_redirect_location:
                return answer.headers["Location"]
            return _body(answer, ends)
        finally:
            answer.close()
    except httpx.HTTPError as error:
        said = {"zh": "对方没有应答或证书无效", "en": "no answer, or no valid certificate"}
        raise PageUnread(**said) from error


def _body(answer: httpx.Response, ends: float) -> bytes:
    if answer.status_code != httpx.codes.OK:
        raise PageUnread(zh=f"对方答复 {answer.status_code}", en=f"answered {answer.status_code}")
    if not answer.headers.get("Content-Type", "").lower().startswith(_TYPES):
        raise PageUnread(zh="不是网页文本", en="it is no page of text")
    data = bytearray()
    for piece in answer.iter_bytes(64 * 1024):
        data += piece
        if len(data) > MOST_BYTES or monotonic() > ends:
            raise PageUnread(zh="网页过大或过慢", en="it is too large or too slow")
    return bytes(data)


def _resolved(host: str) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, _HTTPS, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return [str(place[4][0]) for place in found]


def _outside(places: Sequence[str]) -> str:
    """Return the first address if all of them lie in the open net. Raises: PageUnread."""
    if not places:
        raise PageUnread(zh="找不到该域名", en="no such host")
    if not all(ip_address(place.partition("%")[0]).is_global for place in places):
        raise PageUnread(zh="该网址不在公共互联网上", en="it is not on the open net")
    return places[0]


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit()
    return True
