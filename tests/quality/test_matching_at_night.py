"""Stories of the night: what waited is placed, doubles merge, two of one number stay two."""

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.actions import examine_register, match_all_records, settle, undo
from hoistway.quality.models import Correction, DayScore, Finding
from hoistway.quality.queries import mend_first, trend
from hoistway.quality.rules.twins import Link, meaning_of
from hoistway.quality.vocabulary import FindingKind, FindingState, ScoreSubject
from hoistway.registry.models import Claim
from hoistway.registry.queries import elevators
from tests.world.parties import NOW, a_jurisdiction, an_actor
from tests.world.quality import a_regulator, said_of
from tests.world.sayings import a_saying, said


def _match():
    return match_all_records(now=NOW, by=PLATFORM)


def _meaning(**asked):
    return meaning_of(sources=dict.fromkeys(asked["homes"], "supervision"), **asked)


def _standing(number=1, **more):
    return said_of(
        device_code=f"3110100172015{number:05d}", serial_number=f"D{number:05d}",
        building="1号楼", unit_number=f"{number}#", **more,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_record_without_numbers_finds_its_elevator_by_place_and_facts():
    elevator = _standing(1)
    said(
        a_saying(
            source="inspection", record="J1", serial_number="D00001", made_by="三菱",
            address="静安区延平路12号", building="1号楼", unit_number="1#", stops=16,
        )
    )  # fmt: skip

    _match()

    assert Claim.objects.get(record_key="J1").elevator_id == elevator.pk


@pytest.mark.django_db
def test_a_record_that_fits_nobody_is_asked_in_its_district():
    _standing(1)
    said(a_saying(source="inspection", record="J9", jurisdiction="310106", serial_number="ZZ9"))

    _match()
    _match()

    finding = Finding.objects.get(kind=FindingKind.RECORD_NOT_PLACED)
    assert (finding.claim.record_key, finding.jurisdiction.code) == ("J9", "310106")


@pytest.mark.django_db
def test_an_exact_double_is_merged_and_split_again_for_good():
    first = said_of(serial_number="", certificate_number="", unit_number="8#")
    known = {"device_code": "31101001720150001", "serial_number": "D00001"}
    second = said_of(source="approval", certificate_number="", unit_number="8#", **known)
    said_of(first, source="inspection", made_by="三菱", **known)

    _match()
    assert [row.pk for row in elevators(by=PLATFORM)] == [first.pk]
    undo(correction_id=Correction.objects.get().pk, reason="两台", now=NOW, by=a_regulator())
    _match()

    assert [row.pk for row in elevators(by=PLATFORM)] == [first.pk, second.pk]


def test_two_elevators_under_one_number_are_entered_apart():
    far = Link(
        a=1, b=3, certain=False, probability=0.6, agree=frozenset({"register_number"}),
        against=frozenset({"device_code", "serial"}),
    )  # fmt: skip

    told = _meaning(homes={1: 7, 3: 0, 4: 0}, clusters={1: 1, 3: 3, 4: 3}, links=[far])

    assert told.unknown == [[3, 4]]


def test_one_mistyped_number_makes_no_second_elevator():
    near = Link(
        a=1, b=3, certain=False, probability=0.6, agree=frozenset({"register_number"}),
        against=frozenset({"device_code"}),
    )  # fmt: skip

    told = _meaning(homes={1: 7, 3: 0, 4: 0}, clusters={1: 1, 3: 3, 4: 3}, links=[near])

    assert told.unknown == []


def test_rows_that_hold_records_of_several_elevators_are_mixed():
    told = _meaning(homes={1: 7, 2: 7, 3: 8}, clusters={1: 1, 2: 2, 3: 2}, links=[])

    assert (told.twins, told.mixed) == ({(7, 8)}, {7})


@pytest.mark.django_db
def test_a_night_scores_city_district_organisations_and_sources():
    elevator = said_of(made_on="2016-01-01")

    examine_register(now=NOW, by=PLATFORM)
    examine_register(now=NOW, by=PLATFORM)

    rows = {(str(r.subject), r.key): r for r in DayScore.objects.all()}
    assert set(rows) == {
        ("city", ""), ("jurisdiction", "310106"), ("organisation", str(elevator.use_unit_id)),
        ("organisation", str(elevator.firm_id)), ("source", "supervision"),
    }  # fmt: skip
    assert rows["city", ""].by_kind == {"dates_out_of_order": 1}
    assert rows["source", "supervision"].points == 100


@pytest.mark.django_db
def test_the_trend_of_a_district_is_for_its_own_people():
    said_of()
    examine_register(now=NOW, by=PLATFORM)
    asked = {"subject": ScoreSubject.JURISDICTION, "key": "310106", "until": NOW.date()}
    stranger = a_regulator(jurisdiction=a_jurisdiction(code="310101", name="黄浦区"))

    assert [one.day for one in trend(by=a_regulator(), **asked)] == [NOW.date()]
    assert trend(by=stranger, **asked) == []


@pytest.mark.django_db
def test_what_gains_most_for_a_minute_comes_first(django_assert_num_queries):
    said_of(made_on="2016-01-01", use_unit="")
    said_of(made_on="2016-01-01")
    examine_register(now=NOW, by=PLATFORM)
    boss = an_actor(role=RoleKind.CITY_REGULATOR)

    with django_assert_num_queries(2):
        best = mend_first(by=boss, n=2)

    assert [mend.gain for mend in best] == sorted((m.gain for m in best), reverse=True)
    assert len(best) == 2


@pytest.mark.django_db
def test_a_firm_sees_only_what_speaks_of_its_elevators():
    elevator = said_of(made_on="2016-01-01")
    said_of(made_on="2016-01-01", firm="另一家电梯公司")
    examine_register(now=NOW, by=PLATFORM)
    office = an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)

    seen = mend_first(by=office)

    assert {mend.finding.elevator_id for mend in seen} == {elevator.pk}
    assert {mend.finding.state for mend in seen} == {FindingState.OPEN}


@pytest.mark.django_db
def test_a_decision_teaches_nothing():
    first, second = said_of(made_on="2016-01-01"), said_of(made_on="2016-01-01")
    examine_register(now=NOW, by=PLATFORM)
    finding = Finding.objects.get(elevator=first)

    settle(
        finding_id=finding.pk, deed="value", value="2016-03-01", reason="证书", now=NOW,
        by=a_regulator(),
    )  # fmt: skip
    examine_register(now=NOW, by=PLATFORM)

    assert Finding.objects.get(elevator=second).state is FindingState.OPEN
