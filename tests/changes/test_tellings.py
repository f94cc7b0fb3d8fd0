"""The table of what is told: every path leads somewhere, every fact exists, all shapes are true."""

import importlib

import jsonschema
import pytest
from django.apps import apps

from hoistway.changes.actions import note_heard
from hoistway.changes.models import Change, Heard
from hoistway.changes.queries import schema_of
from hoistway.changes.queries.reading import columns_of, read_rows
from hoistway.changes.rules.tellings import HEARD, TELLINGS, telling_of
from hoistway.changes.vocabulary import ChangeKind
from hoistway.foundation.actors import PLATFORM
from tests.world.parties import NOW

KINDS = [pytest.param(one, id=str(one.kind)) for one in TELLINGS]


def test_every_kind_is_told_in_one_way() -> None:
    assert [one.kind for one in TELLINGS] == list(dict.fromkeys(one.kind for one in TELLINGS))
    assert {one.kind for one in TELLINGS} == set(ChangeKind)


@pytest.mark.parametrize("name", sorted(HEARD))
def test_every_fact_that_is_told_is_announced(name: str) -> None:
    room, _, event = name.partition(".")
    fields = getattr(importlib.import_module(f"hoistway.{room}.events"), event).__annotations__

    keys = {part for one in TELLINGS if one.event == name for part in one.key.split("..")}

    assert keys <= set(fields)


@pytest.mark.django_db
@pytest.mark.parametrize("telling", KINDS)
def test_every_column_can_be_read(telling) -> None:
    assert apps.get_model(telling.model)
    assert read_rows(telling=telling, keys=[0]) == {}
    assert columns_of(telling=telling)


@pytest.mark.parametrize("telling", KINDS)
def test_every_kind_publishes_a_sound_schema(telling) -> None:
    schema = schema_of(telling=telling)

    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["required"]) >= set(telling.data)


def test_words_of_people_are_never_told() -> None:
    columns = {path.split("__")[-1] for one in TELLINGS for path in one.data.values()}

    assert not columns & {"words", "phone", "by", "person", "technician", "facts", "content"}


@pytest.mark.django_db
def test_a_fact_that_cannot_be_told_is_set_aside_and_holds_up_no_other() -> None:
    Heard.objects.create(event="faults.FaultOpened", fields={"wrong": 1})
    Heard.objects.create(event="registry.FactsChanged", fields={"elevator_ids": []})

    note_heard(now=NOW, by=PLATFORM)

    assert [row.event for row in Heard.objects.all()] == ["faults.FaultOpened"]
    assert Heard.objects.get().set_aside
    assert not Change.objects.exists()
    assert telling_of(kind=ChangeKind.FAULT_OPENED).model == "faults.Fault"
