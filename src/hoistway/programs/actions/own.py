"""What people do with the keys of their own organisation: open, rotate, rescope, renew, revoke."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import membership_of, require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.programs.actions.keys import change_secret
from hoistway.programs.actions.steps import step
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import programs_seen
from hoistway.programs.rules.life import MOST_OVERLAP_HOURS, TERMS_DAYS
from hoistway.programs.rules.offers import offered_to
from hoistway.programs.vocabulary import KeyDeed, Scope

MOST_KEYS = 50
"""Living keys of one organisation. Chosen: more than any firm has systems."""

_SOURCES = {RoleKind.FIRM_OFFICE: "firm", RoleKind.USE_UNIT: "use_unit"}


class NameTaken(Refusal):
    """Raised when a program would be called as another one is."""

    code = "program_name_taken"
    zh = "已有名为“{name}”的程序。请换一个名称，例如加上单位简称。"
    en = "There is a program called «{name}» already: choose another name, with your firm's in it."


class ScopeNotOffered(Refusal):
    """Raised when a key is asked for nothing, or for what its person's role may not do."""

    code = "scope_not_offered"
    zh = "请选择本角色可开通的权限。"
    en = "Choose what your role can open a key for."
    status = 422


class TermNotOffered(Refusal):
    """Raised when a key would live, or its old secret stay good, for longer than is offered."""

    code = "term_not_offered"
    zh = "请选择列出的期限。"
    en = "Choose one of the terms that are offered."
    status = 422


class TooManyKeys(Refusal):
    """Raised when an organisation opens more keys than it can look after."""

    code = "too_many_keys"
    zh = "本单位已有 {most} 个有效密钥。请先停用不再使用的。"
    en = "Your organisation has {most} living keys already; revoke those that are not used."


class KeyRevoked(Refusal):
    """Raised when something is done to a key that is revoked."""

    code = "key_revoked"
    zh = "此密钥已停用。请另行开通。"
    en = "This key is revoked. Open another one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A key that somebody wants for a program; the form makes it one however often it is sent."""

    name: str
    scopes: frozenset[Scope]
    days: int
    secret: str
    form_id: UUID


@transaction.atomic
def let_in(*, wish: Wish, now: datetime, by: Actor) -> ApiKey:
    """Open a key that acts in this person's name and role; the same form again gets a new secret.

    Raises: NotAllowed, NameTaken, ScopeNotOffered, TermNotOffered, TooManyKeys.
    """
    require(by=by, deed=Deed.KEEP_PROGRAMS)
    membership = membership_of(by=by, at=now)
    if membership is None:
        raise NotAllowed
    _require_sound(wish, by)
    again = ApiKey.objects.select_for_update().filter(form_id=wish.form_id).first()
    if again is not None:
        return _opened_before(again, wish, membership.pk)
    own = ApiKey.objects.filter(organisation_id=by.organisation_id, revoked_at=None)
    if own.count() >= MOST_KEYS:
        raise TooManyKeys(most=MOST_KEYS)
    word = _SOURCES.get(RoleKind(by.role), str(by.role))
    key, fresh = ApiKey.objects.get_or_create(
        name=wish.name,
        defaults={
            "organisation_id": by.organisation_id, "membership": membership,
            "source": f"{word}:{by.organisation_id}", "scopes": sorted(map(str, wish.scopes)),
            "key_hash": hash_of(secret=wish.secret), "opened_at": now,
            "expires_at": now + timedelta(days=wish.days), "form_id": wish.form_id,
        },
    )  # fmt: skip
    if not fresh:
        raise NameTaken(name=wish.name)
    step(key=key, deed=KeyDeed.OPENED, now=now, by=by)
    return key


@transaction.atomic
def rotate_key(
    *, uid: UUID, secret: str, overlap: timedelta, form_id: UUID, now: datetime, by: Actor
) -> ApiKey:
    """Give one's own program a new secret; both are good until the overlap ends.

    The same form again changes the new secret, which nobody has seen, and leaves the previous one.
    Raises: NotAllowed, NotFound, KeyRevoked, TermNotOffered.
    """
    if not timedelta(0) <= overlap <= timedelta(hours=MOST_OVERLAP_HOURS):
        raise TermNotOffered
    key = _answered_for(uid, by)
    if key.form_id == form_id:
        key.key_hash = hash_of(secret=secret)
        key.save(update_fields=["key_hash"])
        return key
    key.form_id = form_id
    key.save(update_fields=["form_id"])
    change_secret(key=key, secret=secret, overlap=overlap, now=now)
    step(key=key, deed=KeyDeed.ROTATED, now=now, by=by)
    return key


