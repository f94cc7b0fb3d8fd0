"""When duties come again: months, warnings, first days, categories, policy, what firms are told."""

from dataclasses import fields
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.duties import actions
from hoistway.duties.actions import DutyDone
from hoistway.duties.models import DutyRecord
from hoistway.duties.queries import due_duties, due_everywhere, duty_records
from hoistway.duties.rules.due import category_of, due_on, months_after, standing, urged_for
from hoistway.duties.rules.policy import DutyPolicy, policy_on
from hoistway.duties.standards import editions
from hoistway.duties.vocabulary import Category, DutyKind, DutyState
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.rules.items import annex_of
from hoistway.maintenance.rules.policy import policy_on as maintenance_policy_on
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import ElevatorKind, UseState
from tests.world.duties import Sides, a_drill, notice_sides
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor
from tests.world.registry import Site, an_elevator

TODAY = local_day(at=NOW)
WARN = (30, 7)


@pytest.fixture
def sides() -> Sides:
    return notice_sides()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day=day, months=months) == expected


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2017, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_months_after_is_in_the_month_meant_and_never_later_in_it(day: date, months: int) -> None:
    after = months_after(day=day, months=months)

    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day


def test_what_ran_out_before_the_firms_first_day_counts_no_more() -> None:
    first = date(2026, 6, 1)

    assert due_on(last=date(2026, 1, 10), since=first, months=6) == date(2026, 7, 10)
    assert due_on(last=date(2025, 12, 1), since=first, months=6) == date(2026, 6, 1)
    assert due_on(last=date(2025, 11, 30), since=first, months=6) == date(2026, 12, 1)
    assert due_on(last=None, since=first, months=6) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("days_left", "state", "told"),
    [
        (31, DutyState.IN_TIME, None),
        (30, DutyState.SOON, 30),
        (8, DutyState.SOON, 30),
        (7, DutyState.SOON, 7),
        (0, DutyState.SOON, 7),
        (-1, DutyState.OVERDUE, -1),
    ],
)
def test_a_duty_warns_before_and_is_late_from_the_day_after(
    days_left: int, state: DutyState, told: int | None
) -> None:
    due = TODAY + timedelta(days=days_left)

    assert standing(due=due, today=TODAY, warn_days=WARN) is state
    assert urged_for(due=due, today=TODAY, warn_days=WARN) == told


@pytest.mark.parametrize("kind", list(ElevatorKind))
def test_categories_are_the_annexes_of_maintenance(kind: ElevatorKind) -> None:
    assert str(category_of(kind=str(kind))) == str(annex_of(kind=str(kind)))


@pytest.mark.parametrize("name", sorted(editions()))
def test_every_number_of_an_edition_has_a_source_or_a_reason(name: str) -> None:
    told = {one.name for one in fields(DutyPolicy)} - {
        "edition", "in_force", "legal_basis", "sources", "months",
    }  # fmt: skip
    table = editions()[name]

    assert set(table["sources"]) == told | set(table["months"])
    assert all(table["sources"].values())


@pytest.mark.parametrize(
    ("day", "edition"),
    [(date(2023, 4, 30), "t5002-2017"), (date(2023, 5, 1), "shanghai-2023")],
)
def test_the_edition_of_the_day_agrees_with_that_of_maintenance(day: date, edition: str) -> None:
    duties, visits = policy_on(day=day), maintenance_policy_on(day=day)

    assert duties.edition == edition
    assert duties.keep_years == visits.keep_years
    assert duties.months["drill"] == visits.drill_months


@pytest.mark.django_db
def test_a_drill_counts_for_its_own_category_and_stands_in_the_ledger(sides: Sides) -> None:
    firm = sides.elevator.firm
    escalator = an_elevator(site=Site(firm=firm), kind=ElevatorKind.ESCALATOR)
    an_elevator(site=Site(firm=firm), kind=ElevatorKind.DUMBWAITER, use_state=UseState.SCRAPPED)

    drill = a_drill(elevator=escalator, by=sides.by("firm"), now=NOW + timedelta(days=40))

    assert (drill.category, drill.document.kind) == (Category.D, DocumentKind.DRILL)
    due = {
        one.category: one for one in due_duties(firm_id=firm.pk, now=NOW + timedelta(days=40))
        if one.kind is DutyKind.DRILL
    }  # fmt: skip
    assert set(due) == {Category.A, Category.D}
    assert due[Category.D].last == TODAY + timedelta(days=40)
    assert due[Category.A].last is None
    assert due[Category.A].due == months_after(day=TODAY, months=6)


@pytest.mark.django_db
def test_each_moment_is_told_once_and_a_missed_day_is_made_up_for(sides: Sides) -> None:
    firm = sides.elevator.firm_id
    checks = months_after(day=TODAY, months=3)
    late = NOW + timedelta(days=(checks - TODAY).days + 3)
    for _ in range(2):
        assert actions.urge_duties(now=late) == 1

    (told,) = Message.objects.filter(channel=Channel.SMS)
    assert told.organisation_id == firm
    assert f"{checks}" in told.zh
    assert "已逾期" in told.zh


@pytest.mark.django_db
def test_what_is_due_is_answered_for_all_firms_in_as_many_questions_as_for_one(
    sides: Sides, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    notice_sides()

    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(due_everywhere(now=NOW)) == 2


@pytest.mark.django_db
def test_a_record_names_where_who_and_what_or_is_refused(sides: Sides) -> None:
    by, other = sides.by("firm"), notice_sides()

    def recorded(**facts: object) -> DutyRecord:
        given = {"kind": DutyKind.TRAINING, "held_on": TODAY, "words": "安全培训",
                 "people": frozenset({sides.technician.person_id})} | facts  # fmt: skip
        return actions.record_duty(done=DutyDone(**given), form_id=uuid4(), now=NOW, by=by)  # type: ignore[arg-type]

    with pytest.raises(actions.HeldInFuture):
        recorded(held_on=TODAY + timedelta(days=1))
    with pytest.raises(actions.WordsMissing):
        recorded(words=" ")
    with pytest.raises(actions.PeopleMissing):
        recorded(people=frozenset())
    with pytest.raises(actions.PeopleMissing):
        recorded(people=frozenset({other.technician.person_id}))
    with pytest.raises(actions.ElevatorMissing):
        recorded(kind=DutyKind.DRILL)
    with pytest.raises(actions.ElevatorMissing):
        recorded(kind=DutyKind.QUALITY_CHECK, elevator_id=other.elevator.pk)
    with pytest.raises(NotAllowed):
        a_drill(elevator=sides.elevator, by=sides.by("technician"))

    assert recorded().document is None


@pytest.mark.django_db
def test_the_same_form_is_one_record_and_others_firms_do_not_see_it(sides: Sides) -> None:
    done = DutyDone(kind=DutyKind.RESCUE_PLAN, held_on=TODAY, words="修订预案")
    form = uuid4()
    one, two = (
        actions.record_duty(done=done, form_id=form, now=NOW, by=sides.by("firm")) for _ in range(2)
    )

    assert one == two
    assert list(duty_records(by=sides.by("firm"))) == [one]
    assert list(duty_records(by=sides.by("district"))) == [one]
    there = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    for by in (
        an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=there),
        an_actor(role=RoleKind.FIRM_OFFICE),
        an_actor(role=RoleKind.DISPATCHER),
    ):
        assert not duty_records(by=by).exists()
