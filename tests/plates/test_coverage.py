"""Stock and coverage against dated deadlines; the statement and the rule say the same."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.messages.models import Message
from hoistway.plates.actions import (
    NothingToUrge,
    UrgedAlready,
    issue_missing,
    replace_plate,
    report_plate,
    urge_all,
    urge_posting,
)
from hoistway.plates.queries import (
    Hanging,
    MissingPlates,
    MissingSearch,
    bare_elevators,
    coverage,
    due_in,
    due_on,
    living_plates,
    posting_policy_on,
    stock,
)
from hoistway.plates.vocabulary import CoverageBy, PlateState
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_firm, a_jurisdiction
from tests.world.plates import an_issued_plate, the_district
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
NOTICE = posting_policy_on(day=date(2020, 7, 1))


def coverage_of(*, day=TODAY, group=CoverageBy.DISTRICT, by=PLATFORM):
    return {row.key: row for row in coverage(by=by, day=day, group=group)}


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("310101", date(2020, 6, 30)), ("310104", date(2020, 6, 30)),
        ("310114", date(2020, 6, 30)), ("310115", date(2020, 9, 30)),
        ("310151", date(2020, 9, 30)),
    ],
)  # fmt: skip
def test_the_notice_sets_three_districts_a_nearer_day_than_all_others(code, due):
    assert (NOTICE.edition, due_in(jurisdiction_code=code, policy=NOTICE)) == ("286-2020", due)


@pytest.mark.parametrize(
    ("day", "edition"), [(date(2023, 4, 30), "286-2020"), (date(2023, 5, 1), "shanghai-2023")]
)
def test_the_edition_is_that_of_the_day(day, edition):
    assert posting_policy_on(day=day).edition == edition


@pytest.mark.parametrize(
    ("code", "day", "overdue"),
    [
        ("310101", date(2020, 6, 30), 0), ("310101", date(2020, 7, 1), 1),
        ("310106", date(2020, 9, 30), 0), ("310106", date(2020, 10, 1), 1),
    ],
)  # fmt: skip
def test_an_elevator_without_its_plate_is_overdue_the_day_after_the_districts_last(
    code, day, overdue
):
    an_elevator(site=Site(jurisdiction=a_jurisdiction(code=code)), plate=False)

    assert coverage_of(day=day)[code].overdue == overdue


def in_every_state():
    """Return elevators in every state that decides a deadline, and what the rule looks at."""
    site = Site(jurisdiction=a_jurisdiction(code="310104", name="徐汇区"), firm=a_firm())
    new = date(2026, 11, 1)
    bare, fresh = (an_elevator(site=site, plate=False) for _ in range(2))
    Elevator.objects.filter(pk=fresh.pk).update(registered_on=new)
    damaged, replaced, hanging = (an_elevator(site=site) for _ in range(3))
    report_plate(
        plate_id=plate_of(damaged).pk, lost=False, words="", now=NOW - timedelta(days=3),
        by=PLATFORM,
    )  # fmt: skip
    replace_plate(plate_id=plate_of(replaced).pk, reason="旧", key_version=1, now=NOW, by=PLATFORM)
    code = "310104"
    return {
        bare.pk: Hanging(jurisdiction_code=code),
        fresh.pk: Hanging(jurisdiction_code=code, registered_on=new),
        damaged.pk: Hanging(
            jurisdiction_code=code, state=PlateState.DAMAGED, reported_on=date(2026, 11, 19)
        ),
        replaced.pk: Hanging(
            jurisdiction_code=code, state=PlateState.ISSUED, is_replacement=True, issued_on=TODAY
        ),
        hanging.pk: Hanging(jurisdiction_code=code, state=PlateState.POSTED),
    }  # fmt: skip


def plate_of(elevator):
    return living_plates(elevator_ids=[elevator.pk])[elevator.pk]


def test_the_statement_over_many_elevators_sets_the_days_that_the_rule_sets():
    policy = posting_policy_on(day=TODAY)
    expected = {key: due_on(hanging=one, policy=policy) for key, one in in_every_state().items()}

    found = MissingPlates(by=PLATFORM, day=TODAY, search=MissingSearch())

    assert {row.elevator_id: row.due for row in found[0:50]} == {
        key: day for key, day in expected.items() if day is not None
    }
    assert [row.overdue for row in found[0:50]] == [True, False, False, False]
    assert found.count() == 4


def test_coverage_counts_each_elevator_in_use_once():
    in_every_state()
    Elevator.objects.filter(pk=an_elevator().pk).update(use_state="scrapped")

    row = coverage_of()["310104"]

    assert (row.elevators, row.posted, row.issued, row.damaged, row.bare, row.overdue) == (
        5, 1, 1, 1, 2, 1,
    )  # fmt: skip
    assert (row.due, row.share) == (date(2020, 6, 30), 0.2)


def test_coverage_is_told_by_street_and_by_firm_too():
    firm = a_firm(name="安驰电梯")
    first, second = (an_elevator(site=Site(firm=firm), plate=plate) for plate in (True, False))
    Elevator.objects.filter(pk=first.pk).update(street="静安寺街道")

    streets = coverage_of(group=CoverageBy.STREET)
    firms = coverage_of(group=CoverageBy.FIRM)

    assert {key: (row.elevators, row.posted) for key, row in streets.items()} == {
        "310106/": (1, 0), "310106/静安寺街道": (1, 1),
    }  # fmt: skip
    assert (firms[str(firm.pk)].name_zh, firms[str(firm.pk)].share) == ("安驰电梯", 0.5)
    assert second.firm_id == firm.pk


def test_a_district_reads_its_own_coverage_and_stock_only():
    mine, other = an_issued_plate(), an_elevator(
        site=Site(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    )  # fmt: skip
    by = acting(membership=the_district(elevator=mine.elevator))

    assert list(coverage_of(by=by)) == ["310106"]
    assert [(row.code, dict(row.count)) for row in stock(by=by)] == [
        ("310106", {PlateState.ISSUED: 1})
    ]
    assert other.jurisdiction.code in {row.code for row in stock(by=PLATFORM)}


def test_an_area_or_an_estate_gets_the_plates_that_it_lacks():
    first, second = an_elevator(plate=False), an_elevator(plate=False)
    by = acting(membership=the_district(elevator=first))

    issued = [
        issue_missing(
            jurisdiction_code="310106", estate=estate, key_version=1, now=NOW, by=by
        )
        for estate in (first.estate, "", "")
    ]  # fmt: skip

    assert (issued, list(bare_elevators(by=by))) == ([1, 1, 0], [])
    assert plate_of(second).state is PlateState.ISSUED


def test_a_firm_is_urged_once_in_a_week_with_one_message_of_a_count():
    firm = a_firm()
    elevators = [an_elevator(site=Site(firm=firm), plate=False) for _ in range(3)]
    by = acting(membership=the_district(elevator=elevators[0]))

    told = urge_posting(firm_id=firm.pk, now=NOW, by=by)
    with pytest.raises(UrgedAlready):
        urge_posting(firm_id=firm.pk, now=NOW + timedelta(days=6), by=by)
    again = urge_all(now=NOW + timedelta(days=7), by=by)

    assert (told, again) == (3, 1)
    texts = Message.objects.filter(channel="sms").values_list("zh", flat=True)
    assert ["3 台" in text for text in texts] == [True, True]


def test_nobody_is_urged_whose_plates_hang():
    elevator = an_elevator()
    by = acting(membership=the_district(elevator=elevator))

    with pytest.raises(NothingToUrge):
        urge_posting(firm_id=elevator.firm_id, now=datetime(2026, 11, 22, tzinfo=UTC), by=by)

    assert (urge_all(now=NOW, by=by), Message.objects.count()) == (0, 0)
