"""Rescues of an elevator that was found to be another one go on as the other's."""

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import merge
from hoistway.registry.models import Elevator
from tests.world.emergency import an_incident
from tests.world.parties import NOW, signed_in_client
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def merged(kept: Elevator, gone: Elevator) -> None:
    merge(
        kept_id=kept.pk, gone_id=gone.pk, reason="同一台", inputs={}, edition="x", now=NOW,
        by=PLATFORM,
    )  # fmt: skip


def test_a_rescue_opened_before_is_joined_and_seen_in_the_survivors_file() -> None:
    kept, gone = an_elevator(), an_elevator()
    before = an_incident(elevator=gone)

    merged(kept, gone)

    assert an_incident(elevator=kept) == before
    browser = signed_in_client(role=RoleKind.CITY_REGULATOR)
    for elevator in (kept, gone):
        page = browser.get(f"/elevators/{elevator.register_number}", follow=True).content.decode()
        assert before.number in page
        assert kept.register_number in page


def test_a_signal_of_the_old_row_opens_the_rescue_of_the_survivor() -> None:
    kept, gone = an_elevator(), an_elevator()

    merged(kept, gone)

    assert an_incident(elevator=gone).elevator_id == kept.pk
