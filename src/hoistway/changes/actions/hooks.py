"""Open an address that is told of changes, change what it is told, stop and end it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import choice
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hoistway.changes.models import Delivery, Webhook, WebhookStep
from hoistway.changes.queries.feed import KindUnknown, kinds_seen
from hoistway.changes.queries.hooks import TEST, webhook_seen, webhooks
from hoistway.changes.rules.places import is_sound
from hoistway.changes.rules.policy import policy_on
from hoistway.changes.vocabulary import DeliveryState, PauseReason, WebhookDeed, WebhookState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import jurisdictions, members, require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import elevators

MOST_EACH = 20
"""Addresses of one organisation. Chosen: one for each of its systems; more is a loop."""

MOST_NAMED = 500
"""Elevators named by one address. Chosen: a housing estate; more asks for a jurisdiction."""

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class AddressUnsound(Refusal):
    """Raised when nothing may be sent to an address."""

    code = "address_unsound"
    zh = "不能向 {url} 推送：请填 https:// 开头的公网域名地址，不含账号、密码和 #。"
    en = "Nothing can be sent to {url}: name a public https address without password and «#»."
    status = 422


class TooManyWebhooks(Refusal):
    """Raised when an organisation has as many addresses as one may have."""

    code = "too_many_webhooks"
    zh = "本单位已有 {most} 个推送地址，请先结束不用的。"
    en = "Your organisation has {most} addresses already; end one that is not needed."


class WebhookMoved(Refusal):
    """Raised when a deed does not fit the state of an address."""

    code = "webhook_moved"
    zh = "该推送地址的状态是“{zh}”，不能这样做。"
    en = "The address is in state «{en}»; this cannot be done."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks to be told, and where; empty lists ask for everything."""

    name: str
    url: str
    kinds: tuple[str, ...] = ()
    elevators: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """By which form an address is opened, and with which scopes if by a program."""

    form_id: UUID
    scopes: frozenset[Scope] = frozenset()


@transaction.atomic
def open_webhook(*, wish: Wish, opened: Opened, now: datetime, by: Actor) -> Webhook:
    """Open an address in the name of the actor, and send it a test first.

    Until the test is answered with 2xx nothing else is sent. The same form again is the same
    address. Raises: NotAllowed, AddressUnsound, KindUnknown, TooManyWebhooks.
    """
    require(by=by, deed=Deed.FOLLOW_CHANGES)
    again = webhooks(by=by).filter(form_id=opened.form_id).first()
    if again is not None:
        return again
    _check(wish, opened.scopes if by.program else None, by)
    open_now = Webhook.objects.filter(organisation_id=by.organisation_id)
    if open_now.exclude(state=WebhookState.ENDED).count() >= MOST_EACH:
        raise TooManyWebhooks(most=MOST_EACH)
    mine = members(organisation_id=by.organisation_id, role=RoleKind(by.role), at=now)
    membership = mine.filter(person_id=by.person_id).first()
    if membership is None:
        raise NotAllowed
    row = Webhook.objects.create(
        form_id=opened.form_id, number="W" + "".join(choice(_SIGNS) for _ in range(9)),
        organisation_id=by.organisation_id, membership=membership, program=by.program,
        scopes=sorted(map(str, opened.scopes)) if by.program else [], opened_at=now,
        opened_by=by.as_json(), **_columns(wish),
    )  # fmt: skip
    _step(row, WebhookDeed.OPEN, now, by)
    _try(row, now)
    return row


@transaction.atomic
def change_webhook(
    *, number: str, wish: Wish, scopes: Collection[Scope] | None, now: datetime, by: Actor
) -> Webhook:
    """Change where an address lies and what it is told; another place is tried anew.

    Raises: NotAllowed, NotFound, AddressUnsound, KindUnknown, WebhookMoved.
    """
    row = _held(number, by, frozenset(WebhookState) - {WebhookState.ENDED})
    _check(wish, scopes if by.program else None, by)
    moved = row.url != wish.url
    for column, value in _columns(wish).items():
        setattr(row, column, value)
    if moved and row.state is WebhookState.ACTIVE:
        row.state = WebhookState.CHECKING
    row.save()
    _step(row, WebhookDeed.CHANGE, now, by)
    if row.state is WebhookState.CHECKING:
        _try(row, now)
    return row


@transaction.atomic
def rotate_secret(*, number: str, now: datetime, by: Actor, version: int | None = None) -> Webhook:
    """Give an address a new secret; for a time what is sent is signed by both.

    `version` is the one that is to be replaced; where another stands already, it stays: two
    presses of one button do not end the secret that is in use.
    Raises: NotAllowed, NotFound, WebhookMoved.
    """
    row = _held(number, by, frozenset(WebhookState) - {WebhookState.ENDED})
    if version is not None and row.secret_version != version:
        return row
    row.secret_version += 1
    hours = policy_on(day=local_day(at=now)).overlap_hours
    row.old_until = now + timedelta(hours=hours)
    row.save(update_fields=["secret_version", "old_until"])
    _step(row, WebhookDeed.ROTATE, now, by)
    return row


