"""To which addresses the platform may send: never into the house's own network."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Networks = Sequence[IPv4Network | IPv6Network]

MOST_SIGNS = 500
"""Chosen: longer addresses are mistakes."""


def is_sound(*, url: str, inside: bool) -> bool:
    """Return whether an address can be sent to: https, a name, nobody's password.

    `inside` says that networks of the own house are allowed: then http and numbers are as well.

    Example:
        >>> [is_sound(url=one, inside=False)
        ...     for one in ("https://a.example/x", "http://a.example/x", "https://u:p@a.example/")]
        [True, False, False]
    """
    if len(url) > MOST_SIGNS or not url.isascii() or any(sign.isspace() for sign in url):
        return False
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ({"https", "http"} if inside else {"https"}) or not host or port == 0:
        return False
    if parts.username is not None or parts.password is not None or parts.fragment:
        return False
    return inside or ("." in host and not _is_number(host))


def is_open(*, place: str, allowed: Networks) -> bool:
    """Return whether a resolved address lies in the open net, or in a network that is allowed.

    Example:
        >>> [is_open(place=one, allowed=()) for one in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1")]
        [True, False, False]
    """
    try:
        address = ip_address(place.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address.version == one.version and address in one for one in allowed):
        return True
    return address.is_global and not address.is_multicast


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit()
    return True
