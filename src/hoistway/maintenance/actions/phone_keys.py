"""Keep the public half of the key by which one person signs on one phone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.maintenance.models import PhoneKey
from hoistway.maintenance.rules.signature import is_public_key
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


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
    if not is_public_key(spki=key.public_key):
        raise NotAKey
    with transaction.atomic():
        row, fresh = PhoneKey.objects.get_or_create(
            uid=key.uid,
            defaults={
                "person_id": by.person_id, "device": key.device, "registered_at": now,
                "device_name": key.device_name[:120], "public_key": key.public_key,
            },
        )  # fmt: skip
        if row.person_id != by.person_id or row.public_key != key.public_key:
            raise NotFound
        if fresh:
            older = PhoneKey.objects.filter(
                person_id=by.person_id, device=key.device, revoked_at=None
            ).exclude(pk=row.pk)
            older.update(revoked_at=now)
    return row
