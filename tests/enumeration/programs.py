"""Programs of every role at home and elsewhere, and what the lists of the API tell each of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hoistway.openapi.api import api
from hoistway.parties.actions import appoint
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.city import City, Rows
from tests.world.emergency import acting
from tests.world.parties import LONG_AGO, a_bureau, an_insurer
from tests.world.programs import Program, a_program, told

DOCUMENT: dict[str, Any] = api.get_openapi_schema(path_prefix="/v1")
LIMITED = tuple(
    str(role)
    for role in (
        RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
        RoleKind.INSURER,
    )
)  # fmt: skip
"""Roles for which some rows are somebody else's."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One row as a list told it: where it is read, and everything that was said of it."""

    root: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """What marks rows as belonging to one side of the city."""

    marks: frozenset[str]

    def owns(self, text: str) -> bool:
        """Return whether the text names anything of this side."""
        return any(mark in text for mark in self.marks)


@dataclass(slots=True)
class Callers:
    """The programs of a city, at home and elsewhere, with both sides' marks."""

    at_home: dict[str, Program]
    elsewhere: dict[str, Program]
    home: Side
    away: Side
    _heard: dict[tuple[int, str], list[Thing]] = field(default_factory=dict)

    def foreign(self, thing: Thing) -> bool:
        """Return whether a thing belongs to the other side alone."""
        return self.away.owns(thing.text) and not self.home.owns(thing.text)

    def things(self, program: Program, root: str) -> list[Thing]:
        """Return what a list tells a program, nothing where it may not read it."""
        key = (id(program), root)
        if key not in self._heard:
            answer = program.get(f"{root}?limit=200")
            items = told(answer).get("items", []) if answer.status_code == 200 else []
            self._heard[key] = [_thing(root, item) for item in items]
        return self._heard[key]

    def all_things(self, root: str) -> list[Thing]:
        """Return what a list tells anybody, each thing once."""
        everybody = [*self.at_home.values(), *self.elsewhere.values()]
        found = {one.name: one for program in everybody for one in self.things(program, root)}
        return list(found.values())


def _thing(root: str, item: dict[str, Any]) -> Thing:
    names = (name_in(root), "id", "number")
    name = next((item[one] for one in names if one in item), "")
    return Thing(root, str(name), json.dumps(item, ensure_ascii=False))


def name_in(root: str) -> str:
    """Return which part of a list's rows is their name in addresses."""
    for path in DOCUMENT["paths"]:
        if path.startswith(f"{root}/{{"):
            return str(path[len(root) + 2 :].partition("}")[0])
    return "number"


def lists() -> list[str]:
    """Return the addresses of all lists."""
    return sorted(
        path for path, methods in DOCUMENT["paths"].items() if "get" in methods and "{" not in path
    )


def of_one(method: str) -> Iterator[tuple[str, str]]:
    """Give every operation on one row, with the list that tells the names of such rows."""
    for path, methods in sorted(DOCUMENT["paths"].items()):
        if method in methods and "{" in path:
            yield path, path.partition("/{")[0]


def a_body(path: str, method: str = "post") -> object:
    """Return the least that the document says a write must carry."""
    content = DOCUMENT["paths"][path][method].get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return _least(schema) if schema else {}


def _least(schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _least(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _least(schema[several][0])
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        wanted = schema.get("required", ())
        return {name: _least(schema["properties"][name]) for name in wanted}
    if kind == "array":
        return [_least(schema["items"]) for _ in range(schema.get("minItems", 0))]
    return _single(schema, kind)


def _single(schema: dict[str, Any], kind: str | None) -> Any:
    if kind in {"integer", "number"}:
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    if kind == "boolean":
        return True
    formats = {
        "date": "2026-11-20", "date-time": "2026-11-20T09:00:00+08:00",
        "uuid": "6b0c7c1e-4a39-4d53-8f6d-0c2f6a1d1a10",
    }  # fmt: skip
    return formats.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 1)))


def callers_of(city: City) -> Callers:
    """Return a program of each role at home, and of each that has a side elsewhere."""
    by = {role: acting(membership=member) for role, member in city.members.items()}
    return Callers(
        at_home={role: a_program(by=one, name=f"home {role}") for role, one in by.items()},
        elsewhere={
            str(role): _of(role, organisation) for role, organisation in _others(city.foreign)
        },
        home=Side(frozenset().union(*(_marks(rows) for rows in city.own))),
        away=Side(_marks(city.foreign)),
    )


def _others(rows: Rows) -> Iterator[tuple[RoleKind, Organisation]]:
    elevator = rows.elevator
    assert elevator.firm is not None
    assert elevator.use_unit is not None
    yield RoleKind.FIRM_OFFICE, elevator.firm
    yield RoleKind.TECHNICIAN, elevator.firm
    yield RoleKind.USE_UNIT, elevator.use_unit
    yield RoleKind.DISTRICT_REGULATOR, a_bureau(jurisdiction=elevator.jurisdiction)
    yield RoleKind.INSURER, an_insurer()


def _of(role: RoleKind, organisation: Organisation) -> Program:
    member = appoint(
        name=f"外{role.zh}", phone="", organisation=organisation, role=role, since=LONG_AGO
    )
    return a_program(by=acting(membership=member), name=f"elsewhere {role}")


def _marks(rows: Rows) -> frozenset[str]:
    elevator = rows.elevator
    organisations = (elevator.firm, elevator.use_unit)
    refs = {f'"{one.credit_code or f"O{one.pk}"}"' for one in organisations if one}
    return frozenset({f'"{elevator.register_number}"', f'"{elevator.jurisdiction.code}"', *refs})
