"""Give programs a pass for an hour for their key (RFC 6749 4.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from hoistway.foundation.key_hash import hash_of
from hoistway.programs.models import ApiKey, Token
from hoistway.programs.queries import TOKEN_MARK
from hoistway.programs.rules.life import TOKEN_S
from hoistway.programs.rules.token_asked import ScopeNotHeld


@dataclass(frozen=True, slots=True)
class Pass:
    """What is answered once: the token, for what, how long."""

    token: str
    scopes: tuple[str, ...]
    seconds: int

    def as_json(self) -> dict[str, object]:
        """Return the answer of RFC 6749 5.1."""
        return {
            "access_token": self.token, "token_type": "Bearer", "expires_in": self.seconds,
            "scope": " ".join(self.scopes),
        }  # fmt: skip


def issue_token(*, key: ApiKey, scopes: frozenset[str] | None, now: datetime) -> Pass:
    """Issue a pass for these of the key's scopes, for all of them when none are named.

    It ends with the key and never outlives it. Raises: ScopeNotHeld.
    """
    beyond = sorted((scopes or frozenset()) - frozenset(key.scopes))
    if beyond:
        raise ScopeNotHeld(scopes=" ".join(beyond)[:200])
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
