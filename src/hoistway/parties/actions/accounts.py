"""Passwords and the end of accounts."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.models import Account

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses when reading them out or copying them by hand."""

_GROUPS, _GROUP = 4, 4  # Chosen: 16 signs of 31 are 79 bits; groups of four can be read out.


class NoAccount(Refusal):
    """Raised when nobody signs in under this name, or not any more."""

    code = "no_account"
    zh = "没有登录名为“{login}”的有效账号。"
    en = "There is no open account {login}."
    status = 404


def random_password() -> str:
    """Return a password that nobody has seen before."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _open_account(login: str, by: Actor) -> Account:
    if by.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    account = (
        Account.objects.select_for_update(of=("self",))
        .select_related("membership")
        .filter(login=login, is_active=True)
        .first()
    )
    if account is None:
        raise NoAccount(login=login)
    return account


@transaction.atomic
def new_password(*, login: str, by: Actor) -> str:
    """Give an account a new random password and return it; all its sessions end.

    Raises: NotAllowed, NoAccount.
    """
    account = _open_account(login, by)
    password = random_password()
    account.set_password(password)
    account.save(update_fields=["password"])
    return password


@transaction.atomic
def close_account(*, login: str, now: datetime, by: Actor) -> int:
    """Close an account and end the role behind it; return the person. The name stays taken.

    Raises: NotAllowed, NoAccount.
    """
    account = _open_account(login, by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    role = account.membership
    if role.period.upper is None:
        role.period = DateTimeTZRange(role.period.lower, max(now, role.period.lower or now))
        with recorded(by=by, reason="account closed"):
            role.save(update_fields=["period"])
    return int(role.person_id)
