"""People who come from a partner's app: handed over by token, linked once by themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.db import transaction

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.models import Account, HandOver, PartnerUser
from hoistway.parties.rules.hand_over import (
    GOOD_FOR,
    LINK_WITHIN,
    Partner,
    Token,
    fault_of_person,
    fault_of_token,
)
from hoistway.parties.vocabulary import HandOverFault, OutsideWay, RoleKind

_RELATED = ("membership__person", "membership__organisation__jurisdiction")
_SIGNER = Signer(salt="hoistway.hand-over")


class NotHandedOver(Refusal):
    """Raised when somebody cannot be signed in by a partner's token; `fault` says why."""

    code = "not_handed_over"
    zh = "未能从合作应用进入：{zh}。"
    en = "You could not be signed in from the partner's app: {en}."
    status = 403

    def __init__(self, fault: HandOverFault) -> None:
        super().__init__(zh=fault.zh, en=fault.en)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom a partner's program hands over, and before which plate."""

    program: str
    organisation_id: int
    roles: frozenset[RoleKind]
    subject: str
    shown_name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who came with a good token; `account` is None until the person has confirmed once."""

    hand_over_id: UUID
    program: str
    shown_name: str
    account: Account | None


@transaction.atomic
def hand_over(*, wish: Wish, now: datetime, by: Actor) -> HandOver:
    """Keep that a partner hands somebody over; the token counts once, for a minute.

    Raises: NotAllowed.
    """
    if by.kind is not ActorKind.SYSTEM or not wish.roles:
        raise NotAllowed
    return HandOver.objects.create(
        id=uuid4(), program=wish.program, organisation_id=wish.organisation_id,
        roles=sorted(map(str, wish.roles)), subject=wish.subject, shown_name=wish.shown_name,
        code=wish.code, made_at=now, expires_at=now + GOOD_FOR,
    )  # fmt: skip


def token_of(*, hand_over_id: UUID) -> str:
    """Return the token of a hand-over: its number under our signature."""
    return _SIGNER.sign(hand_over_id.hex)


@transaction.atomic
def take_over(*, token: str, code: str, now: datetime) -> Arrival:
    """Use a token up and return whom it brings; two at the same time bring one.

    Raises: NotHandedOver.
    """
    kept = _kept(token)
    state = Token(code=kept.code, expires_at=kept.expires_at, used_at=kept.used_at)
    fault = fault_of_token(token=state, code=code, now=now)
    if fault is not None:
        raise NotHandedOver(fault)
    kept.used_at = now
    kept.save(update_fields=["used_at"])
    linked = _link_of(kept)
    if linked is not None:
        _require_theirs(kept, linked.account, now)
    return Arrival(
        hand_over_id=kept.pk, program=kept.program, shown_name=kept.shown_name,
        account=linked.account if linked else None,
    )  # fmt: skip


@transaction.atomic
def link_partner_user(*, hand_over_id: UUID, account_id: int, now: datetime) -> None:
    """Keep that the person handed over is this account, confirmed by signing in.

    Raises: NotFound, NotHandedOver.
    """
    kept = _locked(hand_over_id)
    if kept is None or kept.used_at is None:
        raise NotFound
    if now >= kept.used_at + LINK_WITHIN:
        raise NotHandedOver(HandOverFault.EXPIRED)
    account = Account.objects.select_related(*_RELATED).get(pk=account_id)
    _require_theirs(kept, account, now)
    linked = _link_of(kept)
    if linked is None:
        PartnerUser.objects.create(
            program=kept.program, subject=kept.subject, shown_name=kept.shown_name,
            account=account, confirmed_at=now,
        )  # fmt: skip
    elif linked.account_id != account.pk:
        raise NotHandedOver(HandOverFault.NOT_THEIRS)


@transaction.atomic
def unlink_partner_user(*, link_id: int, now: datetime, by: Actor) -> None:
    """End the link of one's own account with a partner's app.

    Raises: NotFound.
    """
    own = PartnerUser.objects.filter(
        pk=link_id, ended_at=None, account__membership__person_id=by.person_id
    )
    if not by.person_id or not own.update(ended_at=now):
        raise NotFound


def forget_hand_overs(*, before: datetime) -> int:
    """Delete the hand-overs whose token ended before an instant; return how many."""
    return HandOver.objects.filter(expires_at__lt=before).delete()[0]


def _kept(token: str) -> HandOver:
    try:
        kept = _locked(UUID(hex=_SIGNER.unsign(token)))
    except (BadSignature, ValueError):
        kept = None
    if kept is None:
        raise NotHandedOver(HandOverFault.UNKNOWN)
    return kept


def _locked(hand_over_id: UUID) -> HandOver | None:
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.filter(pk=hand_over_id).first()


def _link_of(kept: HandOver) -> PartnerUser | None:
    links = PartnerUser.objects.filter(
        way=OutsideWay.HAND_OVER, program=kept.program, subject=kept.subject, ended_at=None
    )
    return links.select_related(*(f"account__{name}" for name in _RELATED)).first()


def _require_theirs(kept: HandOver, account: Account, now: datetime) -> None:
    """Refuse an account that is closed, or whose people this partner may not hand over."""
    membership = account.membership
    if not account.is_active or now not in membership.period:
        raise NotHandedOver(HandOverFault.CLOSED)
    partner = Partner(
        organisation_id=kept.organisation_id, kind=kept.organisation.kind,
        roles=frozenset(map(RoleKind, kept.roles)),
    )  # fmt: skip
    fault = fault_of_person(
        partner=partner, role=RoleKind(membership.role),
        organisation_id=membership.organisation_id,
    )  # fmt: skip
    if fault is not None:
        raise NotHandedOver(fault)