@transaction.atomic
def pause_webhook(*, number: str, now: datetime, by: Actor) -> Webhook:
    """Send nothing for now. Raises: NotAllowed, NotFound, WebhookMoved."""
    row = _held(number, by, frozenset({WebhookState.CHECKING, WebhookState.ACTIVE}))
    row.state, row.pause_reason = WebhookState.PAUSED, PauseReason.BY_HAND
    row.save(update_fields=["state", "pause_reason"])
    _step(row, WebhookDeed.PAUSE, now, by)
    return row


@transaction.atomic
def resume_webhook(*, number: str, now: datetime, by: Actor) -> Webhook:
    """Try an address again: once it answers the test, what still waits is sent.

    What changed meanwhile is in the log and is sent by a replay. Raises: NotAllowed, NotFound,
    WebhookMoved.
    """
    row = _held(number, by, frozenset({WebhookState.PAUSED}))
    mine = members(organisation_id=by.organisation_id, role=RoleKind(by.role), at=now)
    row.membership = mine.filter(person_id=by.person_id).first() or row.membership
    row.state, row.pause_reason, row.failing_since = WebhookState.CHECKING, "", None
    row.save(update_fields=["state", "pause_reason", "failing_since", "membership"])
    _step(row, WebhookDeed.RESUME, now, by)
    _try(row, now)
    return row


@transaction.atomic
def end_webhook(*, number: str, now: datetime, by: Actor) -> Webhook:
    """Send nothing any more, for good; what waited is not sent.

    Raises: NotAllowed, NotFound, WebhookMoved.
    """
    row = _held(number, by, frozenset(WebhookState) - {WebhookState.ENDED})
    row.state, row.ended_at, row.pause_reason = WebhookState.ENDED, now, ""
    row.save(update_fields=["state", "ended_at", "pause_reason"])
    Delivery.objects.filter(webhook=row, state=DeliveryState.WAITING).update(
        state=DeliveryState.FAILED, ended_at=now, next_at=None
    )
    _step(row, WebhookDeed.END, now, by)
    return row


@transaction.atomic
def try_webhook(*, number: str, now: datetime, by: Actor) -> Webhook:
    """Send an address a test event. Raises: NotAllowed, NotFound, WebhookMoved."""
    row = _held(number, by, frozenset({WebhookState.CHECKING, WebhookState.ACTIVE}))
    _step(row, WebhookDeed.TEST, now, by)
    _try(row, now)
    return row


def _held(number: str, by: Actor, states: frozenset[WebhookState]) -> Webhook:
    seen = webhook_seen(number=number, by=by)
    row = Webhook.objects.select_for_update().get(pk=seen.pk)
    if row.state not in states:
        raise WebhookMoved(zh=row.state.zh, en=row.state.en)
    return row


def _try(row: Webhook, now: datetime) -> None:
    """Put a test into the way, unless one waits already; that is then tried at once."""
    waiting = Delivery.objects.filter(webhook=row, kind=TEST, state=DeliveryState.WAITING)
    if not waiting.update(next_at=now, attempts=0):
        Delivery.objects.create(
            webhook=row, kind=TEST, subject=f"webhooks/{row.number}", line=TEST, made_at=now,
            next_at=now,
        )  # fmt: skip


def _step(row: Webhook, deed: WebhookDeed, now: datetime, by: Actor) -> None:
    WebhookStep.objects.create(webhook=row, deed=str(deed), at=now, by=by.as_json())


def _columns(wish: Wish) -> dict[str, object]:
    return {
        "name": wish.name, "url": wish.url, "kinds": sorted(set(wish.kinds)),
        "elevators": sorted(set(wish.elevators)),
        "jurisdictions": sorted(set(wish.jurisdictions)),
    }  # fmt: skip


def _check(wish: Wish, scopes: Collection[Scope] | None, by: Actor) -> None:
    if not is_sound(url=wish.url, inside=bool(settings.WEBHOOK_NETWORKS)):
        raise AddressUnsound(url=wish.url[:80])
    wanted, elevators_named = set(wish.jurisdictions), set(wish.elevators)
    seen = elevators(by=by).filter(register_number__in=sorted(elevators_named)[:MOST_NAMED])
    lacking = [
        *sorted(set(wish.kinds) - kinds_seen(by=by, scopes=scopes)),
        *sorted(wanted - set(jurisdictions().values_list("code", flat=True))),
        *sorted(elevators_named - set(seen.values_list("register_number", flat=True))),
    ]
    for one in lacking:
        raise KindUnknown(what=one[:60])
