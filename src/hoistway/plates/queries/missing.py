"""Elevators whose plate does not hang: where, since when due, whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from hoistway.foundation.actors import Actor
from hoistway.plates.queries.coverage import DUE, due_parameters, scope
from hoistway.plates.queries.scans import LIVING
from hoistway.plates.rules.posting_policy import posting_policy_on
from hoistway.plates.vocabulary import PlateState


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An elevator without a plate on it; no code and no state where none was issued."""

    elevator_id: int
    register_number: str
    name: str
    address: str
    estate: str
    street: str
    jurisdiction_zh: str
    jurisdiction_en: str
    firm_id: int | None
    firm: str
    longitude: float | None
    latitude: float | None
    code: str
    state: PlateState | None
    due: date
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSearch:
    """What is asked of the elevators without a plate on them; empty asks nothing.

    `state` is a code of `PlateState`, or «bare» for those that have none.
    """

    text: str = ""
    jurisdiction_code: str = ""
    street: str = ""
    firm: str = ""
    state: str = ""
    only_overdue: bool = False


BARE = "bare"


@dataclass(frozen=True, slots=True)
class MissingPlates:
    """The elevators without a plate on them, counted and cut into pages; most overdue first."""

    by: Actor
    day: date
    search: MissingSearch

    def count(self) -> int:
        """Return how many there are."""
        sql, told = self._statement()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", told)  # noqa: S608 -- our own statement
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        """Return how many there are, as pages ask."""
        return self.count()

    def __getitem__(self, cut: slice) -> list[Missing]:
        """Return the rows of a page."""
        sql, told = self._statement()
        start = cut.start or 0
        many = (cut.stop - start) if cut.stop is not None else None
        told |= {"many": many, "start": start}
        with connection.cursor() as cursor:
            cursor.execute(
                f"{sql} ORDER BY due, e.estate, e.address, e.name, e.id "
                "LIMIT %(many)s OFFSET %(start)s", told,
            )  # fmt: skip
            names = [column.name for column in cursor.description]
            return [_row(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]

    def _statement(self) -> tuple[str, dict[str, Any]]:
        mine, parameters = scope(by=self.by, within=self.search.jurisdiction_code)
        conditions, asked = _asked(self.search)
        sql = f"""
            SELECT e.id AS elevator_id, e.register_number, e.name, e.address, e.estate, e.street,
                   j.name_zh AS jurisdiction_zh, j.name_en AS jurisdiction_en, e.firm_id,
                   coalesce(f.name, '') AS firm, e.longitude, e.latitude,
                   coalesce(p.code, '') AS code, p.state, ({DUE}) AS due,
                   ({DUE}) < %(day)s AS overdue
            FROM registry_elevator e JOIN parties_jurisdiction j ON j.id = e.jurisdiction_id
            LEFT JOIN parties_organisation f ON f.id = e.firm_id
            LEFT JOIN plates_plate p ON p.elevator_id = e.id AND p.state = ANY(%(living)s)
            WHERE e.id IN ({mine}) AND p.state IS DISTINCT FROM 'posted' {conditions}
        """  # noqa: S608 -- names of our own columns
        policy = posting_policy_on(day=self.day)
        told = due_parameters(policy=policy) | {"day": self.day, "living": LIVING}
        return sql, told | parameters | asked


def _asked(search: MissingSearch) -> tuple[str, dict[str, Any]]:
    """Return the conditions of a search and their parameters."""
    conditions: list[str] = []
    if search.text:
        conditions.append(
            "(e.register_number LIKE %(text)s OR e.address ILIKE %(text)s"
            " OR e.estate ILIKE %(text)s OR e.name ILIKE %(text)s)"
        )
    if search.street:
        conditions.append("e.street = %(street)s")
    if search.firm:
        conditions.append("f.name ILIKE %(firm)s")
    if search.state == BARE:
        conditions.append("p.id IS NULL")
    elif search.state:
        conditions.append("p.state = %(state)s")
    if search.only_overdue:
        conditions.append(f"({DUE}) < %(day)s")
    told = {
        "text": f"%{_plain(search.text)}%", "street": search.street,
        "firm": f"%{_plain(search.firm)}%", "state": search.state,
    }  # fmt: skip
    return "".join(f" AND {one}" for one in conditions), told


def _plain(text: str) -> str:
    """Return a text in which LIKE sees no sign of its own."""
    return text.strip().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _row(told: dict[str, Any]) -> Missing:
    state = PlateState(told["state"]) if told["state"] else None
    return Missing(**{**told, "state": state})


def bare_elevators(*, by: Actor, jurisdiction_code: str = "", estate: str = "") -> Sequence[int]:
    """Return the keys of the visible elevators in use that have no living plate."""
    mine, told = scope(by=by, within=jurisdiction_code)
    estate_only = "AND e.estate = %(estate)s" if estate else ""
    sql = f"""
        SELECT e.id FROM registry_elevator e
        LEFT JOIN plates_plate p ON p.elevator_id = e.id AND p.state = ANY(%(living)s)
        WHERE e.id IN ({mine}) AND p.id IS NULL {estate_only} ORDER BY e.id
    """  # noqa: S608 -- names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(sql, told | {"living": LIVING, "estate": estate})
        return [int(key) for (key,) in cursor.fetchall()]
