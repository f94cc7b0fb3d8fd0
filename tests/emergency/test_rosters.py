import pytest

from hoistway.emergency.actions import begin_duty, end_duty
from hoistway.emergency.models import Duty
from hoistway.emergency.queries import on_duty
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after
from tests.world.parties import NOW, an_actor

pytestmark = pytest.mark.django_db

SHIFT_S = 12 * 3600


def test_a_shift_lasts_twelve_hours_and_not_a_moment_longer() -> None:
    by = an_actor(role=RoleKind.TECHNICIAN)

    begin_duty(now=NOW, by=by)

    moments = (-1, 0, SHIFT_S - 1, SHIFT_S)
    assert [on_duty(person_id=by.person_id, at=after(s)) for s in moments] == [
        False, True, True, False,
    ]  # fmt: skip


def test_who_is_on_call_already_stays_so() -> None:
    by = an_actor(role=RoleKind.TECHNICIAN)

    begin_duty(now=NOW, by=by)
    begin_duty(now=after(60), by=by)

    assert Duty.objects.get(person_id=by.person_id).period.lower == NOW


@pytest.mark.parametrize("seconds", [0, 3600])
def test_going_off_call_ends_the_shift_at_once(seconds: int) -> None:
    by = an_actor(role=RoleKind.TECHNICIAN)
    begin_duty(now=NOW, by=by)

    end_duty(now=after(seconds), by=by)

    assert on_duty(person_id=by.person_id, at=after(seconds)) is False


def test_only_technicians_go_on_and_off_call() -> None:
    by = an_actor(role=RoleKind.FIRM_OFFICE)

    with pytest.raises(NotAllowed):
        begin_duty(now=NOW, by=by)
    with pytest.raises(NotAllowed):
        end_duty(now=NOW, by=by)
