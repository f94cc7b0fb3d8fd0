import pytest
from django.db import transaction

from hoistway.emergency.events import FireServiceNeeded, IncidentOpened, PassengersFreed
from hoistway.foundation.announce import announce
from tests.world.jobs import Job, jobs_waiting

pytestmark = pytest.mark.django_db


def test_a_fact_defers_every_task_that_answers_it() -> None:
    announce(IncidentOpened(incident_id=7))

    assert jobs_waiting() == [
        Job(task="emergency.dispatch_incident", queue="rescue", arguments={"incident_id": 7}),
        Job(task="emergency.tell_use_unit", queue="rescue", arguments={"incident_id": 7}),
    ]


def test_a_fact_that_nobody_answers_defers_nothing() -> None:
    announce(PassengersFreed(incident_id=7))

    assert jobs_waiting() == []


def test_a_fact_that_is_rolled_back_defers_nothing() -> None:
    with transaction.atomic():
        announce(FireServiceNeeded(incident_id=7))
        transaction.set_rollback(True)

    assert jobs_waiting() == []


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused() -> None:
    before = jobs_waiting()

    with pytest.raises(RuntimeError, match="outside a transaction"):
        announce(FireServiceNeeded(incident_id=7))

    assert jobs_waiting() == before
