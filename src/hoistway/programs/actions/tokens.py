"""Give programs a pass for an hour for their key (RFC 6749 4.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from hoistway.foundation.key_hash import hash_of
from hoistway.programs.models import ApiKey, Token
from hoistway.programs.queries import TOKEN_MARK
from hoistway.programs.rules.life import TOKEN_S


@dataclass(frozen=True, slots=True)
class Pass:
    """What is answered once: the token, for what, how long."""

    token: str
    scopes: tuple[str, ...]
    seconds: int


def issue_token(*, key: ApiKey, scopes: frozenset[str] | None, now: datetime) -> Pass:
    """Issue a pass for these of the key's scopes, for all of them when none are named.

    It ends with the key and never outlives it.
    """
    granted = tuple(one for one in key.scopes if scopes is None or one in scopes)
    seconds = TOKEN_S
    if key.expires_at is not None:
        seconds = min(seconds, int((key.expires_at - now).total_seconds()))
    token = TOKEN_MARK + token_urlsafe(32)
    Token.objects.create(
        key=key, token_hash=hash_of(secret=token), scopes=list(granted), issued_at=now,
        expires_at=now + timedelta(seconds=seconds),
    )  # fmt: skip
    return Pass(token, granted, seconds)


def forget_tokens(*, before: datetime) -> int:
    """Delete tokens that ended before this; return how many."""
    return Token.objects.filter(expires_at__lt=before).delete()[0]
