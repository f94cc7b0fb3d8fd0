from datetime import UTC, date, datetime, timedelta

import pytest

from hoistway.dossier.disclosure import Audience
from hoistway.dossier.timeline import life_of
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.actors import PLATFORM
from hoistway.lifecycle.actions import bring_into_force
from hoistway.lifecycle.queries import Milestone, milestones
from hoistway.lifecycle.rules.milestones import Statement, changes, corrections, dated
from hoistway.lifecycle.vocabulary import MilestoneKind, UseRequestKind
from hoistway.registry.actions import Saying, decide_field, say, withdraw_claim
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import SourceKind
from tests.world.emergency import a_rescue
from tests.world.lifecycle import a_request, a_wish, two_sides
from tests.world.parties import NOW
from tests.world.registry import an_elevator

DAY = timedelta(days=1)
SPRING = datetime(2026, 3, 1, 4, tzinfo=UTC)


def said(
    source: str, days: int, *, kind: SourceKind = SourceKind.SUPERVISION, **fields: object
) -> Statement:
    return Statement(source=source, kind=kind, observed_at=SPRING + days * DAY, fields=fields)


def words(lines: list[Milestone]) -> list[str]:
    return [line.words[0] for line in lines]


def test_days_that_are_missing_or_broken_are_no_milestones() -> None:
    held = {"made_on": "2012-05-01", "installed_on": None, "altered_on": "not a day"}

    (line,) = dated(held=held, sources={})

    assert (line.kind, line.on) == (MilestoneKind.MADE, date(2012, 5, 1))
    assert line.source == ("电梯登记", "Elevator register")


def test_a_new_firm_is_a_change_and_the_first_is_none() -> None:
    lines = changes(
        statements=[said("supervision", 9, firm="乙维保"), said("supervision", 0, firm="甲维保")],
        winners={"firm": "supervision"},
    )

    (line,) = lines
    assert line.words == (
        "维保单位变更：甲维保 → 乙维保", "Maintenance firm changed: 甲维保 → 乙维保",
    )  # fmt: skip
    assert line.on == date(2026, 3, 10)


def test_two_sources_that_contradict_each_other_are_no_change() -> None:
    lines = changes(
        statements=[
            said("supervision", 0, firm="甲维保"), said("inspection", 1, firm="乙维保"),
            said("supervision", 2, firm="甲维保"), said("supervision", 3, firm=""),
        ],
        winners={"firm": "supervision"},
    )  # fmt: skip

    assert list(lines) == []


def test_a_source_that_tells_of_a_suspension_tells_a_milestone() -> None:
    lines = changes(
        statements=[
            said("supervision", 0, use_state="in_use"),
            said("supervision", 5, use_state="suspended"),
            said("supervision", 9, use_state="in_use"),
        ],
        winners={"use_state": "supervision"},
    )  # fmt: skip

    assert [line.kind for line in lines] == [MilestoneKind.SUSPENDED, MilestoneKind.RESUMED]


def test_corrections_say_what_was_and_what_is() -> None:
    rule = Statement(
        source="rule:speed_unit", kind=SourceKind.RULE, observed_at=SPRING,
        fields={"rated_speed_mps": 1.75}, instead_of=105.0,
    )  # fmt: skip

    (line,) = corrections(statements=[rule, said("supervision", 1, name="1号梯")])

    assert line.words == ("额定速度：105 → 1.75", "Rated speed: 105 → 1.75")
    assert line.source == ("自动更正", "Automatic correction")


@pytest.fixture
def elevator() -> Elevator:
    return an_elevator()


