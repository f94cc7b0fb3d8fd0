"""The platform's staff lets programs in and shuts them out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.programs.actions.steps import step
from hoistway.programs.models import ApiKey
from hoistway.programs.vocabulary import KeyDeed, Scope

KEY_MARK = "hwk_"
"""How a key begins, so that one that leaked is found by who looks for such."""


def fresh_secret() -> str:
    """Return a new key that nobody guesses: 256 random bits."""
    return KEY_MARK + token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A key to open: for which program of whom, as which source, for what, how much, how long."""

    name: str
    organisation_id: int
    source: str
    secret: str
    scopes: frozenset[Scope] = frozenset({Scope.CLAIMS})
    membership_id: int | None = None
    calls_each_minute: int | None = None
    bulk_bytes_each_minute: int | None = None
    expires_at: datetime | None = None


@transaction.atomic
def open_key(*, opening: Opening, now: datetime, by: Actor) -> None:
    """Let a program in under this secret; the same name again changes all but the name.

    Raises: NotAllowed.
    """
    _require_platform(by)
    key, _fresh = ApiKey.objects.update_or_create(
        name=opening.name,
        defaults={
            "organisation_id": opening.organisation_id, "source": opening.source,
            "membership_id": opening.membership_id,
            "scopes": sorted(map(str, opening.scopes)), "opened_at": now,
            "key_hash": hash_of(secret=opening.secret), "revoked_at": None,
            "previous_hash": None, "previous_until": None, "expires_at": opening.expires_at,
            "calls_each_minute": opening.calls_each_minute,
            "bulk_bytes_each_minute": opening.bulk_bytes_each_minute,
        },
    )  # fmt: skip
    step(key=key, deed=KeyDeed.OPENED, now=now, by=by)


@transaction.atomic
def rotate_named(*, name: str, secret: str, overlap: timedelta, now: datetime, by: Actor) -> None:
    """Give a program a new secret; the previous one stays good for a while.

    Raises: NotAllowed, NotFound.
    """
    _require_platform(by)
    key = ApiKey.objects.select_for_update().filter(name=name, revoked_at=None).first()
    if key is None:
        raise NotFound
    change_secret(key=key, secret=secret, overlap=overlap, now=now)
    step(key=key, deed=KeyDeed.ROTATED, now=now, by=by)


@transaction.atomic
def revoke_key(*, name: str, now: datetime, by: Actor) -> None:
    """Shut a program out at once.

    Raises: NotAllowed, NotFound.
    """
    _require_platform(by)
    key = ApiKey.objects.select_for_update().filter(name=name, revoked_at=None).first()
    if key is None:
        raise NotFound
    key.revoked_at = now
    key.save(update_fields=["revoked_at"])
    step(key=key, deed=KeyDeed.REVOKED, now=now, by=by)


def change_secret(*, key: ApiKey, secret: str, overlap: timedelta, now: datetime) -> None:
    """Write a new secret into a locked row; the one before it is good until the overlap ends."""
    key.previous_hash = key.key_hash if overlap else None
    key.previous_until = now + overlap if overlap else None
    key.key_hash = hash_of(secret=secret)
    key.save(update_fields=["key_hash", "previous_hash", "previous_until"])


def _require_platform(by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed
