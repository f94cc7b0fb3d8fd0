"""The authority of time that the settings name, asked over HTTP. Source: RFC 3161 3.4."""

from pathlib import Path

import httpx
from django.conf import settings

from hoistway.ledger.rules.stamps import Stamped, question, read_stamp

_TIMEOUT_S = 20.0  # Chosen: an authority answers within a second; the task tries again later.


class AuthorityDown(Exception):
    """The authority gave no answer; it may be asked again."""


def is_named() -> bool:
    """Tell whether this installation has its digests stamped."""
    return bool(settings.STAMP_URL)


def ask_stamp(*, text: str) -> tuple[bytes, Stamped]:
    """Return the answer and what it says.

    Raises: AuthorityDown, StampWrong.
    """
    roots = Path(settings.STAMP_ROOTS).read_text(encoding="ascii") if settings.STAMP_ROOTS else ""
    asked = question(text=text)
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        answer = httpx.post(
            settings.STAMP_URL, content=asked.as_bytes(), headers=headers, timeout=_TIMEOUT_S
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise AuthorityDown(repr(error)) from error
    stamped = read_stamp(answer=answer.content, text=text, roots=roots, asked=asked)
    return answer.content, stamped
