import contextlib

import pytest

from hoistway.emergency.actions import (
    accept_call,
    call_false_alarm,
    call_technician,
    close_incident,
    evaluate_incident,
    free_passengers,
)
from hoistway.emergency.actions.closing import ImpossibleNumber
from hoistway.emergency.models import Call, Evaluation, Incident
from hoistway.emergency.rules.lifecycle import WrongMoment
from hoistway.emergency.vocabulary import Cause, IncidentState, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after, calls, deeds, fresh, last, timeline
from tests.emergency.test_answering import accepted, ringing, signed_in
from tests.emergency.test_dispatch import at_a_station
from tests.world.emergency import a_rescue, acting, an_incident, on_call
from tests.world.parties import a_bureau, a_jurisdiction, an_actor

pytestmark = pytest.mark.django_db


def free(
    incident: Incident, by: Actor, seconds: float = 700, people: int = 2, injured: int = 1
) -> None:
    free_passengers(
        incident_id=incident.pk, people=people, injured=injured, now=after(seconds), by=by
    )


def close(incident: Incident, by: Actor, seconds: float = 900) -> None:
    close_incident(
        incident_id=incident.pk, cause=Cause.DOOR, note="门锁触点", now=after(seconds), by=by
    )


def false_alarm(incident: Incident, by: Actor, seconds: float = 800) -> None:
    call_false_alarm(incident_id=incident.pk, note="轿厢是空的", now=after(seconds), by=by)


def test_the_rescuer_records_that_everybody_is_out() -> None:
    incident, _, by = signed_in()

    free(incident, by)

    freed = fresh(incident)
    assert (freed.state, freed.freed_at) == (IncidentState.FREED, after(700))
    assert (freed.people, freed.injured, freed.next_look_at) == (2, 1, None)
    assert (str(last(incident).deed), last(incident).facts) == (
        "freed", {"people": 2, "injured": 1},
    )  # fmt: skip


def test_recording_the_freeing_twice_is_once() -> None:
    incident, _, by = signed_in()

    free(incident, by)
    free(incident, by, seconds=720, people=5)

    assert deeds(incident).count("freed") == 1
    assert (fresh(incident).people, fresh(incident).freed_at) == (2, after(700))


@pytest.mark.parametrize(
    ("people", "injured", "fits"),
    [
        (0, 0, True), (60, 60, True), (61, 0, False), (-1, 0, False), (2, 3, False),
        (2, -1, False), (2, 2, True),
    ],
)  # fmt: skip
def test_numbers_of_people_must_make_sense(people: int, injured: int, *, fits: bool) -> None:
    incident, _, by = signed_in()

    with contextlib.suppress(ImpossibleNumber):
        free(incident, by, people=people, injured=injured)

    assert (fresh(incident).state is IncidentState.FREED) is fits


@pytest.mark.parametrize("deed", [free, close, false_alarm])
def test_who_has_no_part_in_a_rescue_does_not_end_it(deed: object) -> None:
    incident, _, _ = signed_in()
    assert incident.firm is not None
    strangers = [
        acting(membership=on_call(firm=incident.firm)),
        an_actor(role=RoleKind.USE_UNIT, organisation=incident.elevator.use_unit),
        an_actor(role=RoleKind.FIRM_OFFICE, organisation=incident.firm),
        an_actor(role=RoleKind.CITY_REGULATOR),
    ]

    for stranger in strangers:
        with pytest.raises(NotAllowed):
            deed(incident, stranger)  # type: ignore[operator]

    assert fresh(incident).state is IncidentState.ARRIVED


def test_who_is_only_being_called_has_no_part_yet() -> None:
    incident, _, by = ringing()

    with pytest.raises(NotAllowed):
        free(incident, by)


def test_two_on_the_way_the_one_who_frees_stands_the_other_down() -> None:
    incident, _, by = accepted()
    rescuer, _ = at_a_station()
    desk = an_actor(role=RoleKind.DISPATCHER)
    call_technician(incident_id=incident.pk, level=RescueLevel.STATION, now=after(50), by=desk)
    second = Call.objects.get(incident=incident, technician_id=rescuer.person_id)
    accept_call(call_id=second.pk, now=after(60), by=acting(membership=rescuer))

    free(incident, by)

    assert calls(incident) == [
        (by.person_id, "1", "accepted"), (rescuer.person_id, "2", "stood_down"),
    ]  # fmt: skip


def test_when_the_desk_frees_only_ringing_calls_are_taken_back() -> None:
    incident, _, by = accepted()
    rescuer, _ = at_a_station()
    desk = an_actor(role=RoleKind.DISPATCHER)
    call_technician(incident_id=incident.pk, level=RescueLevel.STATION, now=after(50), by=desk)

    free(incident, desk)

    assert calls(incident) == [
        (by.person_id, "1", "accepted"), (rescuer.person_id, "2", "stood_down"),
    ]  # fmt: skip


