"""What follows from a plan: people are told, leavers give visits back, years are kept."""

import csv
import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.assigning import assign_visits
from hoistway.maintenance.actions.exports import (
    NothingToExport,
    ask_year_export,
    end_export,
    stop_year_export,
    work_on_export,
)
from hoistway.maintenance.actions.leaving import release_visits
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.actions.telling_technicians import tell_assigned
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.queries.exports import file_of_export
from hoistway.maintenance.queries.plans import month_plan
from hoistway.maintenance.queries.upkeep import upkeep_of
from hoistway.maintenance.vocabulary import Level, VisitState
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState
from tests.world.emergency import acting
from tests.world.maintenance import a_signed_visit
from tests.world.parties import NOW, a_member, a_technician
from tests.world.registry import an_elevator
from tests.world.schedules import done_before

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)


@pytest.fixture
def scene():
    elevator = an_elevator(plate=False)
    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    person = a_technician(firm=elevator.firm).person_id
    return office, person, Visit.objects.get(elevator=elevator)


def give(scene, person):
    office, _, visit = scene
    day = TODAY + DAY if person else None
    assign_visits(visit_ids=[visit.pk], person_id=person, planned_on=day, now=NOW, by=office)


def told(person):
    rows = Message.objects.filter(purpose=Purpose.VISITS_ASSIGNED, person_id=person, channel="page")
    return [row.zh for row in rows.order_by("pk")]


def test_a_technician_is_told_of_a_plan_once_and_of_what_is_taken_back(scene):
    _, person, visit = scene
    give(scene, person)
    for _ in range(2):
        tell_assigned(person_id=person, visit_ids=[visit.pk], now=NOW)
    give(scene, None)
    tell_assigned(person_id=person, visit_ids=[visit.pk], now=NOW)

    planned, taken = told(person)

    assert f"1 台电梯，日期 {TODAY + DAY}" in planned
    assert "1 台电梯的维保不再由您负责" in taken


def test_who_leaves_gives_back_what_is_planned_and_keeps_what_is_begun(scene):
    _, person, visit = scene
    give(scene, person)
    Schedule.objects.filter(pk=visit.elevator_id).update(technician_id=person)
    begun = Visit.objects.create(
        uid=uuid4(), elevator=visit.elevator, firm=visit.firm, kind=visit.kind, lead_id=person,
        level=Level.YEAR, state=VisitState.UNDER_WAY, edition="test", made_at=NOW,
    )  # fmt: skip

    assert release_visits(firm_id=visit.firm_id, person_ids=[person]) == 1

    visit.refresh_from_db()
    begun.refresh_from_db()
    assert (visit.lead_id, visit.planned_on, begun.lead_id) == (None, None, person)
    assert Schedule.objects.get(pk=visit.elevator_id).technician_id is None


def test_a_firms_year_holds_each_visit_and_each_line(tmp_path, settings):
    settings.HOME = tmp_path
    visit = a_signed_visit()
    visit.refresh_from_db()
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))
    year, form = visit.counted_on.year, uuid4()
    export = ask_year_export(year=year, form_id=form, now=NOW, by=office)
    assert ask_year_export(year=year, form_id=form, now=NOW, by=office) == export

    outcome = work_on_export(export_id=export.pk, now=NOW)
    end_export(export_id=export.pk, outcome=outcome, now=NOW)

    export.refresh_from_db()
    assert (export.state, export.visits, export.visits_done) == (RunState.DONE, 1, 1)
    with zipfile.ZipFile(file_of_export(export=export)) as bound:
        rows, lines = (read(bound, name) for name in ("visits.csv", "lines.csv"))
        assert "visits.xlsx" in bound.namelist()
    (row,) = rows
    assert row["visit 编号"] == str(visit.uid)
    assert row["record_sha256 记录指纹"] == visit.record.sha256
    assert int(row["items 项数"]) == len(lines) > 30
    assert {line["visit 编号"] for line in lines} == {str(visit.uid)}
    with pytest.raises(NothingToExport):
        ask_year_export(year=year - 3, form_id=uuid4(), now=NOW, by=office)


def read(bound, name):
    with bound.open(name) as file:
        return list(csv.DictReader(io.TextIOWrapper(file, "utf-8-sig")))


def test_a_year_that_was_stopped_is_not_written_and_one_that_was_killed_is_written_anew(
    tmp_path, settings
):
    settings.HOME = tmp_path
    visit = done_before(elevator=an_elevator(plate=False), level=Level.HALF_MONTH, on=TODAY)
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))
    stopped, killed = (
        ask_year_export(year=TODAY.year, form_id=uuid4(), now=NOW, by=office) for _ in range(2)
    )
    stop_year_export(number=stopped.number, now=NOW, by=office)
    type(killed).objects.filter(pk=killed.pk).update(state=RunState.RUNNING, visits_done=1)

    assert work_on_export(export_id=stopped.pk, now=NOW) is None
    assert work_on_export(export_id=killed.pk, now=NOW).state is RunState.DONE

    stopped.refresh_from_db()
    assert (stopped.state, stopped.file_name) == (RunState.STOPPED, "")


def test_a_month_is_planned_from_the_standing_visit_on(scene):
    _, person, visit = scene
    give(scene, person)

    plan = month_plan(elevator_ids=[visit.elevator_id], first=TODAY, last=TODAY + 31 * DAY, now=NOW)

    assert [(one.day, one.uid) for one in plan] == [
        (TODAY + DAY, visit.uid), (TODAY + 30 * DAY, None),
    ]  # fmt: skip
    later = month_plan(
        elevator_ids=[visit.elevator_id], first=TODAY + 2 * DAY, last=TODAY + 29 * DAY, now=NOW
    )
    assert later == []


def test_an_elevator_tells_what_was_done_last_and_what_falls_due(scene):
    _, person, visit = scene
    give(scene, person)
    done = done_before(elevator=visit.elevator, level=Level.YEAR, on=TODAY - 20 * DAY)
    work_out_schedules(elevator_ids=[visit.elevator_id], now=NOW)

    told = upkeep_of(elevator_id=visit.elevator_id, now=NOW)

    assert (told.last.uid, told.last.level, told.last.on) == (done.uid, Level.YEAR, done.counted_on)
    assert (told.next_level, told.next_due_on) == (Level.HALF_MONTH, TODAY - 5 * DAY)
    assert (told.urge, told.overdue_days) == (Urge.OVERDUE, 5)
    assert upkeep_of(elevator_id=an_elevator(plate=False).pk, now=NOW) is None
