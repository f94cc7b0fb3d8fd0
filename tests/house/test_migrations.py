"""The tables follow the models, room by room in one line."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house.tree import SOURCE, rooms


def _loader():
    return MigrationLoader(None, ignore_no_migrations=True)


def test_no_change_of_a_model_lacks_its_migration():
    loader = _loader()
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))

    with translation.override(None):
        lacking = detector.changes(graph=loader.graph)

    assert {room: changes for room, changes in lacking.items() if room in rooms()} == {}


@pytest.mark.parametrize("room", rooms())
def test_migrations_of_a_room_stand_in_one_line(room):
    names = sorted(path.stem for path in (SOURCE / room / "migrations").glob("0*.py"))
    nodes = _loader().graph.leaf_nodes(room)

    assert nodes == [(room, names[-1])]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("room", rooms())
def test_the_head_is_written_down(room):
    """Two branches with a new migration each then meet at the merge, not at the release."""
    names = sorted(path.stem for path in (SOURCE / room / "migrations").glob("0*.py"))
    head = SOURCE / room / "migrations" / "HEAD"

    assert head.read_text(encoding="utf-8").strip() == names[-1]


@pytest.mark.parametrize("room", rooms())
def test_migrations_have_spoken_names(room):
    names = [path.stem for path in (SOURCE / room / "migrations").glob("0*.py")]

    assert [name for name in names if "_auto_" in name or name.endswith("_initial")] == []
