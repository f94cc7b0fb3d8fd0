"""A partner's app hands its user over once, for a minute, and only whom it may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.actions import (
    Arrival,
    NotHandedOver,
    Outside,
    Wish,
    arrive_outside,
    close_account,
    hand_over,
    link_outside,
    link_partner_user,
    take_over,
    token_of,
    unlink_partner_user,
)
from hoistway.parties.models import Account, PartnerUser
from hoistway.parties.queries import actor_of, partner_links
from hoistway.parties.rules.hand_over import GOOD_FOR, LINK_WITHIN
from hoistway.parties.vocabulary import HandOverFault, OutsideWay, RoleKind
from tests.world.parties import NOW, a_bureau, a_firm, a_member, an_account

pytestmark = pytest.mark.django_db
CODE = "abcdefghjkmn"
SECOND = timedelta(seconds=1)


def a_wish(**changes: object) -> Wish:
    wish = Wish(
        program="property", organisation_id=a_bureau().pk,
        roles=frozenset({RoleKind.USE_UNIT}), subject="u-17", shown_name="王**", code=CODE,
    )  # fmt: skip
    return replace(wish, **changes)  # type: ignore[arg-type]


def token_for(wish: Wish) -> str:
    return token_of(hand_over_id=hand_over(wish=wish, now=NOW, by=PLATFORM).pk)


def a_unit_account() -> Account:
    return an_account(membership=a_member(role=RoleKind.USE_UNIT))


def linked(wish: Wish, account: Account) -> Arrival:
    arrival = take_over(token=token_for(wish), code=CODE, now=NOW)
    link_partner_user(hand_over_id=arrival.hand_over_id, account_id=account.pk, now=NOW)
    return arrival


def fault_of(token: str, *, code: str = CODE, after: timedelta = SECOND) -> HandOverFault:
    with pytest.raises(NotHandedOver) as refused:
        take_over(token=token, code=code, now=NOW + after)
    return refused.value.fault


def test_the_first_time_nobody_is_known_and_the_second_time_the_linked_account() -> None:
    wish, account = a_wish(), a_unit_account()

    first = linked(wish, account)
    second = take_over(token=token_for(wish), code=CODE, now=NOW)

    assert first.account is None
    assert second.account == account


def test_a_token_counts_once() -> None:
    token = token_for(a_wish())
    take_over(token=token, code=CODE, now=NOW)

    assert fault_of(token) is HandOverFault.USED


def test_a_token_counts_for_a_minute_and_not_longer() -> None:
    assert fault_of(token_for(a_wish()), after=GOOD_FOR) is HandOverFault.EXPIRED
    assert take_over(token=token_for(a_wish()), code=CODE, now=NOW + GOOD_FOR - SECOND)


def test_a_token_of_another_elevator_or_of_nobody_is_worth_nothing() -> None:
    token = token_for(a_wish())

    assert fault_of(token, code="zzzzzzzzzzzz") is HandOverFault.OTHER_CODE
    assert fault_of(token[:-1] + ("a" if token[-1] != "a" else "b")) is HandOverFault.UNKNOWN
    assert fault_of("x") is HandOverFault.UNKNOWN


def test_a_housing_app_hands_over_use_units_and_no_regulator() -> None:
    regulator = an_account(membership=a_member(role=RoleKind.DISTRICT_REGULATOR))

    with pytest.raises(NotHandedOver) as refused:
        linked(a_wish(), regulator)

    assert refused.value.fault is HandOverFault.NOT_THEIRS


def test_a_firms_app_hands_over_its_own_technicians_only() -> None:
    firm = a_firm()
    wish = a_wish(organisation_id=firm.pk, roles=frozenset({RoleKind.TECHNICIAN}))
    own = an_account(membership=a_member(role=RoleKind.TECHNICIAN, organisation=firm))
    foreign = an_account(membership=a_member(role=RoleKind.TECHNICIAN))

    linked(wish, own)
    with pytest.raises(NotHandedOver):
        linked(replace(wish, subject="u-18"), foreign)


def test_a_subject_stays_with_the_account_that_confirmed_it() -> None:
    wish, account = a_wish(), a_unit_account()
    arrival = linked(wish, account)

    with pytest.raises(NotHandedOver):
        link_partner_user(
            hand_over_id=arrival.hand_over_id, account_id=a_unit_account().pk, now=NOW
        )

    assert PartnerUser.objects.get().account == account


def test_confirming_takes_a_quarter_of_an_hour_at_most() -> None:
    arrival = take_over(token=token_for(a_wish()), code=CODE, now=NOW)

    with pytest.raises(NotHandedOver):
        link_partner_user(
            hand_over_id=arrival.hand_over_id, account_id=a_unit_account().pk, now=NOW + LINK_WITHIN
        )


def test_a_token_that_was_never_used_links_nobody() -> None:
    kept = hand_over(wish=a_wish(), now=NOW, by=PLATFORM)

    with pytest.raises(NotFound):
        link_partner_user(hand_over_id=kept.pk, account_id=a_unit_account().pk, now=NOW)


def test_a_closed_account_is_not_let_in() -> None:
    wish, account = a_wish(), a_unit_account()
    linked(wish, account)
    close_account(login=account.login, now=NOW, by=PLATFORM)

    assert fault_of(token_for(wish)) is HandOverFault.CLOSED


def test_a_person_ends_an_own_link_and_no_other() -> None:
    wish, account = a_wish(), a_unit_account()
    linked(wish, account)
    me = actor_of(account=account)
    (link,) = partner_links(by=me)

    with pytest.raises(NotFound):
        unlink_partner_user(link_id=link.pk, now=NOW, by=actor_of(account=a_unit_account()))
    unlink_partner_user(link_id=link.pk, now=NOW, by=me)

    assert not partner_links(by=me).exists()
    assert take_over(token=token_for(wish), code=CODE, now=NOW).account is None


def test_only_a_program_with_roles_hands_over() -> None:
    with pytest.raises(NotAllowed):
        hand_over(wish=a_wish(roles=frozenset()), now=NOW, by=PLATFORM)
    with pytest.raises(NotAllowed):
        hand_over(wish=a_wish(), now=NOW, by=actor_of(account=a_unit_account()))


def test_a_partners_key_brings_nobody_who_is_known_by_another_way() -> None:
    account = a_unit_account()
    outside = Outside(way=OutsideWay.WECHAT, program="property", subject="u-17")
    link_outside(outside=outside, account_id=account.pk, now=NOW)

    assert take_over(token=token_for(a_wish()), code=CODE, now=NOW).account is None
    assert arrive_outside(outside=outside, login="", now=NOW) == account
