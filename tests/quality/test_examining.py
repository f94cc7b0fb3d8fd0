"""Stories of findings: what is certain changes at once, the rest waits, what is undone stays."""

from datetime import timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.quality.actions import AlreadySettled, examine, settle, undo
from hoistway.quality.models import Correction, ElevatorScore, Finding
from hoistway.quality.queries import corrections, findings
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.actions import ReasonMissing, suggest
from hoistway.registry.models import Claim, Elevator
from tests.world.parties import NOW, a_jurisdiction
from tests.world.quality import a_passenger, a_regulator, said_of

pytestmark = pytest.mark.django_db


def _examine(elevator, *, later=0):
    return examine(elevator_ids=[elevator.pk], now=NOW + timedelta(days=later), by=PLATFORM)


def _speed(elevator):
    return Elevator.objects.get(pk=elevator.pk).rated_speed_mps


def test_a_speed_in_metres_per_minute_is_corrected_at_once():
    elevator = said_of(rated_speed_mps=105)

    _examine(elevator)

    finding = Finding.objects.get(elevator=elevator)
    correction = Correction.objects.get()
    assert _speed(elevator) == 1.75
    assert (finding.kind, finding.state) == (FindingKind.SPEED_UNIT, FindingState.CORRECTED)
    assert (correction.before, correction.after, correction.automatic) == (105, 1.75, True)
    assert finding.edition == "shanghai-2026-11"


def test_examining_again_changes_nothing():
    elevator = said_of(rated_speed_mps=105)
    _examine(elevator)
    before = list(Finding.objects.values())

    tally = _examine(elevator)

    assert (tally.corrected, tally.opened, tally.gone) == ({}, {}, 0)
    assert list(Finding.objects.values()) == before


def test_undo_restores_and_stays():
    elevator = said_of(rated_speed_mps=105)
    _examine(elevator)
    regulator = a_regulator()

    undo(correction_id=Correction.objects.get().pk, reason="铭牌如此", now=NOW, by=regulator)
    _examine(elevator, later=1)

    assert _speed(elevator) == 105
    assert [f.state for f in Finding.objects.all()] == [FindingState.UNDONE]
    assert Correction.objects.get().undone_reason == "铭牌如此"


def test_a_source_that_mends_its_word_retires_the_correction():
    elevator = said_of(rated_speed_mps=105)
    _examine(elevator)

    said_of(elevator, source="supervision", days_ago=1, rated_speed_mps=2.0)
    Claim.objects.filter(source="supervision", fields__rated_speed_mps=105).update(current=False)
    said_of(elevator, source="supervision", days_ago=0, rated_speed_mps=2.5)

    assert _speed(elevator) == 2.5


def test_one_mistake_after_another_is_corrected_in_one_examination():
    elevator = said_of(address="静安区静安寺路１２号")

    _examine(elevator)

    assert Elevator.objects.get(pk=elevator.pk).address == "静安区南京西路12号"
    assert Correction.objects.count() == 2


def test_what_is_not_certain_waits_and_goes_when_it_is_no_longer_so():
    elevator = said_of(made_on="2016-01-01")
    _examine(elevator)
    opened = Finding.objects.get(kind=FindingKind.DATES_OUT_OF_ORDER)

    said_of(elevator, source="approval", days_ago=1, made_on="2015-01-01")
    _examine(elevator)

    opened.refresh_from_db()
    assert opened.state is FindingState.GONE


def test_a_rejected_finding_never_returns():
    elevator = said_of(made_on="2016-01-01")
    _examine(elevator)
    finding = Finding.objects.get()

    settle(finding_id=finding.pk, deed="reject", reason="补办", now=NOW, by=a_regulator())
    _examine(elevator, later=1)

    assert [f.state for f in Finding.objects.all()] == [FindingState.REJECTED]


def test_a_regulator_of_another_district_neither_sees_nor_settles():
    elevator = said_of(made_on="2016-01-01")
    _examine(elevator)
    stranger = a_regulator(jurisdiction=a_jurisdiction(code="310101", name="黄浦区"))

    assert list(findings(by=stranger)) == []
    with pytest.raises(NotFound):
        settle(finding_id=Finding.objects.get().pk, deed="reject", reason="x", now=NOW, by=stranger)


def test_a_decision_needs_a_reason():
    elevator = said_of(made_on="2016-01-01")
    _examine(elevator)

    with pytest.raises(ReasonMissing):
        settle(
            finding_id=Finding.objects.get().pk, deed="reject", reason=" ", now=NOW,
            by=a_regulator(),
        )  # fmt: skip


def test_who_comes_second_is_told():
    elevator = said_of(made_on="2016-01-01")
    _examine(elevator)
    pk, regulator = Finding.objects.get().pk, a_regulator()
    settle(finding_id=pk, deed="value", value="2016-03-01", reason="证书", now=NOW, by=regulator)

    with pytest.raises(AlreadySettled):
        settle(finding_id=pk, deed="reject", reason="证书", now=NOW, by=regulator)

    assert str(Elevator.objects.get(pk=elevator.pk).installed_on) == "2016-03-01"


def test_a_passengers_correction_becomes_fact_after_evidence():
    elevator = said_of(unit_number="")
    passenger = a_passenger()
    for value in ("2号梯", "2号梯"):
        suggest(
            elevator_id=elevator.pk, field="unit_number", value=value, text="牌子写的", evidence="",
            source="passenger", now=NOW + timedelta(seconds=Claim.objects.count()), by=passenger,
        )  # fmt: skip
    _examine(elevator)
    finding = Finding.objects.get(kind=FindingKind.PUBLIC_SUGGESTION)
    assert finding.confidence > 0.5
    assert Elevator.objects.get(pk=elevator.pk).unit_number == ""

    settle(
        finding_id=finding.pk, deed="accept", reason="现场核实", now=NOW, by=a_regulator()
    )  # fmt: skip

    assert Elevator.objects.get(pk=elevator.pk).unit_number == "2号梯"
    assert not Correction.objects.get().automatic


def test_a_firm_may_not_settle():
    elevator = said_of(made_on="2016-01-01")
    _examine(elevator)

    with pytest.raises(NotAllowed):
        corrections(by=a_passenger())


def test_every_examined_elevator_has_a_score():
    elevator = said_of(rated_speed_mps=105)

    _examine(elevator)

    row = ElevatorScore.objects.get(elevator=elevator)
    assert 50 < row.points <= 100
    assert row.lacking["fields"] == ["floor_labels"]


def test_a_corrected_spelling_does_not_turn_to_and_fro():
    code = "91110000600037341L"
    names = {"use_unit": "上海春江物业有限公司", "use_unit_code": code}
    elevator = said_of(**names | {"use_unit": "上海春江物业有限责任公司"})
    for source in ("approval", "inspection", "mobile"):
        said_of(elevator, source=source, days_ago=60, **names)

    for _ in range(3):
        _examine(elevator)

    assert Elevator.objects.get(pk=elevator.pk).use_unit.credit_code == code
    assert [(c.before, c.after) for c in Correction.objects.all()] == [
        ("上海春江物业有限责任公司", "上海春江物业有限公司")
    ]
