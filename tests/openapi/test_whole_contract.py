"""The whole contract, called with made-up data as each role: no fault, each answer as promised."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from os import getpid
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from requests import Session
from schemathesis import Case, GenerationMode, SerializationContext
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.server import contract
from tests.browser.server import serving
from tests.world.city import a_city
from tests.world.database import own_database, using_database
from tests.world.guides import keys_of

SCHEMA = schemathesis.openapi.from_dict(json.loads(contract.written()))
SCHEMA.config.generation.update(with_security_parameters=False)
OPERATIONS = {
    one.definition.raw["operationId"]: one
    for one in (found.ok() for found in SCHEMA.get_all_operations())
}
JUDGED = [
    not_a_server_error, content_type_conformance, response_schema_conformance,
    status_code_conformance,
]  # fmt: skip
ROLES = [str(role) for role in RoleKind if role is not RoleKind.TECHNICIAN]
PATIENCE_S = 60
NO_HTTP = b"Invalid HTTP request received."
"""What the server says before the platform is asked, to bytes that HTTP does not allow."""
CALLED: dict[str, Any] = {
    "deadline": None, "database": None, "phases": [Phase.generate], "derandomize": True,
    "suppress_health_check": list(HealthCheck),
}  # fmt: skip
FEW, MANY = 1, 25
"""Made-up calls of each operation and kind of data: by one role in turn, by every role."""

OURS = {"register_number": "register_number", "elevator": "register_number", "code": "code",
        "sha256": "sha256", "visit": "visit_uid", "number": "number"}  # fmt: skip
"""Name in the contract → what names a row of the city, so that calls reach past «not found»."""


@schemathesis.serializer("application/x-ndjson")
def lines(_context: SerializationContext, value: Any) -> bytes:
    """Write a made-up value as the one line of a call of many."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


Served = tuple[str, dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: Any) -> Iterator[Served]:
    """Serve a small city: its address, a key for each role, the numbers of its rows."""
    name = f"contract_{getpid()}"
    with django_db_blocker.unblock(), own_database(name=name), using_database(name=name):
        city = a_city(now=clock.now())
        with serving() as address:
            yield address, keys_of(city), city.own[0].words()


def call_all(
    served: Served, *, roles: list[str], kind: GenerationMode, times: int
) -> dict[str, str]:
    """Return what is wrong with the answers, by operation; the roles take turns."""
    address, keys, words = served
    wrong = {}
    with Session() as session:
        for (name, operation), role in zip(OPERATIONS.items(), cycle(roles), strict=False):
            session.headers["Authorization"] = f"Bearer {keys[role]}"
            made_up = given(case=operation.as_strategy(generation_mode=kind))
            call = caller(address, session, words)
            try:
                settings(max_examples=times, **CALLED)(made_up(call))()
            except BaseException as error:  # all of them are told at the end
                wrong[name] = "\n".join(map(str, getattr(error, "exceptions", [error])))[:1500]
    return wrong


def caller(address: str, session: Session, words: dict[str, str]) -> Callable[[Case], None]:
    """Return what makes a call and judges its answer; sound calls speak of rows that are there."""

    def call(case: Case) -> None:
        if case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE:
            point_at_rows(case, words)
        answer = case.call(base_url=address, session=session, timeout=PATIENCE_S)
        if answer.content != NO_HTTP:
            case.validate_response(answer, checks=JUDGED)

    return call


def point_at_rows(case: Case, words: dict[str, str]) -> None:
    """Let a call speak of rows that are there."""
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            for name in set(part) & set(OURS):
                part[name] = words[OURS[name]]


def test_no_call_makes_the_platform_stumble(served: Served) -> None:
    wrong = call_all(served, roles=ROLES, kind=GenerationMode.POSITIVE, times=FEW)

    assert not wrong, told(wrong)


def test_unsound_calls_are_refused_in_order(served: Served) -> None:
    wrong = call_all(served, roles=ROLES[1:] + ROLES[:1], kind=GenerationMode.NEGATIVE, times=FEW)

    assert not wrong, told(wrong)


@pytest.mark.long
@pytest.mark.parametrize("kind", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("role", ROLES)
def test_no_call_of_many_makes_the_platform_stumble(
    served: Served, role: str, kind: GenerationMode
) -> None:
    wrong = call_all(served, roles=[role], kind=kind, times=MANY)

    assert not wrong, told(wrong)


def told(wrong: dict[str, str]) -> str:
    return "\n\n".join(f"{name}\n{said}" for name, said in wrong.items())
