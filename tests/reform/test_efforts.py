"""Trainings, publicity, meetings and lessons are entered once, and withdrawn with a reason."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.reform.actions import (
    AlreadyWithdrawn,
    NotYetHeld,
    Told,
    keep_effort,
    withdraw_effort,
)
from hoistway.reform.models import Effort
from hoistway.reform.queries import EffortSearch, effort_totals, efforts
from hoistway.reform.vocabulary import EffortKind
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor
from tests.world.reform import an_effort

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def a_regulator(code: str = "310106") -> Actor:
    bureau = a_bureau(jurisdiction=a_jurisdiction(code=code))
    return an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def told(*, days_ahead: int = 0) -> Told:
    return Told(
        kind=EffortKind.TRAINING, title="小程序培训", on=TODAY + timedelta(days=days_ahead),
        people=40, firms=12,
    )  # fmt: skip


def test_a_form_sent_twice_is_one_entry() -> None:
    by, form_id = a_regulator(), uuid4()

    first = keep_effort(told=told(), form_id=form_id, now=NOW, by=by)

    assert keep_effort(told=told(), form_id=form_id, now=NOW, by=by).pk == first.pk
    assert Effort.objects.count() == 1


def test_today_can_be_entered_and_tomorrow_cannot() -> None:
    by = a_regulator()

    keep_effort(told=told(), form_id=uuid4(), now=NOW, by=by)

    with pytest.raises(NotYetHeld):
        keep_effort(told=told(days_ahead=1), form_id=uuid4(), now=NOW, by=by)
    firm = an_actor(role=RoleKind.FIRM_OFFICE)
    with pytest.raises(NotAllowed):
        keep_effort(told=told(), form_id=uuid4(), now=NOW, by=firm)


def test_what_is_withdrawn_stays_readable_and_no_longer_counts() -> None:
    """286号 三（三）."""
    by, other = a_regulator(), a_regulator("310115")
    row = keep_effort(told=told(), form_id=uuid4(), now=NOW, by=by)

    with pytest.raises(NotFound):
        withdraw_effort(effort_id=row.pk, why="别区的", now=NOW, by=other)
    withdraw_effort(effort_id=row.pk, why="重复登记", now=NOW, by=by)

    assert [one.withdrawn_why for one in efforts(by=by)] == ["重复登记"]
    assert effort_totals(rows=efforts(by=by))[EffortKind.TRAINING].times == 0
    with pytest.raises(AlreadyWithdrawn):
        withdraw_effort(effort_id=row.pk, why="又一次", now=NOW, by=by)


def test_a_district_reads_what_the_city_wrote_and_may_not_withdraw_it() -> None:
    lesson = an_effort(jurisdiction=a_jurisdiction(code="310000"))
    lesson.jurisdiction.kind = "city"  # type: ignore[assignment]
    lesson.jurisdiction.save()
    an_effort(jurisdiction=a_jurisdiction(code="310115"))
    by = a_regulator()

    assert [one.pk for one in efforts(by=by, search=EffortSearch(text="小程序"))] == [lesson.pk]
    with pytest.raises(NotAllowed):
        withdraw_effort(effort_id=lesson.pk, why="不是我们的", now=NOW, by=by)
