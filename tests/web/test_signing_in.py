"""Who may sign in: whose account is open and whose role is still held."""

from datetime import timedelta

import pytest
from django.test import Client

from hoistway.foundation import clock
from hoistway.parties.actions import open_account
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.parties import LONG_AGO, a_member

pytestmark = pytest.mark.django_db
WORDS = "eine lange Losung 7"


def signed(member: Membership) -> Client:
    login = open_account(membership=member, login=f"n{member.pk}", password=WORDS).login
    client = Client()
    client.post("/sign-in", {"username": login, "password": WORDS, "next": ""})
    return client


def test_the_right_words_open_the_door_of_the_role() -> None:
    client = signed(a_member(role=RoleKind.DISPATCHER))

    assert client.get("/d/").status_code == 200


def test_who_has_left_cannot_sign_in() -> None:
    member = a_member(role=RoleKind.DISPATCHER)
    Membership.objects.filter(pk=member.pk).update(
        period=(LONG_AGO, clock.now() - timedelta(seconds=1))
    )

    client = signed(Membership.objects.get(pk=member.pk))

    assert client.get("/d/").status_code == 302


def test_who_leaves_while_signed_in_is_led_to_the_door() -> None:
    member = a_member(role=RoleKind.DISPATCHER)
    client = signed(member)

    Membership.objects.filter(pk=member.pk).update(period=(LONG_AGO, clock.now()))

    assert client.get("/d/").status_code == 302
