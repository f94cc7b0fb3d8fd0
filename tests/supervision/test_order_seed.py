"""The demo's orders: one of each stage, each by the deeds of life."""

from random import Random

import pytest

from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.models import Order
from hoistway.supervision.seed.orders import lay_out_orders
from hoistway.supervision.vocabulary import OrderState
from tests.world.exits import someone_of
from tests.world.parties import NOW, a_use_unit
from tests.world.supervision import a_check


@pytest.mark.django_db
def test_the_demo_shows_orders_of_every_stage_and_nothing_twice() -> None:
    for _ in range(7):
        unit = a_use_unit()
        someone_of(unit, RoleKind.USE_UNIT)
        a_check(organisation=unit, now=NOW)

    assert lay_out_orders(chance=Random(1), now=NOW) == 7
    assert lay_out_orders(chance=Random(1), now=NOW) == 0

    states = sorted(Order.objects.values_list("state", flat=True))
    expected = [
        OrderState.CLOSED, OrderState.DRAFT, OrderState.REPORTED, OrderState.SERVED,
        OrderState.SERVED, OrderState.SUBMITTED, OrderState.TRANSFERRED,
    ]  # fmt: skip
    assert states == sorted(map(str, expected))
