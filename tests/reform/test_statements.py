"""A statement is counted from the rooms, kept as versions, published once, and read by all."""

from datetime import date, datetime, timedelta

import pytest

from hoistway.emergency.models import Incident
from hoistway.emergency.vocabulary import Cause, IncidentSource, IncidentState
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.vocabulary import RoleKind
from hoistway.reform.actions.statements import (
    AlreadyPublished,
    NotOver,
    publish_statement,
    state,
    state_what_is_over,
)
from hoistway.reform.models import Statement
from hoistway.reform.queries.statements import printed_statement, published_statements
from hoistway.reform.seed import lay_out_statements
from hoistway.reform.vocabulary import StatementFigure, StatementSpan
from hoistway.registry.vocabulary import PlaceKind
from tests.world.emergency import a_rescue, acting, an_incident
from tests.world.parties import a_bureau, a_jurisdiction, a_member
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

IN_MAY = datetime.fromisoformat("2026-05-20T18:10:00+08:00")
IN_JUNE = datetime.fromisoformat("2026-06-03T09:00:00+08:00")
MAY = date(2026, 5, 1)


def stated(*, now=IN_JUNE, span=StatementSpan.MONTH, day=MAY):
    return state(span=span, day=day, now=now, by=PLATFORM)


def figures(statement):
    told = printed_statement(statement=statement, public=False)
    return {one.figure: one.text for section in told.sections for one in section.figures}


def published(one, now=IN_JUNE):
    return publish_statement(
        statement_id=one.pk, typical="某小区停电困人", asked="加强应急演练", now=now, by=PLATFORM
    )


#: Minutes to arrive in the three districts of 中卫's bulletin of July 2023, case by case, in
#: seconds; their sums give the 12.06, 10.05, 14.17 and 12.60 that it prints.
ZHONGWEI = {"沙坡头区": (723, 723, 724, 724), "中宁县": (603,), "海原县": (850, 850, 851)}
PEOPLE = iter((2, 2, 2, 1, 3, 3, 2, 2))
CAUSES = iter(
    [Cause.MISUSE] * 3 + [Cause.DOOR, Cause.CONTROL, Cause.EXTERNAL, Cause.EXTERNAL, Cause.OTHER]
)


def test_a_foreign_bulletin_comes_out_of_the_tables_to_the_digit():
    """The eight rescues are really opened, answered, reached and closed; only their people are
    set, since the builder frees two of each."""
    people, causes = list(PEOPLE), list(CAUSES)
    for number, (name, arrivals) in enumerate(ZHONGWEI.items()):
        area = a_jurisdiction(code=f"64050{number}", name=name)
        for arrival in arrivals:
            elevator = an_elevator(site=Site(jurisdiction=area))
            a_rescue(
                elevator=elevator, opened_at=IN_MAY + timedelta(hours=number),
                arrives_after=timedelta(seconds=arrival), cause=causes.pop(0),
            )  # fmt: skip
    for row in Incident.objects.order_by("pk"):
        row.people = people.pop(0)
        row.save()

    one = printed_statement(statement=stated(), public=False)

    whole, areas = one.counts.whole, one.counts.areas
    told = {said.figure: said.text for section in one.sections for said in section.figures}
    assert (whole.events, whole.people) == (8, 17)
    assert told[StatementFigure.ARRIVAL] == "12.60"
    assert told[StatementFigure.REACHED] == "100.00"
    assert {key: (one.events, one.people) for key, one in areas.items()} == {
        "640500": (4, 7), "640501": (1, 3), "640502": (3, 7)
    }  # fmt: skip
    assert one.counts.levels == {"1": 8}


def test_a_false_alarm_and_another_month_are_in_no_statement():
    a_rescue(opened_at=IN_MAY)
    alarm = a_rescue(opened_at=IN_MAY + timedelta(hours=1))
    Incident.objects.filter(pk=alarm.pk).update(state=IncidentState.FALSE_ALARM)
    a_rescue(opened_at=datetime.fromisoformat("2026-04-30T23:59:00+08:00"))

    found = figures(stated())

    assert found[StatementFigure.EVENTS] == "1"


@pytest.mark.parametrize(
    ("at", "events"),
    [("2026-05-01T00:00:00+08:00", "1"), ("2026-05-31T23:59:59+08:00", "1"),
     ("2026-06-01T00:00:00+08:00", "0")],
)  # fmt: skip
def test_a_month_begins_and_ends_at_midnight_in_shanghai(at, events):
    an_incident(now=datetime.fromisoformat(at), source=IncidentSource.PHONE_110)

    assert figures(stated())[StatementFigure.EVENTS] == events


