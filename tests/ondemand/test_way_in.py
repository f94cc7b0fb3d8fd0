"""The way in of elevators: list, consent, submission, check, listing, report; revocation."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.ledger.queries import content_of, verify_document
from hoistway.maintenance.queries.regimes import regimes
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.messages.models import Message
from hoistway.ondemand.actions.checking import (
    ClauseFails,
    list_elevators,
    return_elevators,
    submit_elevators,
)
from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.ondemand.actions.consenting import consent_to_pilot, refuse_pilot, revoke_consent
from hoistway.ondemand.actions.moving import ReasonMissing
from hoistway.ondemand.actions.proposing import (
    FirmNotListed,
    NumberUnknown,
    OnItsWay,
    propose_elevators,
    withdraw_elevators,
)
from hoistway.ondemand.actions.telling_elevators import remind_late, tell_moved
from hoistway.ondemand.models import Condition, ConditionChange, ElevatorPilot
from hoistway.ondemand.queries.elevators import course_of, elevator_pilots, entered_between
from hoistway.ondemand.queries.explaining import explain
from hoistway.ondemand.rules.way import PilotMovedOn
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryClause, EntryGround, PilotDeed
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.ondemand import a_listed_firm
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, a_member
from tests.world.pilot_elevators import a_pilot_elevator, a_ready_elevator
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
STATE = ElevatorPilotState


def the_office(elevator: Elevator) -> Actor:
    return acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))


def the_unit(elevator: Elevator) -> Actor:
    return acting(membership=a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit))


def the_district(elevator: Elevator) -> Actor:
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    return acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def proposed(elevator: Elevator) -> ElevatorPilot:
    report = propose_elevators(
        register_numbers=[elevator.register_number], form_id=uuid4(), now=NOW,
        by=the_office(elevator),
    )  # fmt: skip
    [pilot] = report.moved
    return pilot


def consented(elevator: Elevator) -> ElevatorPilot:
    pilot = proposed(elevator)
    consent_to_pilot(pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=the_unit(elevator))
    return ElevatorPilot.objects.get(pk=pilot.pk)


def submitted(elevator: Elevator) -> ElevatorPilot:
    pilot = consented(elevator)
    submit_elevators(pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=the_office(elevator))
    return ElevatorPilot.objects.get(pk=pilot.pk)


def test_an_elevator_walks_the_whole_way_and_follows_its_plan() -> None:
    elevator = a_ready_elevator()
    pilot, form = submitted(elevator), uuid4()
    by = the_district(elevator)

    report = list_elevators(pilot_ids=[pilot.pk], form_id=form, now=NOW, by=by)
    again = list_elevators(pilot_ids=[pilot.pk], form_id=form, now=NOW, by=by)

    assert (report.refused, [one.pk for one in again.moved]) == ({}, [pilot.pk])
    steps = course_of(pilot_id=pilot.pk)
    assert {step.deed for step in steps} == {
        PilotDeed.PROPOSED, PilotDeed.CONSENTED, PilotDeed.SUBMITTED, PilotDeed.LISTED,
        PilotDeed.REPORTED,
    }  # fmt: skip
    assert len(steps) == 5
    assert regimes(elevator_ids=[elevator.pk])[elevator.pk].regime is Regime.ON_DEMAND
    today = local_day(at=NOW)
    assert entered_between(jurisdiction_id=None, first=today, last=today).count() == 1


def test_consent_is_a_document_that_anybody_can_verify() -> None:
    pilot = consented(a_ready_elevator())

    document = pilot.consent_document
    assert document is not None
    assert content_of(body=document.body)["person"]["way"] == "own_sign_in"  # type: ignore[index,call-overload]
    assert verify_document(file=document.body.encode(), now=NOW, kept=()).true


@pytest.mark.parametrize(
    ("lacking", "clause", "ground"),
    [
        ({"insured": False}, EntryClause.INSURED, EntryGround.NEVER_INSURED),
        ({"heard": False}, EntryClause.ONLINE, EntryGround.NO_DEVICE),
        ({"planned": False}, EntryClause.YEAR_PLAN, EntryGround.NO_PLAN),
    ],
)
def test_the_failing_fact_is_named_and_holds_up_that_elevator_alone(
    lacking: dict[str, bool], clause: EntryClause, ground: EntryGround
) -> None:
    firm = a_listed_firm()
    good, bad = a_ready_elevator(firm_pilot=firm), a_ready_elevator(firm_pilot=firm, **lacking)
    pilots = [consented(good), consented(bad)]

    report = submit_elevators(
        pilot_ids=[one.pk for one in pilots], form_id=uuid4(), now=NOW, by=the_office(good)
    )

    assert [one.pk for one in report.moved] == [pilots[0].pk]
    refusal = report.refused[bad.register_number]
    assert isinstance(refusal, ClauseFails)
    assert (refusal.facts["clause_zh"], refusal.facts["ground_zh"]) == (clause.zh, ground.zh)
    said = explain(elevator_id=bad.pk, on=local_day(at=NOW), now=NOW)
    assert [(one.clause, one.ground) for one in said.verdicts if not one.holds] == [
        (clause, ground)
    ]


def test_numbers_that_cannot_be_listed_are_refused_alone_with_the_reason() -> None:
    elevator, foreign = a_ready_elevator(), an_elevator()
    by, form = the_office(elevator), uuid4()
    numbers = [elevator.register_number, foreign.register_number]

    first = propose_elevators(register_numbers=numbers, form_id=form, now=NOW, by=by)
    same = propose_elevators(register_numbers=numbers, form_id=form, now=NOW, by=by)
    other = propose_elevators(register_numbers=numbers[:1], form_id=uuid4(), now=NOW, by=by)

    assert isinstance(first.refused[foreign.register_number], NumberUnknown)
    assert [one.pk for one in same.moved] == [one.pk for one in first.moved]
    assert isinstance(other.refused[elevator.register_number], OnItsWay)
    assert ElevatorPilot.objects.count() == 1


def test_a_firm_that_is_not_listed_proposes_nothing() -> None:
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm))

    with pytest.raises(FirmNotListed):
        propose_elevators(
            register_numbers=[elevator.register_number], form_id=uuid4(), now=NOW,
            by=the_office(elevator),
        )  # fmt: skip


def test_conditions_are_judged_again_at_the_moment_of_listing() -> None:
    elevator = a_ready_elevator()
    pilot = submitted(elevator)
    later = NOW + timedelta(days=200)  # the policy has run out

    report = list_elevators(
        pilot_ids=[pilot.pk], form_id=uuid4(), now=later, by=the_district(elevator)
    )

    assert isinstance(report.refused[elevator.register_number], ClauseFails)
    assert regimes(elevator_ids=[elevator.pk])[elevator.pk].regime is Regime.FIXED


def test_a_return_needs_a_reason_and_the_firm_may_submit_again() -> None:
    elevator = a_ready_elevator()
    pilot, by = submitted(elevator), the_district(elevator)

    with pytest.raises(ReasonMissing):
        return_elevators(pilot_ids=[pilot.pk], words=" ", form_id=uuid4(), now=NOW, by=by)
    return_elevators(pilot_ids=[pilot.pk], words="计划缺项", form_id=uuid4(), now=NOW, by=by)
    again = submit_elevators(
        pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=the_office(elevator)
    )

    assert [one.state for one in again.moved] == [STATE.SUBMITTED]


def test_another_district_neither_sees_nor_lists() -> None:
    elevator = a_ready_elevator()
    pilot = submitted(elevator)
    stranger = acting(
        membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau_elsewhere())
    )

    report = list_elevators(pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=stranger)

    assert (report.moved, elevator_pilots(by=stranger).count()) == ([], 0)
    with pytest.raises(NotAllowed):
        list_elevators(pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=the_office(elevator))


def a_bureau_elsewhere() -> Organisation:
    return a_bureau(jurisdiction=a_jurisdiction(code="310107", name="普陀区"))


def test_a_revoked_consent_ends_the_way_before_and_loses_a_condition_in_the_pilot() -> None:
    before, inside = a_ready_elevator(), a_ready_elevator()
    on_way, in_pilot = submitted(before), submitted(inside)
    list_elevators(pilot_ids=[in_pilot.pk], form_id=uuid4(), now=NOW, by=the_district(inside))

    for one, elevator in ((on_way, before), (in_pilot, inside)):
        revoke_consent(
            pilot_ids=[one.pk], words="业主大会反对", form_id=uuid4(), now=NOW,
            by=the_unit(elevator),
        )  # fmt: skip

    assert ElevatorPilot.objects.get(pk=on_way.pk).state is STATE.WITHDRAWN
    lost = Condition.objects.get(pilot=in_pilot, clause=EntryClause.CONSENT)
    assert (lost.holds, lost.facts["ground"]) == (False, "revoked")


def test_a_refusal_ends_the_way_and_the_elevator_may_be_proposed_anew() -> None:
    elevator = a_ready_elevator()
    pilot = proposed(elevator)

    refuse_pilot(
        pilot_ids=[pilot.pk], words="担心质量", form_id=uuid4(), now=NOW, by=the_unit(elevator)
    )
    late = consent_to_pilot(pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=the_unit(elevator))

    assert isinstance(late.refused[elevator.register_number], PilotMovedOn)
    assert proposed(elevator).pk != pilot.pk


def test_a_firm_takes_an_elevator_out_and_it_is_on_fixed_intervals_the_same_day() -> None:
    elevator = a_ready_elevator()
    pilot = submitted(elevator)
    list_elevators(pilot_ids=[pilot.pk], form_id=uuid4(), now=NOW, by=the_district(elevator))

    withdraw_elevators(
        pilot_ids=[pilot.pk], words="", form_id=uuid4(), now=NOW, by=the_office(elevator)
    )

    assert regimes(elevator_ids=[elevator.pk])[elevator.pk].regime is Regime.FIXED


def test_history_grows_only_where_the_deciding_fact_changes() -> None:
    pilot = submitted(a_ready_elevator())
    written = ConditionChange.objects.count()
    keep_conditions(pilot_ids=None, now=NOW + timedelta(hours=1))
    same = ConditionChange.objects.count()

    keep_conditions(pilot_ids=None, now=NOW + timedelta(hours=26))

    assert (same - written, ConditionChange.objects.count() - same) == (0, 1)
    silent = Condition.objects.get(pilot=pilot, clause=EntryClause.ONLINE)
    assert (silent.holds, silent.facts["ground"]) == (False, "gap")
    then = explain(elevator_id=pilot.elevator_id, on=local_day(at=NOW), now=NOW + timedelta(days=3))
    assert [one.holds for one in then.verdicts if one.clause is EntryClause.ONLINE] == [True]


def test_each_side_hears_once_of_many_elevators_and_of_a_passed_deadline_once() -> None:
    firm = a_listed_firm()
    rows = [a_ready_elevator(firm_pilot=firm) for _ in range(2)]
    unit = rows[0].use_unit
    Elevator.objects.filter(pk=rows[1].pk).update(use_unit=unit)
    form = uuid4()
    report = propose_elevators(
        register_numbers=[row.register_number for row in rows], form_id=form, now=NOW,
        by=the_office(rows[0]),
    )  # fmt: skip
    keys = [one.pk for one in report.moved]

    told = [tell_moved(form_id=form, pilot_ids=keys, now=NOW) for _ in range(2)]
    due = [remind_late(now=NOW + timedelta(days=days)) for days in (15, 16, 17)]

    assert (told, due) == ([1, 1], [0, 1, 1])
    texts = Message.objects.filter(organisation=unit).values_list("zh", flat=True).distinct()
    assert sum("等 2 台电梯" in text for text in texts) == 2


def test_the_frame_of_a_year_counts_who_entered_and_who_left() -> None:
    pilot, today = a_pilot_elevator(), local_day(at=NOW)
    ElevatorPilot.objects.filter(pk=pilot.pk).update(ended_at=NOW, state=STATE.EXITED)
    frame = [
        entered_between(jurisdiction_id=pilot.jurisdiction_id, first=first, last=last).count()
        for first, last in (
            (today, today), (today - timedelta(days=9), today - timedelta(days=6)),
            (today + timedelta(days=1), today + timedelta(days=2)),
        )
    ]  # fmt: skip
    assert frame == [1, 0, 0]
