"""Every operation of the API as a program of every role: on own rows and on somebody else's."""

from typing import Any

import pytest

from tests.enumeration.programs import (
    DOCUMENT,
    LIMITED,
    Callers,
    a_body,
    callers_of,
    lists,
    of_one,
)
from tests.world.city import City
from tests.world.database import using_database
from tests.world.programs import Program, told

OPEN_TO_ALL = {
    "/v1/jurisdictions": "areas and their codes",
    "/v1/organisations": "those one deals with, and who they are is public",
    "/v1/public-bulletins": "what hangs for everybody",
    "/v1/bulletins": "bulletins hang for everybody in their area",
    "/v1/pilot-applications": "the list of firms in the pilot is published",
}
"""Lists whose rows are nobody's own, and why."""

HIDDEN = {403, 404}
WRITES = ("post", "put")
FULL = 30
"""Lists of which the city must hold rows of both sides. Chosen: what it holds, so that a leaner
city of all walks would be seen."""

MOST = 3
"""Rows of each list that are asked for one by one. Chosen: one of each kind that differs."""


@pytest.fixture(scope="session")
def _callers(_city: City, _database_name: str, django_db_blocker: Any) -> Callers:
    with django_db_blocker.unblock(), using_database(name=_database_name):
        return callers_of(_city)


@pytest.fixture
def callers(city: City, _callers: Callers) -> Callers:
    """Return the programs of the city of all walks."""
    return _callers


@pytest.mark.parametrize("role", LIMITED)
def test_no_list_tells_a_program_of_rows_that_are_somebody_elses(
    callers: Callers, role: str
) -> None:
    told_wrongly = {
        root: [one.text[:200] for one in callers.things(callers.at_home[role], root)
               if callers.foreign(one)]
        for root in lists() if root not in OPEN_TO_ALL
    }  # fmt: skip

    assert {root: rows for root, rows in told_wrongly.items() if rows} == {}


def test_the_city_holds_rows_of_both_sides_for_most_lists(callers: Callers) -> None:
    empty = [root for root in lists() if not callers.all_things(root)]
    both = [
        root for root in lists()
        if {callers.foreign(one) for one in callers.all_things(root)} == {True, False}
    ]  # fmt: skip

    assert len(both) >= FULL, (both, empty)


@pytest.mark.parametrize("role", LIMITED)
def test_somebody_elses_row_is_not_there_for_a_program(callers: Callers, role: str) -> None:
    program, found = callers.at_home[role], {}

    for path, root in of_one("get"):
        if root in OPEN_TO_ALL:
            continue
        for thing in [one for one in callers.all_things(root) if callers.foreign(one)][:MOST]:
            status = program.get(_filled(path, thing.name)).status_code
            if status not in HIDDEN:
                found[path] = (status, thing.text[:160])

    assert found == {}


@pytest.mark.parametrize("role", LIMITED)
def test_no_write_of_a_program_touches_somebody_elses_row(callers: Callers, role: str) -> None:
    program, found = callers.at_home[role], {}

    for path, root, method in [(*one, way) for way in WRITES for one in of_one(way)]:
        for thing in [one for one in callers.all_things(root) if callers.foreign(one)][:1]:
            body = a_body(path, method)
            answer = program.send(_filled(path, thing.name), body, method=method.upper())
            if answer.status_code not in HIDDEN and not _no_such_file(answer):
                found[path] = (answer.status_code, answer.content.decode()[:200])

    assert found == {}


@pytest.mark.parametrize("role", sorted({*LIMITED, "city_regulator", "dispatcher", "inspector"}))
def test_a_program_reads_each_row_of_its_lists(callers: Callers, role: str) -> None:
    program, found = callers.at_home[role], {}

    for path, root in of_one("get"):
        if path.count("{") > 1 or not path.endswith("}") or root in OPEN_TO_ALL:
            continue
        for thing in callers.things(program, root)[:MOST]:
            status = program.get(_filled(path, thing.name)).status_code
            if status != 200:
                found[path] = (status, thing.text[:160])

    assert found == {}


@pytest.mark.parametrize("role", sorted({*LIMITED, "city_regulator", "dispatcher", "inspector"}))
def test_what_a_role_may_not_read_is_refused_with_a_reason(callers: Callers, role: str) -> None:
    unexplained = {
        root: answer.content.decode()[:160]
        for root in lists()
        if (answer := callers.at_home[role].get(root)).status_code != 200
        and not _explains(answer, callers.at_home[role])
    }

    assert unexplained == {}


def _no_such_file(answer: Any) -> bool:
    """Return whether the file that the body names was missed before the row was looked for."""
    return answer.status_code == 422 and told(answer)["code"] == "attachment_unknown"


def _explains(answer: Any, program: Program) -> bool:
    if answer["Content-Type"] != "application/problem+json":
        return False
    said = told(answer)
    return answer.status_code in {400, 403, 404, 422} and bool(said["code"] and said["detail"])


def _filled(path: str, name: str) -> str:
    """Return the address of a row; further parts name what is not there."""
    first, _, rest = path.partition("}")
    while "{" in rest:
        before, _, after = rest.partition("{")
        rest = before + "0" * 64 + after.partition("}")[2]
    return first.partition("{")[0] + name + rest


def test_every_operation_is_walked() -> None:
    walked = {path for method in ("get", *WRITES) for path, _ in of_one(method)} | set(lists())
    alone = {
        path for path, ways in DOCUMENT["paths"].items() if "{" not in path and "get" not in ways
    }

    assert set(DOCUMENT["paths"]) == walked | alone
    assert {way for ways in DOCUMENT["paths"].values() for way in ways} <= {"get", *WRITES}
