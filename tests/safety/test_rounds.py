"""A use unit keeps its rounds from facts; what is missing is listed and told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotFound
from hoistway.messages.models import Message
from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.actions import (
    DatesTurned,
    PostVacant,
    RoundClosed,
    RoundKeptAlready,
    RoundLacking,
    forget_rounds,
    keep_round,
    release_holder,
    urge_rounds,
)
from hoistway.safety.queries import (
    holders,
    lay_out,
    policy_on,
    span_of,
    standings,
    unit_seen,
    units,
)
from hoistway.safety.vocabulary import RoundAnswer, SafetyPost, SafetyRound
from tests.world.emergency import acting
from tests.world.faults import a_fault
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member
from tests.world.registry import an_elevator
from tests.world.safety import TODAY, a_keeper, a_kept_round, a_said

pytestmark = pytest.mark.django_db


def test_an_open_fault_is_laid_out_and_wants_words() -> None:
    elevator = an_elevator()
    fault = a_fault(elevator=elevator)
    by = a_keeper(elevator=elevator)

    with pytest.raises(RoundLacking):
        keep_round(said=a_said(), form_id=uuid4(), now=NOW, by=by)
    row = keep_round(said=a_said(words="已停梯，等配件"), form_id=uuid4(), now=NOW, by=by)

    assert row.facts["counts"]["faults_open"] == 1
    assert [one[:2] for one in row.facts["behind"]] == [["faults_open", fault.number]]


def test_a_form_twice_is_one_round_and_another_form_changes_nothing() -> None:
    by = a_keeper(elevator=an_elevator())
    form = uuid4()
    first = keep_round(said=a_said(), form_id=form, now=NOW, by=by)

    again = keep_round(said=a_said(words="改"), form_id=form, now=NOW, by=by)

    assert again.pk == first.pk
    with pytest.raises(RoundKeptAlready):
        keep_round(said=a_said(), form_id=uuid4(), now=NOW, by=by)


@pytest.mark.parametrize(("days", "kept"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_day_is_kept_on_it_or_within_three_days(days: int, *, kept: bool) -> None:
    """Chosen: order-74-2023, late_days."""
    by = a_keeper(elevator=an_elevator())
    said = a_said(first=TODAY - timedelta(days=days))

    if kept:
        assert keep_round(said=said, form_id=uuid4(), now=NOW, by=by).pk
    else:
        with pytest.raises(RoundClosed):
            keep_round(said=said, form_id=uuid4(), now=NOW, by=by)


def test_a_round_waits_until_somebody_holds_its_post() -> None:
    """Source: 令74号 art. 69."""
    elevator = an_elevator()
    by = a_keeper(elevator=elevator, posts=(SafetyPost.OFFICER,))
    monday = TODAY - timedelta(days=TODAY.weekday())
    weekly = a_said(kind=SafetyRound.WEEKLY, first=monday, words="无")

    with pytest.raises(PostVacant):
        keep_round(said=weekly, form_id=uuid4(), now=NOW, by=by)
    assert keep_round(said=a_said(), form_id=uuid4(), now=NOW, by=by).pk


def test_the_week_counts_its_missing_days_and_what_they_found() -> None:
    elevator = an_elevator()
    by = a_keeper(elevator=elevator)
    said = a_said(first=TODAY - timedelta(days=2), words="门口异响", doors=RoundAnswer.WRONG)
    keep_round(said=said, form_id=uuid4(), now=NOW, by=by)
    monday = TODAY - timedelta(days=TODAY.weekday())

    span = span_of(kind=SafetyRound.WEEKLY, first=monday, today=TODAY)
    found = lay_out(
        organisation_ids=[by.organisation_id], span=span, policy=policy_on(day=TODAY)
    )  # fmt: skip

    counts = found[by.organisation_id].counts
    assert (counts["daily_missed"], counts["problems"]) == (TODAY.weekday() - 1, 1)


def test_who_leaves_a_post_holds_it_to_the_last_day_and_leaves_no_telephone() -> None:
    elevator = an_elevator()
    by = a_keeper(elevator=elevator)
    unit = by.organisation_id
    one = holders(organisation_ids=[unit], on=TODAY)[unit][SafetyPost.HEAD][0]

    with pytest.raises(DatesTurned):
        release_holder(appointment_id=one.pk, until=TODAY + timedelta(days=1), today=TODAY, by=by)
    gone = release_holder(appointment_id=one.pk, until=TODAY, today=TODAY, by=by)

    assert gone.telephone == ""
    assert SafetyPost.HEAD in holders(organisation_ids=[unit], on=TODAY)[unit]
    tomorrow = TODAY + timedelta(days=1)
    assert SafetyPost.HEAD not in holders(organisation_ids=[unit], on=tomorrow)[unit]


def test_a_missing_day_is_told_once_and_a_kept_one_never() -> None:
    kept, missed = an_elevator(), an_elevator()
    first = TODAY - timedelta(days=1)
    a_kept_round(by=a_keeper(elevator=kept), first=first)
    a_kept_round(by=a_keeper(elevator=missed), first=first - timedelta(days=1))

    came = [urge_rounds(now=NOW) for _ in range(2)]

    daily = Message.objects.filter(key__contains=".daily.", channel="page")
    assert came[0] == came[1]
    assert [row.organisation_id for row in daily] == [missed.use_unit_id]


def test_the_list_counts_the_days_that_are_over() -> None:
    elevator = an_elevator()
    by = a_keeper(elevator=elevator, posts=(SafetyPost.OFFICER,))
    for days in (0, 1, 3):
        a_kept_round(by=by, first=TODAY - timedelta(days=days))

    told = standings(
        organisation_ids=[by.organisation_id], today=TODAY, policy=policy_on(day=TODAY)
    )[by.organisation_id]

    daily = told.rounds[SafetyRound.DAILY]
    assert (daily.kept, daily.asked, daily.streak) == (2, 30, 0)
    assert told.vacant == (SafetyPost.HEAD, SafetyPost.DIRECTOR)
    assert told.last_daily == TODAY


def test_a_district_sees_units_with_elevators_there_and_no_others() -> None:
    here = an_elevator()
    elsewhere = a_jurisdiction(code="310115", name="浦东新区")
    bureau = a_bureau(jurisdiction=elsewhere)
    by = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))

    with pytest.raises(NotFound):
        unit_seen(by=by, unit_id=here.use_unit_id or 0)
    assert here.use_unit_id in set(units(by=PLATFORM).values_list("pk", flat=True))


def test_rounds_go_when_their_time_is_over() -> None:
    by = a_keeper(elevator=an_elevator())
    a_kept_round(by=by)
    later = TODAY + timedelta(days=1)

    assert [forget_rounds(before=TODAY), forget_rounds(before=later)] == [0, 1]
