"""How far posting has come: stock and coverage by district, street and firm, against deadlines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach
from hoistway.plates.models import Plate, Suspicion
from hoistway.plates.queries.scans import LIVING
from hoistway.plates.rules.posting_policy import (
    PostingPolicy,
    deadlines_by_code,
    due_in,
    posting_policy_on,
)
from hoistway.plates.vocabulary import CoverageBy, PlateState, SuspicionState
from hoistway.registry.queries import elevators


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """How many elevators of one district, street or firm have their plate.

    `due` is the last day of the district, None for a firm, which works in many; `overdue` counts
    elevators whose own day has passed. `key` is the code of the district, with the street behind
    a «/», or the firm's key; empty where the register names none.
    """

    key: str
    name_zh: str
    name_en: str
    due: date | None = None
    elevators: int = 0
    posted: int = 0
    issued: int = 0
    printed: int = 0
    damaged: int = 0
    lost: int = 0
    bare: int = 0
    overdue: int = 0
    suspicions: int = 0

    @property
    def share(self) -> float:
        """Return the share of elevators whose plate hangs (0–1)."""
        return self.posted / self.elevators if self.elevators else 0.0

    @property
    def broken(self) -> int:
        """Return how many plates are damaged or lost."""
        return self.damaged + self.lost

    @property
    def stock(self) -> int:
        """Return how many plates are made or ordered and do not hang."""
        return self.issued + self.printed


_GROUPS: dict[CoverageBy, tuple[str, str, str]] = {
    CoverageBy.DISTRICT: ("j.code", "j.name_zh", "j.name_en"),
    CoverageBy.STREET: (
        "j.code || '/' || e.street", "concat_ws(' ', j.name_zh, nullif(e.street, ''))",
        "concat_ws(' ', j.name_en, nullif(e.street, ''))",
    ),
    CoverageBy.FIRM: (
        "coalesce(f.id::text, '')", "coalesce(f.name, '')",
        "coalesce(nullif(f.name_en, ''), f.name, '')",
    ),
}  # fmt: skip

DUE = """
CASE WHEN p.state = 'posted' THEN NULL
     WHEN p.state IN ('damaged', 'lost') AND p.reported_at IS NOT NULL
          THEN (p.reported_at AT TIME ZONE 'Asia/Shanghai')::date + %(replace)s
     WHEN p.replaces_id IS NOT NULL
          THEN (p.issued_at AT TIME ZONE 'Asia/Shanghai')::date + %(replace)s
     ELSE greatest(coalesce((%(deadlines)s::jsonb ->> j.code)::date, %(elsewhere)s),
                   e.registered_on + %(fresh)s) END
"""
"""`rules.posting_policy.due_on` for many elevators at once; a test keeps the two alike."""

_COUNTS = ("posted", "issued", "printed", "damaged", "lost")


def coverage(
    *, by: Actor, day: date, group: CoverageBy = CoverageBy.DISTRICT, within: str = ""
) -> list[CoverageRow]:
    """Return the coverage of the visible elevators in use, by code or name.

    `within` keeps to the district with this code. Elevators that were scrapped need no plate.
    """
    policy = posting_policy_on(day=day)
    key, zh, en = _GROUPS[group]
    states = ", ".join(f"count(*) FILTER (WHERE p.state = '{name}') AS {name}" for name in _COUNTS)
    mine, parameters = scope(by=by, within=within)
    sql = f"""
        SELECT {key} AS key, max({zh}) AS name_zh, max({en}) AS name_en, max(j.code) AS code,
               count(*) AS elevators, {states}, count(*) FILTER (WHERE p.id IS NULL) AS bare,
               count(*) FILTER (WHERE ({DUE}) < %(day)s) AS overdue
        FROM registry_elevator e JOIN parties_jurisdiction j ON j.id = e.jurisdiction_id
        LEFT JOIN parties_organisation f ON f.id = e.firm_id
        LEFT JOIN plates_plate p ON p.elevator_id = e.id AND p.state = ANY(%(living)s)
        WHERE e.id IN ({mine}) GROUP BY 1 ORDER BY name_zh, key
    """  # noqa: S608 -- names of our own columns
    told = due_parameters(policy=policy) | {"day": day, "living": LIVING} | parameters
    doubted = _doubted(by, group)
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_row(row, group, policy, doubted) for row in rows]


def scope(*, by: Actor, within: str) -> tuple[str, dict[str, Any]]:
    """Return the statement that gives the keys of the elevators that count, with parameters."""
    mine = elevators(by=by).exclude(use_state="scrapped").order_by()
    if within:
        mine = mine.filter(jurisdiction__code=within)
    sql, given = mine.values("pk").query.sql_with_params()
    named = {f"scope_{number}": value for number, value in enumerate(given)}
    return sql % tuple(f"%({name})s" for name in named), named


def due_parameters(*, policy: PostingPolicy) -> dict[str, Any]:
    """Return what `DUE` needs to know of a policy."""
    deadlines, elsewhere = deadlines_by_code(policy=policy)
    return {
        "deadlines": json.dumps({code: day.isoformat() for code, day in deadlines.items()}),
        "elsewhere": elsewhere, "replace": policy.replace_days, "fresh": policy.post_new_days,
    }  # fmt: skip


def _doubted(by: Actor, group: CoverageBy) -> dict[str, int]:
    """Return the open suspicions of each group."""
    column = {
        CoverageBy.DISTRICT: ("plate__elevator__jurisdiction__code",),
        CoverageBy.STREET: ("plate__elevator__jurisdiction__code", "plate__elevator__street"),
        CoverageBy.FIRM: ("plate__elevator__firm_id",),
    }[group]
    mine = Suspicion.objects.filter(
        in_reach(by=by, prefix="plate__elevator__"), state=SuspicionState.OPEN
    )
    counted = mine.order_by().values_list(*column).annotate(n=Count("pk"))
    return {"/".join(str(part or "") for part in row[:-1]): row[-1] for row in counted}


def _row(
    told: Mapping[str, object], group: CoverageBy, policy: PostingPolicy, doubted: dict[str, int]
) -> CoverageRow:
    known = {one.name for one in fields(CoverageRow)}
    values = {name: value for name, value in told.items() if name in known}
    due = None if group is CoverageBy.FIRM else due_in(
        jurisdiction_code=str(told["code"]), policy=policy
    )  # fmt: skip
    key = str(told["key"])
    return CoverageRow(**values, due=due, suspicions=doubted.get(key, 0))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """How many plates of a district are in each state."""

    code: str
    name_zh: str
    name_en: str
    count: Mapping[PlateState, int]


def stock(*, by: Actor) -> list[StockRow]:
    """Return the plates of the visible districts by state, void ones too."""
    mine = Plate.objects.filter(in_reach(by=by, prefix="elevator__")).order_by()
    area = "elevator__jurisdiction__"
    counted = mine.values_list(f"{area}code", f"{area}name_zh", f"{area}name_en", "state")
    found: dict[tuple[str, str, str], dict[PlateState, int]] = {}
    for code, zh, en, state, number in counted.annotate(n=Count("pk")):
        found.setdefault((code, zh, en), {})[PlateState(state)] = number
    return [
        StockRow(code=code, name_zh=zh, name_en=en, count=count)
        for (code, zh, en), count in sorted(found.items())
    ]
