"""Keep the public half of the key by which one person signs on one phone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.telling_technicians import tell_key
from hoistway.maintenance.models import PhoneKey
from hoistway.maintenance.rules.signature import is_public_key
from hoistway.parties.queries import holding, may, require
from hoistway.parties.vocabulary import Deed, RoleKind


class NotAKey(Refusal):
    """Raised when what a phone sends is no public key on P-256."""

    code = "not_a_key"
    zh = "签名密钥无效，请在本机重新登记。"
    en = "This is not a signing key; register the phone anew."
    clause = "电子签名法 art. 13"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key as a phone reports it; `public_key` is SPKI in Base64."""

    uid: UUID
    device: UUID
    device_name: str
    public_key: str


def register_key(*, key: NewKey, now: datetime, by: Actor) -> PhoneKey:
    """Keep a phone's key for the signed-in person; an older one of person and phone ends.

    The same key again is the same row.
    Raises: NotAllowed, NotAKey, NotFound when the key is another person's.
    """
    require(by=by, deed=Deed.DO_MAINTENANCE)
    return _kept(key, by.person_id, None, now)[0]


class NotOurTechnician(Refusal):
    """Raised when a firm would register a key of somebody who is no technician of it."""

    code = "not_our_technician"
    zh = "该人员不是本单位的维保人员，不能登记其签名密钥。"
    en = "This person is no technician of your firm; no key can be registered."
    status = 422


@transaction.atomic
def vouch_for_key(*, key: NewKey, person_id: int, now: datetime, by: Actor) -> PhoneKey:
    """Keep the key by which a technician signs in the firm's own system; the firm vouches for it.

    The technician is told, because the private half must be under nobody else's control.
    The same key again is the same row. Raises: NotAllowed, NotAKey, NotOurTechnician, NotFound
    when the number is another key's. Source: 电子签名法 art. 13.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    if (by.organisation_id, person_id) not in _technicians([person_id], now):
        raise NotOurTechnician
    row, fresh = _kept(key, person_id, by.as_json(), now)
    if fresh:
        tell_key(row=row, firm_id=by.organisation_id, now=now)
    return row


@transaction.atomic
def end_key(*, uid: UUID, now: datetime, by: Actor) -> PhoneKey:
    """End a key: nothing is signed by it from now on; what it signed before stays.

    A technician ends an own key, the office one of its technicians'. Raises: NotAllowed, NotFound.
    """
    office = may(by=by, deed=Deed.PLAN_MAINTENANCE)
    if not office and not may(by=by, deed=Deed.DO_MAINTENANCE):
        raise NotAllowed
    row = PhoneKey.objects.select_for_update().filter(uid=uid).first()
    ours = row is not None and (
        (by.organisation_id, row.person_id) in _technicians([row.person_id], now)
        if office else row.person_id == by.person_id
    )  # fmt: skip
    if row is None or not ours:
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
    return row


def _technicians(people: list[int], now: datetime) -> set[tuple[int, int]]:
    return holding(person_ids=people, role=RoleKind.TECHNICIAN, at=now)


def _kept(
    key: NewKey, person_id: int, vouched: dict[str, object] | None, now: datetime
) -> tuple[PhoneKey, bool]:
    if not is_public_key(spki=key.public_key):
        raise NotAKey
    with transaction.atomic():
        row, fresh = PhoneKey.objects.get_or_create(
            uid=key.uid,
            defaults={
                "person_id": person_id, "device": key.device, "registered_at": now,
                "device_name": key.device_name[:120], "public_key": key.public_key,
                "registered_by": vouched,
            },
        )  # fmt: skip
        if row.person_id != person_id or row.public_key != key.public_key:
            raise NotFound
        if fresh:
            older = PhoneKey.objects.filter(
                person_id=person_id, device=key.device, revoked_at=None
            ).exclude(pk=row.pk)
            older.update(revoked_at=now)
    return row, fresh
