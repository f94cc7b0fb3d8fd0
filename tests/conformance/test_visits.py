"""A file of visits is examined by the very judgement of the intake, and nothing is written."""

import json

import pytest

from hoistway.conformance.queries import (
    Asked,
    Judged,
    WhoseSystem,
    examine_visits,
    policy_on,
    rows_of,
)
from hoistway.maintenance.models import Visit
from tests.world.clock import clock_in_hand
from tests.world.own_systems import OwnSystem, an_own_system
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def system() -> OwnSystem:
    return an_own_system()


def examined(system: OwnSystem, *rows: object) -> Judged:
    body = b"\n".join(json.dumps(row).encode() for row in rows)
    asked = Asked(
        now=NOW, policy=policy_on(day=NOW.date()), by=system.by,
        organisation_id=system.by.organisation_id,
    )  # fmt: skip
    return examine_visits(rows=rows_of(body=body), asked=asked)


def told(judged: Judged) -> dict[str, float | None]:
    return {one.code: one.value for one in judged.measures}


def test_signed_visits_and_whole_work_pass(system: OwnSystem) -> None:
    judged = examined(system, system.signed())
    work = examined(system, system.work())

    assert (judged.passed, judged.faults, told(judged)["signed"]) == (True, (), 1.0)
    assert (work.passed, work.faults, told(work)["signed"]) == (True, (), 0.0)
    assert not Visit.objects.exists()


def test_everything_that_is_wrong_is_named_by_its_place(system: OwnSystem) -> None:
    bad = system.signed()
    bad["signatures"] = bad["signatures"][:1]
    short = system.work(lines=system.lines()[1:])

    judged = examined(system, bad, short)

    missing = system.lines()[0]["item"]
    assert [(one.row, one.code) for one in judged.faults] == [(1, "signature_missing"), (2, "item")]
    assert judged.faults[1].en.startswith(f"content.lines.{missing}: ")
    assert all(one.mend_zh and one.mend_en for one in judged.faults)
    assert (judged.refused_rows, judged.passed) == (2, False)


def test_rows_that_are_no_visits_say_so(system: OwnSystem) -> None:
    foreign = system.work(register_number=an_elevator().register_number)
    strange = system.work() | {"colour": "red"}
    nobody = system.work(crew=["Zhang"])

    judged = examined(system, foreign, strange, nobody, [1], {"content": "{}"})

    assert [(one.row, one.code) for one in judged.faults] == [
        (1, "unknown_elevator"), (2, "not_a_visit"), (3, "not_a_visit"), (4, "not_a_visit"),
        (5, "bad_shape"),
    ]  # fmt: skip


def test_the_same_visit_twice_is_a_doubt(system: OwnSystem) -> None:
    body = system.signed()

    judged = examined(system, body, body)

    assert [(one.row, one.code, one.refused) for one in judged.faults] == [
        (2, "visit_twice", False)
    ]


def test_it_must_be_said_whose_system_it_is() -> None:
    with pytest.raises(WhoseSystem):
        examine_visits(rows=[], asked=Asked(now=NOW, policy=policy_on(day=NOW.date())))
