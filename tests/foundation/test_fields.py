from collections.abc import Callable

import pytest
from django.db import Error, IntegrityError, connection, models, transaction

from hoistway.emergency.models import Evaluation, Incident, TimelineEntry
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.fields import TermField
from hoistway.parties.actions import note_reading
from hoistway.parties.models import ReadAudit
from tests.world.emergency import a_rescue, an_incident
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db

Deed = Callable[[type[models.Model]], object]


def truncate(table: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table._meta.db_table} CASCADE")


DEEDS: dict[str, Deed] = {
    "update": lambda table: table._default_manager.update(id=-1),
    "delete": lambda table: table._default_manager.all()._raw_delete("default"),
    "truncate": truncate,
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
@pytest.mark.parametrize("table", [TimelineEntry, Evaluation, ReadAudit])
def test_a_table_that_only_grows_refuses(table: type[models.Model], deed: Deed) -> None:
    a_rescue()
    note_reading(by=PLATFORM, page="page", subject="subject", now=NOW)
    before = table._default_manager.count()
    connection.check_constraints()

    with pytest.raises(Error, match="append-only"), transaction.atomic():
        deed(table)

    assert before > 0
    assert table._default_manager.count() == before


def test_a_word_is_read_back_as_the_word() -> None:
    incident = an_incident()

    assert Incident.objects.get(pk=incident.pk).state is IncidentState.OPEN


def test_a_code_that_left_the_list_stays_text() -> None:
    column = TermField(IncidentState)

    assert (column.to_python("gone"), column.to_python(None)) == ("gone", None)


def test_a_column_stores_the_code_and_describes_itself_as_plain_text() -> None:
    column = TermField(IncidentState, default=IncidentState.OPEN)

    _, path, _, options = column.deconstruct()

    assert column.get_prep_value(IncidentState.FREED) == "freed"
    assert path == "django.db.models.CharField"
    assert options == {"max_length": 32, "default": "open"}
    assert type(options["default"]) is str


def test_the_database_refuses_a_state_that_is_not_in_the_list() -> None:
    incident = an_incident()

    with pytest.raises(IntegrityError, match="incident_state_known"), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(state="lost")