def test_closing_gives_the_cause_ends_the_calls_and_judges() -> None:
    incident, _, by = signed_in()
    free(incident, by)

    close(incident, by)

    closed = fresh(incident)
    assert (closed.state, closed.closed_at, closed.cause) == (
        IncidentState.CLOSED, after(900), Cause.DOOR,
    )  # fmt: skip
    assert calls(incident) == [(by.person_id, "1", "done")]
    assert deeds(incident)[-2:] == ["closed", "evaluated"]
    assert timeline(incident)[-2].facts == {"cause": "door", "note": "门锁触点"}


def test_closing_and_freeing_again_after_the_end_changes_nothing() -> None:
    incident, _, by = signed_in()
    free(incident, by)
    close(incident, by)
    before = deeds(incident)

    close(incident, by, 950)
    free(incident, by, 960)

    assert deeds(incident) == before


def test_nothing_is_closed_before_everybody_is_out() -> None:
    incident, _, by = signed_in()

    with pytest.raises(WrongMoment):
        close(incident, by)

    assert (fresh(incident).state, fresh(incident).cause) == (IncidentState.ARRIVED, "")


def test_the_judgement_is_kept_with_clauses_and_instants() -> None:
    incident, _, by = signed_in()
    free(incident, by)
    close(incident, by)

    judged = Evaluation.objects.get(incident=incident)
    figures = {figure["name"]: figure for figure in judged.figures}
    assert judged.edition == "shanghai-2026-01"
    assert {name: (f["seconds"], f["verdict"]) for name, f in figures.items()} == {
        "detection": (40.0, "kept"), "dispatch": (0.0, "kept"), "answer": (20.0, "kept"),
        "arrival": (600.0, "kept"), "on_site": (100.0, "kept"), "whole": (740.0, "kept"),
    }  # fmt: skip
    assert figures["arrival"]["clause"].startswith("TSG T5002-2017")
    assert (figures["arrival"]["start"], figures["arrival"]["end"]) == (
        after(0).isoformat(), after(600).isoformat(),
    )  # fmt: skip
    assert last(incident).facts == {
        "edition": judged.edition, "exceeded": [], "evaluation": judged.pk, "note": "",
    }  # fmt: skip


def test_a_limit_that_was_passed_stands_in_the_course() -> None:
    incident, call, by = accepted()
    Call.objects.filter(pk=call.pk).update(called_at=after(0))
    free(incident, by, seconds=7200)
    close(incident, by, 7300)

    assert last(incident).facts["exceeded"] == ["whole"]


def test_a_false_alarm_ends_the_rescue_without_anybody_freed() -> None:
    incident, _, by = signed_in()

    false_alarm(incident, by)
    false_alarm(incident, by, 810)

    ended = fresh(incident)
    assert (ended.state, ended.closed_at, ended.freed_at) == (
        IncidentState.FALSE_ALARM, after(800), None,
    )  # fmt: skip
    assert deeds(incident)[-2:] == ["false_alarm", "evaluated"]
    assert calls(incident) == [(by.person_id, "1", "done")]


def test_what_was_freed_is_no_false_alarm() -> None:
    incident, _, by = signed_in()
    free(incident, by)

    with pytest.raises(WrongMoment):
        false_alarm(incident, by)


def test_the_desk_may_end_a_rescue_that_nobody_has_taken() -> None:
    incident, desk = an_incident(), an_actor(role=RoleKind.DISPATCHER)

    free(incident, desk)
    close(incident, desk)

    assert fresh(incident).state is IncidentState.CLOSED


def test_a_second_judgement_stands_beside_the_first() -> None:
    incident = a_rescue()
    regulator = an_actor(role=RoleKind.CITY_REGULATOR)

    evaluate_incident(incident_id=incident.pk, note="复核", now=after(9000), by=regulator)

    first, second = Evaluation.objects.filter(incident=incident).order_by("pk")
    assert (first.note, second.note) == ("", "复核")
    assert second.by == regulator.as_json()
    assert first.figures == second.figures
    assert last(incident).facts["evaluation"] == second.pk


def test_a_regulator_judges_within_the_own_district_only() -> None:
    incident = a_rescue()
    pudong = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=pudong)
    own = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau())

    with pytest.raises(NotFound):
        evaluate_incident(incident_id=incident.pk, note="", now=after(9000), by=stranger)
    evaluate_incident(incident_id=incident.pk, note="", now=after(9000), by=own)

    assert Evaluation.objects.filter(incident=incident).count() == 2


def test_only_a_finished_rescue_is_judged() -> None:
    incident = a_rescue(state=IncidentState.FREED)

    with pytest.raises(WrongMoment):
        evaluate_incident(
            incident_id=incident.pk, note="", now=after(9000),
            by=an_actor(role=RoleKind.CITY_REGULATOR),
        )  # fmt: skip


def test_the_desk_does_not_judge_itself() -> None:
    incident = a_rescue()

    with pytest.raises(NotAllowed):
        evaluate_incident(
            incident_id=incident.pk, note="", now=after(9000),
            by=an_actor(role=RoleKind.DISPATCHER),
        )  # fmt: skip
