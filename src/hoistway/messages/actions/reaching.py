"""How people wish to be reached: addresses, deputies, quiet hours, summaries, browsers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.messages.adapters.push import decoded, encoded, is_push_service, point_of, server_key
from hoistway.messages.adapters.robot import FAMILIES
from hoistway.messages.models import Preference, Reach
from hoistway.messages.rules.quiet import Wishes
from hoistway.messages.vocabulary import Channel
from hoistway.parties.vocabulary import RoleKind

LONGEST = 500
"""Letters of an address. Chosen: the longest endpoint of a browser seen has 400."""

MOST_REACHES = 20
"""Addresses of one reader. Chosen: a team; more is a mistake or abuse."""


class AddressWrong(Refusal):
    """Raised when an address does not fit its channel."""

    code = "address_wrong"
    zh = "这个地址不能用于{channel}。"
    en = "This address does not work for {channel}."
    status = 422


class TooManyAddresses(Refusal):
    """Raised when a reader has as many addresses as the house keeps."""

    code = "too_many_addresses"
    zh = "联系方式已达上限，请先停用旧的。"
    en = "There are as many addresses as can be kept; end an old one first."


class HoursWrong(Refusal):
    """Raised when quiet hours do not name both ends on the clock."""

    code = "hours_wrong"
    zh = "免打扰时间请选好开始和结束，或都不选。"
    en = "Choose both the beginning and the end of the quiet hours, or neither."
    status = 422


HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where somebody can be reached; with a rung it is an organisation's deputy."""

    channel: Channel
    address: str
    name: str = ""
    rung: int = 0
    keys: dict[str, str] = field(default_factory=dict)


def add_reach(*, address: Address, own: bool, now: datetime, by: Actor) -> Reach:
    """Let a person be reached at an address: for themselves, or for their organisation.

    Twice is one. Raises: NotAllowed, AddressWrong, TooManyAddresses.
    """
    return _add(address, now, _whose(own, by) | {"follower": ""})


def subscribe_push(*, follower: str, endpoint: str, keys: dict[str, str], now: datetime) -> Reach:
    """Let a browser be told of a passenger's report that it follows.

    `follower` is the report's token, which the caller has found to be true. Twice is one.
    Raises: AddressWrong, TooManyAddresses.
    """
    address = Address(channel=Channel.PUSH, address=endpoint, keys=keys)
    whose = {"person_id": None, "organisation_id": None, "follower": follower}
    return _add(address, now, whose)


@transaction.atomic
def _add(address: Address, now: datetime, whose: Mapping[str, Any]) -> Reach:
    _require_sound(address)
    known = Reach.objects.filter(ended_at=None, **whose)
    if known.exclude(address=address.address).count() >= MOST_REACHES:
        raise TooManyAddresses
    reach, _ = Reach.objects.get_or_create(
        channel=address.channel, address=address.address, ended_at=None, **whose,
        defaults={
            "keys": address.keys, "name": address.name, "rung": address.rung, "added_at": now,
        },
    )  # fmt: skip
    return reach


def _require_sound(address: Address) -> None:
    if len(address.address) > LONGEST or not _SOUND.get(address.channel, _never)(address):
        raise AddressWrong(channel=address.channel.zh)


def _never(address: Address) -> bool:
    return False


def _phone(address: Address) -> bool:
    return 3 <= len(address.address) <= 32


def _mailbox(address: Address) -> bool:
    try:
        validate_email(address.address)
    except ValidationError:
        return False
    return True


def _browser(address: Address) -> bool:
    try:
        sizes = [len(decoded(address.keys.get(name, ""))) for name in ("p256dh", "auth")]
    except ValueError:
        return False
    known = is_push_service(endpoint=address.address, hosts=settings.PUSH_HOSTS)
    return known and sizes == [65, 16]


def _robot(address: Address) -> bool:
    return address.address.startswith(FAMILIES)


_SOUND = {
    Channel.SMS: _phone, Channel.VOICE: _phone, Channel.EMAIL: _mailbox,
    Channel.PUSH: _browser, Channel.ROBOT: _robot,
}  # fmt: skip


def _whose(own: bool, by: Actor) -> dict[str, Any]:
    if by.kind is not ActorKind.PERSON or not by.person_id:
        raise NotAllowed
    if own:
        return {"person_id": by.person_id, "organisation_id": None}
    if not speaks_for_organisation(by=by):
        raise NotAllowed
    return {"person_id": None, "organisation_id": by.organisation_id}


def speaks_for_organisation(*, by: Actor) -> bool:
    """Return whether somebody decides how their organisation is told: its office, nobody else."""
    return bool(by.organisation_id) and by.role != RoleKind.TECHNICIAN


def end_reach(*, reach_id: int, now: datetime, by: Actor) -> None:
    """End an address of one's own or of one's organisation. Raises: NotFound."""
    row = Reach.objects.filter(pk=reach_id, ended_at=None).first()
    mine = row is not None and (
        row.person_id == by.person_id
        if row.person_id
        else row.organisation_id == by.organisation_id and speaks_for_organisation(by=by)
    )
    if row is None or not mine or by.kind is not ActorKind.PERSON:
        raise NotFound
    Reach.objects.filter(pk=row.pk).update(ended_at=now)


def forget_browser(*, endpoint: str, now: datetime) -> int:
    """End what is pushed to a browser, at its own word; return in how many cases.

    The endpoint is known to this browser, its vendor and us alone.
    """
    living = Reach.objects.filter(channel=Channel.PUSH, address=endpoint, ended_at=None)
    return living.update(ended_at=now)


def push_key() -> str:
    """Return the public key with which browsers ask their vendor for a subscription."""
    return encoded(point_of(server_key(secret=settings.SECRET_KEY).public_key()))


def forget_follower(*, follower: str) -> int:
    """Delete the browsers that follow a report, when its reporter is erased; return how many.

    Source: 个人信息保护法 art. 47.
    """
    return Reach.objects.filter(follower=follower).exclude(follower="").delete()[0]


def prefer(*, wishes: Wishes, own: bool, now: datetime, by: Actor) -> None:
    """Keep how somebody, or their organisation, wishes to be told.

    Raises: NotAllowed, HoursWrong.
    """
    hours = wishes.quiet_from, wishes.quiet_until
    if hours != (None, None) and not all(one is not None and 0 <= one < HOURS for one in hours):
        raise HoursWrong
    Preference.objects.update_or_create(
        **_whose(own, by), defaults={
            "quiet_from": wishes.quiet_from, "quiet_until": wishes.quiet_until,
            "digest": wishes.digest, "language": wishes.language, "off": sorted(wishes.off),
            "changed_at": now,
        },
    )  # fmt: skip
