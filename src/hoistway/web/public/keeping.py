"""How long a page that is the same for everybody may be kept, said in its headers."""

import hashlib
import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

CODE_PAGE_S = 5
"""Seconds a page below a code may be kept. Chosen: a busy elevator is asked for hundreds of times a
second, and yet nobody reads a failed inspection or an ended rescue later than that."""

LIST_S = 30
"""Seconds a list of outages may be kept. Chosen: half of the minute in which an outage must show;
programs ask for the list all the time."""

_SWITCHES = frozenset({"lang", "type"})
_VOLATILE = re.compile(rb' data-now="[^"]*"')


def for_all_sites(*, response: HttpResponse) -> None:
    """Let pages of other sites read what is public data and the same for everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"


def kept_for(
    *, response: HttpResponse, request: HttpRequest, seconds: int, query: frozenset[str] = _SWITCHES
) -> HttpResponse:
    """Let everybody's copy of a page be shared for so long, or say that the reader's is still good.

    A browser asks each time (`max-age=0`) and gets 304 where nothing changed, so a phone never
    shows an old way to help. An address with other words in its query is never shared.
    """
    shared = request.method == "GET" and set(request.GET) <= query
    how = f"public, max-age=0, s-maxage={seconds}, must-revalidate" if shared else "no-cache"
    response.headers["Cache-Control"] = how
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    digest = hashlib.sha256(_VOLATILE.sub(b"", response.content)).hexdigest()[:20]
    response.headers["ETag"] = f'W/"{digest}"'
    found = get_conditional_response(request, etag=f'W/"{digest}"', response=response)
    return found if isinstance(found, HttpResponse) else response
