"""Which apps of partners may ask who somebody is, and where they may take people back to."""

import pytest

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.queries import actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions.apps import (
    AppOpenAlready,
    AppOpened,
    AppOpening,
    ReturnAddressUnsafe,
    all_apps,
    app_owner,
    close_app,
    open_app,
    renew_app,
)
from tests.world.parties import NOW, a_bureau, a_member, an_account

pytestmark = pytest.mark.django_db


def opened(
    *, name: str = "app", back: str = "https://app.example.cn/back", by: Actor = PLATFORM
) -> AppOpened:
    opening = AppOpening(name=name, organisation_id=a_bureau().pk, return_to=(back,))
    return open_app(opening=opening, now=NOW, by=by)


def who(role: RoleKind) -> Actor:
    return actor_of(account=an_account(membership=a_member(role=role)))


@pytest.mark.parametrize(
    "back",
    ["https://app.example.cn/back?a=b", "http://127.0.0.1:9000/back", "cn.example.app:/back"],
)
def test_people_are_taken_back_to_where_nobody_else_listens(back: str) -> None:
    assert opened(back=back).secret


@pytest.mark.parametrize(
    "back",
    [
        "http://app.example.cn/back", "https://", "https://*.example.cn/back", "javascript:f()",
        "https://app.example.cn/back#part", "https://user@app.example.cn/", "app:/back", "",
        "http://127.0.0.1.evil.cn/",
    ],
)  # fmt: skip
def test_and_nowhere_else(back: str) -> None:
    with pytest.raises(ReturnAddressUnsafe):
        opened(back=back)


def test_a_name_is_one_app_until_it_is_closed() -> None:
    first = opened()
    with pytest.raises(AppOpenAlready):
        opened()
    close_app(name="app", now=NOW, by=PLATFORM)

    assert opened().client_id != first.client_id
    assert [bool(app.data["closed_at"]) for app in all_apps()] == [True, False]


def test_the_secret_is_shown_once_and_kept_as_a_hash() -> None:
    secret = opened().secret
    kept = all_apps().get()

    assert secret not in kept.secret
    assert (kept.check_secret(secret), kept.check_secret("guess")) == (True, False)
    assert app_owner(app=kept) is not None


def test_the_city_lets_apps_in_and_nobody_else() -> None:
    opened(by=who(RoleKind.CITY_REGULATOR))

    for role in (RoleKind.DISTRICT_REGULATOR, RoleKind.FIRM_OFFICE):
        with pytest.raises(NotAllowed):
            opened(name="other", by=who(role))


def test_what_is_not_there_is_neither_renewed_nor_closed() -> None:
    with pytest.raises(NotFound):
        renew_app(name="app", by=PLATFORM)
    with pytest.raises(NotFound):
        close_app(name="app", now=NOW, by=PLATFORM)