def test_a_month_is_stated_only_when_it_is_over():
    eve = datetime.fromisoformat("2026-05-31T23:59:00+08:00")

    with pytest.raises(NotOver):
        stated(now=eve)
    assert stated(now=eve + timedelta(minutes=1)).version == 1


def test_the_same_counts_are_the_same_version_and_others_are_a_new_one():
    first = stated()
    again = stated(now=IN_JUNE + timedelta(hours=1))
    a_rescue(opened_at=IN_MAY)
    later = stated(now=IN_JUNE + timedelta(hours=2))

    assert again.pk == first.pk
    assert (later.version, later.counts_sha256 == first.counts_sha256) == (2, False)
    assert figures(Statement.objects.get(pk=first.pk))[StatementFigure.EVENTS] == "0"


def test_only_the_latest_version_is_published_and_only_once():
    first = stated()
    a_rescue(opened_at=IN_MAY)
    second = stated()

    with pytest.raises(AlreadyPublished):
        published(first)
    published(second)
    with pytest.raises(AlreadyPublished):
        published(second)


def test_a_district_neither_states_nor_publishes():
    district = a_member(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=a_jurisdiction())
    )
    by = acting(membership=district)

    with pytest.raises(NotAllowed):
        state(span=StatementSpan.MONTH, day=MAY, now=IN_JUNE, by=by)
    with pytest.raises(NotAllowed):
        publish_statement(statement_id=stated().pk, typical="", asked="", now=IN_JUNE, by=by)


def test_a_missed_first_of_the_month_is_made_up_for_and_nothing_is_stated_twice():
    found = state_what_is_over(now=IN_JUNE)

    assert [(str(one.span), one.first_day) for one in found] == [
        ("month", MAY), ("year", date(2025, 1, 1))
    ]  # fmt: skip
    assert state_what_is_over(now=IN_JUNE + timedelta(days=1)) == []


def test_a_year_counts_its_twelve_months():
    an_incident(now=datetime.fromisoformat("2025-01-01T00:30:00+08:00"))
    an_incident(now=datetime.fromisoformat("2025-12-31T23:30:00+08:00"))

    one = stated(span=StatementSpan.YEAR, day=date(2025, 7, 9))

    assert (one.first_day, one.counts["months"]) == (date(2025, 1, 1), 12)
    assert figures(one)[StatementFigure.EVENTS] == "2"


def test_a_month_is_told_beside_the_month_and_the_year_before():
    an_elevator()
    an_incident(now=datetime.fromisoformat("2025-05-07T12:00:00+08:00"))
    for day in (3, 13):
        a_rescue(opened_at=IN_MAY.replace(month=4, day=day))
    a_rescue(opened_at=IN_MAY)
    for day in (date(2025, 5, 1), date(2026, 4, 1)):
        stated(day=day)

    told = printed_statement(statement=stated(), public=False)

    before = {one.figure: (one.before, one.text, one.percent) for one in told.before}
    year_ago = {one.figure: (one.before, one.text, one.percent) for one in told.year_ago}
    assert before[StatementFigure.EVENTS] == ("2", "1", "−50.00")
    assert year_ago[StatementFigure.EVENTS] == ("1", "1", "±0.00")
    assert [first for first, _n, _of in told.trend] == [
        date(2025, 5, 1), date(2026, 4, 1), MAY
    ]  # fmt: skip


def test_a_statement_takes_as_many_questions_with_many_rescues_as_with_one(
    django_assert_num_queries, django_assert_max_num_queries
):
    a_rescue(opened_at=IN_MAY)
    stated()
    with django_assert_max_num_queries(70) as one:
        a_rescue_count = len(one.captured_queries)
        stated(now=IN_JUNE + timedelta(hours=1))
    asked = len(one.captured_queries) - a_rescue_count
    for hours in (1, 2):
        a_rescue(opened_at=IN_MAY + timedelta(hours=hours))
    stated(now=IN_JUNE + timedelta(hours=2))

    with django_assert_num_queries(asked):
        stated(now=IN_JUNE + timedelta(hours=3))


def test_places_are_told_by_their_kind():
    elevator = an_elevator()
    a_rescue(elevator=elevator, opened_at=IN_MAY)

    counts = stated().counts

    assert counts["places"] == {str(PlaceKind(elevator.place_kind)): 1}


def test_the_demo_city_has_a_year_of_statements_and_the_latest_waits_to_be_published():
    lay_out_statements(now=IN_JUNE)

    assert Statement.objects.count() == 14
    assert published_statements().count() == 13
    assert Statement.objects.get(published_at=None).first_day == MAY
