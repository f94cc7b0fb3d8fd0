"""People who sign in elsewhere: at the city's provider of identities, or in WeChat.

An outside identity is linked to an account that exists, once and by that person; it never makes
an account, a role or a right.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.db import transaction

from hoistway.foundation.refusal import Refusal
from hoistway.parties.adapters.wechat import MiniProgram, NotFromWeChat, openid_of
from hoistway.parties.models import Account, PartnerUser, Ticket
from hoistway.parties.queries import account_outside
from hoistway.parties.rules.hand_over import GOOD_FOR
from hoistway.parties.vocabulary import OutsideWay, WeChatFault

_SIGNER = Signer(salt="hoistway.ticket")
_STATUS = {
    WeChatFault.CODE_INVALID: 422, WeChatFault.CODE_USED: 422, WeChatFault.TOO_OFTEN: 429,
    WeChatFault.BLOCKED: 403, WeChatFault.BUSY: 503, WeChatFault.MISCONFIGURED: 503,
    WeChatFault.NO_ANSWER: 504, WeChatFault.STRANGE: 502,
}  # fmt: skip


class TicketWorthless(Refusal):
    """Raised when a ticket is not ours, too old or used before."""

    code = "ticket_worthless"
    zh = "登录凭证已过期或已用过。请返回小程序重新进入。"
    en = "The ticket is too old or was used before. Go back to the mini-program and enter again."
    status = 403


class OutsideLinkedElsewhere(Refusal):
    """Raised when an outside identity belongs to another account already."""

    code = "outside_linked_elsewhere"
    zh = "此身份已关联另一个账号。请先用那个账号登录，在“关联的应用”中解除关联。"
    en = (
        "This identity belongs to another account. Sign in with that one first and end the link "
        "under «Linked apps»."
    )


class AccountClosed(Refusal):
    """Raised when the account behind an outside identity is closed, or its role has ended."""

    code = "account_closed"
    zh = "此账号已停用，或其岗位已终止。请联系本单位管理员。"
    en = "This account is closed or its role has ended. Ask whoever enrols people where you work."
    status = 403


class WeChatSilent(Refusal):
    """Raised when WeChat does not say who opened the mini-program; `fault` says why."""

    code = "wechat_refused"
    zh = "未能通过微信登录：{zh}。"
    en = "You could not be signed in by WeChat. {en}."

    def __init__(self, fault: WeChatFault) -> None:
        super().__init__(zh=fault.zh, en=fault.en)
        self.fault = fault
        self.status = _STATUS[fault]  # type: ignore[misc]  # each fault has its own status


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Who somebody is elsewhere: by which way, according to whom, under which name there."""

    way: OutsideWay
    program: str
    subject: str


@transaction.atomic
def link_outside(*, outside: Outside, account_id: int, now: datetime) -> None:
    """Keep that an outside identity is this account, as its person has just proven.

    Raises: AccountClosed, OutsideLinkedElsewhere.
    """
    account = Account.objects.select_related("membership").get(pk=account_id)
    if not account.is_active or now not in account.membership.period:
        raise AccountClosed
    link, _ = PartnerUser.objects.get_or_create(
        way=outside.way, program=outside.program, subject=outside.subject, ended_at=None,
        defaults={"account": account, "confirmed_at": now},
    )  # fmt: skip
    if link.account_id != account.pk:
        raise OutsideLinkedElsewhere


def arrive_outside(*, outside: Outside, login: str, now: datetime) -> Account | None:
    """Return whose account an outside identity is, None while nobody has said so.

    With a `login` that its provider vouches for, the first arrival links that account by itself.
    Raises: AccountClosed.
    """
    account = account_outside(way=outside.way, program=outside.program, subject=outside.subject)
    if account is None and login:
        named = Account.objects.filter(login=login).first()
        if named is not None:
            link_outside(outside=outside, account_id=named.pk, now=now)
            account = account_outside(
                way=outside.way, program=outside.program, subject=outside.subject
            )
    if account is not None and not (account.is_active and now in account.membership.period):
        raise AccountClosed
    return account


def arrive_by_wechat(*, code: str, program: MiniProgram, hash_key: bytes, now: datetime) -> str:
    """Ask WeChat who opened the mini-program and return a ticket that brings that person in once.

    Neither the openid nor the session key is kept: the identity is a keyed hash.
    Raises: WeChatSilent.
    """
    try:
        openid = openid_of(code=code, program=program)
    except NotFromWeChat as silent:
        raise WeChatSilent(silent.fault) from silent
    subject = hmac.new(hash_key, f"{program.app_id} {openid}".encode(), hashlib.sha256).hexdigest()
    outside = Outside(way=OutsideWay.WECHAT, program=program.app_id, subject=subject)
    return give_ticket(outside=outside, now=now)


def give_ticket(*, outside: Outside, now: datetime) -> str:
    """Return a ticket that counts once, for a minute."""
    kept = Ticket.objects.create(
        id=uuid4(), way=outside.way, program=outside.program, subject=outside.subject,
        made_at=now, expires_at=now + GOOD_FOR,
    )  # fmt: skip
    return _SIGNER.sign(kept.pk.hex)


def use_ticket(*, ticket: str, now: datetime) -> Outside:
    """Use a ticket up and return who comes with it; two at the same time bring one.

    Raises: TicketWorthless.
    """
    try:
        number = UUID(hex=_SIGNER.unsign(ticket))
    except (BadSignature, ValueError):
        raise TicketWorthless from None
    living = Ticket.objects.filter(pk=number, used_at=None, expires_at__gt=now)
    if not living.update(used_at=now):
        raise TicketWorthless
    kept = Ticket.objects.get(pk=number)
    return Outside(way=kept.way, program=kept.program, subject=kept.subject)


def forget_tickets(*, before: datetime) -> int:
    """Delete the tickets that ended before an instant; return how many."""
    return Ticket.objects.filter(expires_at__lt=before).delete()[0]
