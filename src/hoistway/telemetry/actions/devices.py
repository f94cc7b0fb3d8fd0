"""Let devices and feeds in, change their secrets, shut them out."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.telemetry.models import MAX_CADENCE_S, MIN_CADENCE_S, Device, Feed, Presence
from hoistway.telemetry.queries.silences import SOURCES
from hoistway.telemetry.rules.credentials import device_id_of, device_secret
from hoistway.telemetry.vocabulary import CadenceKind


def _require_platform(by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed


@transaction.atomic
def enrol_devices(
    *, bindings: Mapping[str, int], key: bytes, now: datetime, by: Actor
) -> dict[str, str]:
    """Let devices (id → elevator key) in and return their secrets, derived from the house's key.

    A device that is enrolled already stays as it is; its derived secret is returned all the same.
    Raises: NotAllowed.
    """
    _require_platform(by)
    given = {device_id: device_secret(device_id=device_id, key=key) for device_id in bindings}
    fresh = [
        Device(
            device_id=device_id, elevator_id=elevator_id,
            secret_hash=hash_of(secret=given[device_id]), bound_at=now,
        )
        for device_id, elevator_id in bindings.items()
    ]  # fmt: skip
    Device.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)
    return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A terminal that may report; the secret is empty where it was bound before."""

    device_id: str
    register_number: str
    secret: str


@transaction.atomic
def bind_device(*, elevator_id: int, register_number: str, now: datetime, by: Actor) -> Bound:
    """Let the terminal of an elevator in under a random secret, unless one may report already.

    After a revocation the id is used up: the next terminal has the next number.
    Raises: NotAllowed.
    """
    _require_platform(by)
    rows = Device.objects.filter(elevator_id=elevator_id).order_by("pk")
    living = rows.filter(revoked_at=None).first()
    if living is not None:
        return Bound(device_id=living.device_id, register_number=register_number, secret="")
    used = rows.count()
    device_id = device_id_of(register_number=register_number) + (f"-{used + 1}" if used else "")
    secret = secrets.token_urlsafe(20)
    Device.objects.create(
        device_id=device_id, elevator_id=elevator_id, secret_hash=hash_of(secret=secret),
        bound_at=now,
    )  # fmt: skip
    return Bound(device_id=device_id, register_number=register_number, secret=secret)


def rotate_secret(*, device_id: str, by: Actor) -> str:
    """Give a device a new random secret and return it; the old one is worth nothing at once.

    Raises: NotAllowed, NotFound.
    """
    _require_platform(by)
    secret = secrets.token_urlsafe(20)
    rows = Device.objects.filter(device_id=device_id, revoked_at=None)
    if not rows.update(secret_hash=hash_of(secret=secret)):
        raise NotFound
    return secret


def revoke_device(*, device_id: str, now: datetime, by: Actor) -> None:
    """Shut a device out for good; it may come back only under another id.

    Raises: NotAllowed, NotFound.
    """
    _require_platform(by)
    if not Device.objects.filter(device_id=device_id, revoked_at=None).update(revoked_at=now):
        raise NotFound


def open_feed(*, name: str, organisation_id: int, key: str, now: datetime, by: Actor) -> None:
    """Let a platform report by HTTP under this bearer key; the same name again changes the key.

    Raises: NotAllowed.
    """
    _require_platform(by)
    Feed.objects.update_or_create(
        name=name,
        defaults={
            "organisation_id": organisation_id, "key_hash": hash_of(secret=key),
            "opened_at": now, "revoked_at": None,
        },
    )  # fmt: skip


class CadenceUnfit(Refusal):
    """Raised for a cadence that is no telemetry any more."""

    code = "cadence_unfit"
    zh = "上报间隔须在 {least} 至 {most} 秒之间。"
    en = "The cadence must lie between {least} and {most} seconds."
    status = 422
    clause = "286号 附件2 三 2"


@transaction.atomic
def declare_cadence(*, feed_id: int, kind: CadenceKind, seconds: int, by: Actor) -> None:
    """Take down in which rhythm a platform reports; delayed and on line are judged by it.

    The platform's own office declares it, or we do. Raises: NotAllowed, NotFound, CadenceUnfit.
    """
    feeds = Feed.objects.filter(pk=feed_id, revoked_at=None)
    if by.kind is not ActorKind.SYSTEM:
        require(by=by, deed=Deed.SEE_MONITORING)
        feeds = feeds.filter(organisation_id=by.organisation_id)
    _require_fit(seconds)
    if not feeds.update(cadence_kind=kind, cadence_s=seconds):
        raise NotFound
    Presence.objects.filter(source=feed_id % SOURCES).update(cadence_s=seconds)


@transaction.atomic
def declare_device_cadence(*, device_id: str, kind: CadenceKind, seconds: int, by: Actor) -> None:
    """Take down in which rhythm a terminal of its own reports.

    Raises: NotAllowed, NotFound, CadenceUnfit.
    """
    _require_platform(by)
    _require_fit(seconds)
    device = Device.objects.filter(device_id=device_id, revoked_at=None).first()
    if device is None:
        raise NotFound
    device.cadence_kind, device.cadence_s = kind, seconds
    device.save(update_fields=["cadence_kind", "cadence_s"])
    Presence.objects.filter(pk=device.elevator_id, source=0).update(cadence_s=seconds)


def _require_fit(seconds: int) -> None:
    if not MIN_CADENCE_S <= seconds <= MAX_CADENCE_S:
        raise CadenceUnfit(least=MIN_CADENCE_S, most=MAX_CADENCE_S)


def revoke_feed(*, name: str, now: datetime, by: Actor) -> None:
    """Shut a platform out.

    Raises: NotAllowed, NotFound.
    """
    _require_platform(by)
    if not Feed.objects.filter(name=name, revoked_at=None).update(revoked_at=now):
        raise NotFound