@transaction.atomic
def rescope_key(*, uid: UUID, scopes: frozenset[Scope], now: datetime, by: Actor) -> None:
    """Let one's own program do other things than before.

    What only the platform's staff opens stays as it was. Raises: as rotate_key, ScopeNotOffered.
    """
    key = _answered_for(uid, by)
    offered = frozenset(offered_to(role=by.role))
    if not scopes <= offered:
        raise ScopeNotOffered
    before = frozenset(key.scopes)
    kept = before - frozenset(map(str, offered))
    after = kept | frozenset(map(str, scopes))
    if not after:
        raise ScopeNotOffered
    if after == before:
        return
    key.scopes = sorted(after)
    key.save(update_fields=["scopes"])
    told = [f"+{one}" for one in sorted(after - before)]
    told += [f"-{one}" for one in sorted(before - after)]
    step(key=key, deed=KeyDeed.RESCOPED, now=now, by=by, words=" ".join(told)[:300])


@transaction.atomic
def renew_key(*, uid: UUID, days: int, now: datetime, by: Actor) -> None:
    """Let one's own key live on for some days from now. Raises: as rotate_key."""
    if days not in TERMS_DAYS:
        raise TermNotOffered
    key = _answered_for(uid, by)
    key.expires_at = now + timedelta(days=days)
    key.save(update_fields=["expires_at"])
    step(key=key, deed=KeyDeed.RENEWED, now=now, by=by, words=str(days))


@transaction.atomic
def take_key_over(*, uid: UUID, now: datetime, by: Actor) -> None:
    """Answer for a key that a colleague of the same role answered for, or nobody any more.

    Its program acts in the new person's name from now on. Raises: NotAllowed, NotFound, KeyRevoked.
    """
    require(by=by, deed=Deed.KEEP_PROGRAMS)
    key = _own(uid, by)
    membership = membership_of(by=by, at=now)
    role = key.membership.role if key.membership else None
    if membership is None or role != RoleKind(by.role):
        raise NotAllowed
    if key.membership_id == membership.pk:
        return
    key.membership = membership
    key.save(update_fields=["membership"])
    step(key=key, deed=KeyDeed.TAKEN_OVER, now=now, by=by)


@transaction.atomic
def shut_out(*, uid: UUID, words: str, now: datetime, by: Actor) -> None:
    """Revoke a key at once, with a reason: one's own, or one in a regulator's area.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.KEEP_PROGRAMS)
    key = programs_seen(by=by).select_for_update(of=("self",)).filter(uid=uid).first()
    if key is None:
        raise NotFound
    if key.revoked_at is not None:
        return
    key.revoked_at = now
    key.save(update_fields=["revoked_at"])
    step(key=key, deed=KeyDeed.REVOKED, now=now, by=by, words=words[:300])


def _require_sound(wish: Wish, by: Actor) -> None:
    if not wish.scopes or not wish.scopes <= frozenset(offered_to(role=by.role)):
        raise ScopeNotOffered
    if wish.days not in TERMS_DAYS:
        raise TermNotOffered


def _opened_before(key: ApiKey, wish: Wish, membership_id: int) -> ApiKey:
    """Return the key of a form that came again; its first answer was never seen."""
    if key.membership_id != membership_id or key.revoked_at is not None:
        raise KeyRevoked
    key.key_hash = hash_of(secret=wish.secret)
    key.save(update_fields=["key_hash"])
    return key


def _own(uid: UUID, by: Actor) -> ApiKey:
    rows = ApiKey.objects.select_for_update(of=("self",)).select_related("membership")
    key = rows.filter(uid=uid, organisation_id=by.organisation_id).first()
    if key is None:
        raise NotFound
    if key.revoked_at is not None:
        raise KeyRevoked
    return key


def _answered_for(uid: UUID, by: Actor) -> ApiKey:
    """Return the key, locked, if it acts in this person's name."""
    require(by=by, deed=Deed.KEEP_PROGRAMS)
    key = _own(uid, by)
    membership = key.membership
    if membership is None or (membership.person_id, str(membership.role)) != (
        by.person_id, str(by.role),
    ):  # fmt: skip
        raise NotAllowed
    return key