@pytest.mark.django_db
def test_the_life_of_an_elevator_is_told_in_its_order(elevator: Elevator) -> None:
    for days, firm in ((0, "甲维保"), (40, "乙维保")):
        fields = {"firm": firm, "made_on": "2010-03-01", "registered_on": "2010-07-02"}
        saying = Saying(
            source="supervision", record_key="life", elevator_id=elevator.pk, fields=fields,
            observed_at=SPRING + days * DAY,
        )  # fmt: skip
        say(sayings=[saying], now=SPRING + days * DAY, by=PLATFORM)

    lines = milestones(elevator_id=elevator.pk)

    assert [(line.on, line.kind) for line in lines] == [
        (date(2010, 3, 1), MilestoneKind.MADE),
        (date(2010, 7, 2), MilestoneKind.REGISTERED),
        (date(2026, 4, 10), MilestoneKind.MAINTAINER),
        (date(2026, 11, 22), MilestoneKind.IN_REGISTER),
        (date(2026, 11, 22), MilestoneKind.MAINTAINER),
    ]
    assert lines[0].source == ("监察系统", "Supervision system")


@pytest.mark.django_db
def test_a_decision_and_its_withdrawal_stay_in_the_life(elevator: Elevator) -> None:
    claim = decide_field(
        elevator_id=elevator.pk, field="stops", value=7, reason="现场核对", now=NOW, by=PLATFORM
    )
    withdraw_claim(claim_id=claim.pk, reason="看错了", now=NOW, by=PLATFORM)

    assert "站：7（已撤销）" in words(milestones(elevator_id=elevator.pk))


@pytest.mark.django_db
def test_requests_stand_in_the_life_once_with_their_number() -> None:
    sides = two_sides()
    ahead = a_wish(on=date(2026, 11, 23), until=date(2026, 12, 1))
    suspended = a_request(sides=sides, wish=ahead, confirmed=True)
    assert MilestoneKind.SUSPENDED not in {
        line.kind for line in milestones(elevator_id=sides.elevator.pk)
    }
    bring_into_force(now=NOW + DAY, by=PLATFORM)
    resumed = a_wish(kind=UseRequestKind.RESUME, on=date(2026, 11, 25))
    a_request(sides=sides, wish=resumed, now=NOW + 3 * DAY, confirmed=True)

    lines = milestones(elevator_id=sides.elevator.pk)

    told = [(line.on, line.kind) for line in lines if line.about == "request"]
    assert told == [
        (date(2026, 11, 23), MilestoneKind.SUSPENDED), (date(2026, 11, 25), MilestoneKind.RESUMED),
    ]  # fmt: skip
    assert next(line for line in lines if line.reference == suspended.number).words == (
        "停用，预计至 2026-12-01", "Suspended, expected until 2026-12-01",
    )  # fmt: skip
    assert len(lines) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audience", "words_of_rescue", "reference"),
    [
        (Audience.PUBLIC, "困人，16 分钟后救出", False),
        (Audience.PARTY, "困人，16 分钟后救出，2 人", True),
    ],
)
def test_rescues_join_the_life_with_as_much_as_the_reader_may_know(
    elevator: Elevator, audience: Audience, words_of_rescue: str, reference: bool
) -> None:
    rescue = a_rescue(elevator=elevator, opened_at=NOW)
    a_rescue(state=IncidentState.OPEN)

    lines = life_of(elevator_id=elevator.pk, audience=audience)

    (line,) = [line for line in lines if line.kind is MilestoneKind.RESCUED]
    assert line.words[0] == words_of_rescue
    assert line.reference == (rescue.number if reference else "")


@pytest.mark.django_db
def test_the_public_reads_nothing_of_the_registers_own_work(elevator: Elevator) -> None:
    decide_field(
        elevator_id=elevator.pk, field="stops", value=7, reason="现场核对", now=NOW, by=PLATFORM
    )
    public = life_of(elevator_id=elevator.pk, audience=Audience.PUBLIC)
    party = life_of(elevator_id=elevator.pk, audience=Audience.PARTY)

    assert [line.kind for line in public] == []
    assert {line.kind for line in party} == {MilestoneKind.IN_REGISTER, MilestoneKind.CORRECTED}
