"""What is counted of a firm: by the records alone, the list behind a figure being its rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoistway.credit.queries.counted import SOURCES
from hoistway.credit.queries.facts import gather
from hoistway.credit.queries.records import Asked, records_of, struck_of
from hoistway.credit.rules.facts import without
from hoistway.credit.rules.model import model_named
from hoistway.emergency.vocabulary import Cause, IncidentState
from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultCause
from hoistway.filings.models import Responsibility
from hoistway.inspection.vocabulary import Verdict
from hoistway.maintenance.models import Visit
from hoistway.parties.models import Organisation
from hoistway.registry.models import Elevator
from tests.world.emergency import a_called_incident, a_rescue, an_elevator_of
from tests.world.faults import a_fault
from tests.world.filed import a_laid_filing
from tests.world.inspections import an_inspection
from tests.world.maintenance import a_signed_visit, a_visit
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db
MODEL = model_named(edition="hoistway-2026")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def an_answered_elevator(firm: Organisation | None = None) -> Elevator:
    elevator = an_elevator_of(firm=firm or a_firm())
    a_laid_filing(elevator=elevator, first=FIRST)
    return elevator


def counts(elevator: Elevator) -> dict[str, int | float]:
    assert elevator.firm_id is not None
    return dict(gather(first=FIRST, last=LAST, model=MODEL)[elevator.firm_id].counts)


def asked(elevator: Elevator) -> Asked:
    return Asked(organisation_id=elevator.firm_id or 0, first=FIRST, last=LAST, model=MODEL)


def test_a_fleet_is_counted_in_elevator_days_of_who_answered_then():
    elevator = an_answered_elevator()
    Responsibility.objects.update(period=(FIRST, date(2026, 7, 1)))

    found = gather(first=FIRST, last=LAST, model=MODEL)[elevator.firm_id or 0]

    assert (found.counts["elevator_days"], found.fleet) == (181, 0)
    assert found.counts["cells"] == 0


@pytest.mark.parametrize(("minutes", "in_time"), [(30, 1), (31, 0)])
def test_thirty_minutes_run_from_when_the_firm_was_told(minutes, in_time):
    elevator = an_answered_elevator()
    rescue = a_rescue(
        elevator=elevator, opened_at=NOW, arrives_after=timedelta(minutes=minutes),
        cause=Cause.DOOR,
    )  # fmt: skip
    assert rescue.firm_told_at == NOW

    found = counts(elevator)

    assert (found["rescues"], found["arrived_in_time"]) == (1, in_time)
    assert (found["entrapments_caused"], found["entrapments_unrecorded"]) == (1, 0)
    records = records_of(asked=asked(elevator), indicator=MODEL.indicator(key="arrival"))
    assert [(one.number, one.lacking) for one in records] == [(rescue.number, not in_time)]


def test_an_entrapment_others_told_of_and_the_firm_kept_silent_of_is_found():
    elevator = an_answered_elevator()
    incident = a_called_incident(elevator=elevator, now=NOW)
    type(incident).objects.update(state=IncidentState.FREED)
    connection.cursor().execute("UPDATE emergency_call SET state = 'declined', answered_at = %s",
                                [NOW + timedelta(seconds=50)])  # fmt: skip
    silent = counts(elevator)

    a_signed_visit(elevator=elevator, begun_at=NOW + timedelta(days=1))
    recorded = counts(elevator)

    assert (silent["first_refused"], silent["rescues"]) == (1, 1)
    assert (silent["entrapments_unrecorded"], recorded["entrapments_unrecorded"]) == (1, 0)


def test_a_firms_own_word_excuses_no_fault_but_a_regulators_does():
    elevator = an_answered_elevator()
    fault = a_fault(elevator=elevator, now=NOW)
    Fault.objects.update(stopped=True, cause=FaultCause.USE)
    own = counts(elevator).get("faults_caused", 0)

    Fault.objects.filter(pk=fault.pk).update(verified=True)

    assert (own, counts(elevator).get("faults_caused", 0)) == (1, 0)


def test_visits_count_by_their_record_day_and_length():
    elevator = an_answered_elevator()
    day = (NOW + timedelta(hours=8)).date()
    a_visit(elevator=elevator, due_on=day - timedelta(days=20))
    good = a_signed_visit(elevator=elevator, visit=a_visit(elevator=elevator, due_on=day))
    found = counts(elevator)
    Visit.objects.filter(pk=good.pk).update(
        signed_at=good.begun_at + timedelta(minutes=7, seconds=59)
    )
    short = counts(elevator)

    told = ["visits_due", "visits_recorded", "visits_in_time", "visits_trivial"]
    assert [found[one] for one in told] == [2, 1, 1, 0]
    assert [short[one] for one in told] == [2, 1, 1, 1]


def test_a_second_look_after_a_failed_inspection_is_not_counted_again():
    elevator = an_answered_elevator()
    an_inspection(elevator=elevator, verdict=Verdict.FAILED, held_on=date(2026, 3, 1))
    an_inspection(elevator=elevator, verdict=Verdict.PASSED_AFTER, held_on=date(2026, 4, 1))

    found = counts(elevator)

    assert (found["inspected"], found["passed_first"]) == (1, 0)


def test_a_struck_record_leaves_every_fact_it_was_in():
    elevator = an_answered_elevator()
    rescue = a_rescue(elevator=elevator, arrives_after=timedelta(minutes=40))
    facts = gather(first=FIRST, last=LAST, model=MODEL)[elevator.firm_id or 0]

    gone = struck_of(asked=asked(elevator), keys=[f"incident:{rescue.pk}"])
    left = without(facts=facts, struck=gone)

    assert (left.counts["rescues"], left.counts["entrapments_caused"]) == (0, 0)
    assert left.counts["elevator_days"] == facts.counts["elevator_days"]


def test_a_fleet_split_between_two_firms_of_one_telephone_is_one_group():
    giver, taker = a_firm(), a_firm()
    Organisation.objects.filter(pk__in=[giver.pk, taker.pk]).update(phone="021-5555")
    for _ in range(10):
        elevator = an_answered_elevator(giver)
        Responsibility.objects.filter(elevator=elevator).update(period=(FIRST, date(2026, 6, 1)))
        row = Responsibility.objects.get(elevator=elevator)
        Responsibility.objects.create(
            elevator=elevator, firm=taker, filing=row.filing, decided_at=NOW,
            period=(date(2026, 6, 1), None),
        )  # fmt: skip

    found = gather(first=FIRST, last=LAST, model=MODEL)
    pool = found[giver.pk].pool
    Organisation.objects.filter(pk=taker.pk).update(phone="021-6666")
    apart = gather(first=FIRST, last=LAST, model=MODEL)

    assert pool is not None
    assert pool == found[taker.pk].pool
    assert (pool.organisation_ids, pool.fleet, pool.reasons) == (
        (giver.pk, taker.pk), 10, ("telephone",),
    )  # fmt: skip
    assert apart[giver.pk].pool is None


def test_gathering_asks_as_often_for_many_firms_as_for_one():
    an_answered_elevator()
    with CaptureQueriesContext(
        connection,
    ) as one:
        gather(first=FIRST, last=LAST, model=MODEL)
    for _ in range(2):
        an_answered_elevator()
    with CaptureQueriesContext(connection) as three:
        found = gather(first=FIRST, last=LAST, model=MODEL)

    assert len(found) == 3
    assert len(one) == len(three) == len(SOURCES) + 1
