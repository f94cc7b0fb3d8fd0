"""Prepared questions answer as the questions they were written from."""

import pytest

from hoistway.foundation.prepared import Prepared
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand, elevator_numbered
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def test_a_prepared_question_brings_the_row_and_its_neighbours(django_assert_num_queries):
    known = an_elevator()
    plain = Elevator.objects.select_related("jurisdiction", "use_unit", "firm").get(pk=known.pk)

    with django_assert_num_queries(1):
        found = elevator_at_hand(elevator_id=known.pk)
        names = found.jurisdiction.code, found.firm.name, str(found.use_unit)

    assert found == plain
    assert {name: getattr(found, name) for name in vars(plain) if name[0] != "_"} == {
        name: value for name, value in vars(plain).items() if name[0] != "_"
    }
    assert names == (plain.jurisdiction.code, plain.firm.name, str(plain.use_unit))


def test_a_number_that_nobody_has_is_nobodys(django_assert_num_queries):
    known = an_elevator()

    assert elevator_numbered(register_number=known.register_number) == known
    assert elevator_numbered(register_number="0" * 20) is None
    with pytest.raises(Elevator.DoesNotExist):
        elevator_at_hand(elevator_id=0)


def test_values_in_another_order_than_the_sql_has_them_are_refused():
    wrong = Prepared(
        ask=lambda key, number: Elevator.objects.filter(register_number=number).filter(pk=key),
        samples=[0, "a"],
    )

    with pytest.raises(TypeError):
        wrong.first(0, "a")
