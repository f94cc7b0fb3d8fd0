"""From where a request comes: the site of its form, the network address behind proxies."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether the browser says that the form stood on another site.

    Old browsers and in-app browsers that name no site are believed: their forms carry a signed
    code and a number of their own.
    """
    named = request.headers.get("Origin", "")
    return named not in ("", "null") and urlsplit(named).netloc != request.get_host()


def origin_of(request: HttpRequest) -> str:
    """Return the network address of the asker; a proxy is believed only if it is configured."""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if not forwarded or not peer:
        return str(peer)
    try:
        trusted = any(ip_address(peer) in net for net in settings.CONFIG.trusted_proxies)
    except ValueError:
        return str(peer)
    return forwarded.split(",")[-1].strip() if trusted else str(peer)
