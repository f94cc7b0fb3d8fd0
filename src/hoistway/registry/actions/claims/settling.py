"""Decide what is held true of elevators from their claims, and write it where it changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hoistway.foundation.actors import Actor
from hoistway.registry.actions.claims.organisations import PARTIES, Organisations
from hoistway.registry.actions.claims.places import Places
from hoistway.registry.actions.claims.reading import precedence_on, spoken_of
from hoistway.registry.actions.claims.tables import (
    DECIDED_COLUMNS,
    elevator_rows,
    insert_elevators,
    update_elevators,
)
from hoistway.registry.actions.search import index_elevators
from hoistway.registry.models import Elevator
from hoistway.registry.rules.columns import columns_of
from hoistway.registry.rules.decisions import Held, Spoken, compact, decide_all
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.vocabulary import Field

_FACTS = "facts."
_CODES = {"use_unit_code": "use_unit_id", "firm_code": "firm_id"}
_COLUMN = {
    "jurisdiction": "jurisdiction_id", "use_unit": "use_unit_id", "firm": "firm_id", **_CODES,
}  # fmt: skip

Row = dict[str, Any]


def settle(*, elevator_ids: Iterable[int], now: datetime, by: Actor) -> list[int]:
    """Decide every field of these elevators anew; return the keys of those that changed."""
    return settle_spoken(spoken_by=spoken_of(elevator_ids=set(elevator_ids)), now=now, by=by)


def settle_spoken(
    *, spoken_by: Mapping[int, Sequence[Spoken]], now: datetime, by: Actor,
    fresh: frozenset[int] = frozenset(),
) -> list[int]:  # fmt: skip
    """Decide elevators over given claims; `fresh` ones enter the register by it.

    An elevator of which nobody says anything any more stays as it is. What the others are found
    by is written in the same transaction.
    """
    ranks = precedence_on(now=now)
    decided = {
        key: decide_all(spoken=claims, precedence=ranks)
        for key, claims in sorted(spoken_by.items())
        if any(not claim.suggested for claim in claims)
    }
    present = elevator_rows(elevator_ids=set(decided) - fresh)
    organisations = Organisations(held=decided, spoken_by=spoken_by, now=now, by=by)
    places = Places(held=decided, spoken_by=spoken_by, now=now, by=by)
    created, changed = [], []
    for key, held in decided.items():
        row = present.get(key) or _blank_row(key, now)
        news = _decided_row(row, held, organisations, places)
        if key in fresh:
            created.append(news)
        elif any(news[name] != row[name] for name in DECIDED_COLUMNS):
            changed.append(news)
    _keep_numbers_apart(created, changed, present)
    insert_elevators(rows=created)
    update_elevators(rows=changed)
    rewritten = [row for row in changed if _is_rewritten(row, present[row["id"]])]
    index_elevators(elevator_ids=[row["id"] for row in (*created, *rewritten)])
    return [int(row["id"]) for row in changed]


def _is_rewritten(news: Row, row: Row) -> bool:
    """Return whether more than the winning claims has changed."""
    return {**news, "provenance": None} != {**row, "provenance": None}


def _blank_row(key: int, now: datetime) -> Row:
    return {
        "id": key, "recorded_at": now.isoformat(), "merged_into_id": None, "place_id": None,
        "jurisdiction_id": None, "use_unit_id": None, "firm_id": None, "other_facts": {},
        "provenance": {},
    }  # fmt: skip


def _decided_row(row: Row, held: Held, organisations: Organisations, places: Places) -> Row:
    """Return the row as it is to be; what no claim ever said of it stays as it is."""
    said = {name: value for name, (value, _) in held.items()}
    news: Row = {**row, **columns_of(said=said)}
    facts = {name.removeprefix(_FACTS): v for name, v in said.items() if name.startswith(_FACTS)}
    news["other_facts"] = facts
    area = places.jurisdiction(code=said.get("jurisdiction"))
    if area is not None:
        news["jurisdiction_id"] = area
    for name in PARTIES:
        news[f"{name}_id"] = organisations.key(field=name, fields=said)
    kept = _keep_untold(row, news, held)
    news["place_id"] = places.key(fields=said) or (row["place_id"] if kept else None)
    news["provenance"] = compact(held=held, whole=not kept)
    return news


def _keep_untold(row: Row, news: Row, held: Held) -> bool:
    """Put back what stood there before anybody said anything; return whether there was such."""
    provenance: dict[str, int] = row["provenance"]
    if "*" in provenance or not row.get("register_number"):
        return False
    kept = False
    for field in Field:
        column = _COLUMN.get(field, str(field))
        named = str(field) in held or str(field) in provenance
        if not named and column not in {_COLUMN.get(one, one) for one in held}:
            news[column] = row[column]
            kept = kept or row[column] not in (None, "", [])
    if "longitude" not in held:
        news["datum"] = row["datum"]
    if not kept:
        return False
    facts: dict[str, FieldValue] = row["other_facts"]
    untold = {k: v for k, v in facts.items() if f"{_FACTS}{k}" not in provenance}
    news["other_facts"] = untold | news["other_facts"]
    return True


def _keep_numbers_apart(
    created: Sequence[Row], changed: Sequence[Row], present: Mapping[int, Row]
) -> None:
    """Let no two elevators bear one number: who has it keeps it.

    An elevator of the register keeps its old one, a new one is told apart by its own key.
    """
    wanted = [row for row in changed if row["register_number"] != _old(row, present)]
    numbers = [row["register_number"] for row in (*created, *wanted)]
    taken = set(
        Elevator.objects.filter(register_number__in=numbers).values_list(
            "register_number", flat=True
        )
    )
    for row in (*created, *wanted):
        if row["register_number"] in taken or not row["register_number"]:
            old = _old(row, present)
            row["register_number"] = old or f"{row['register_number'][:50]}~{row['id']}"
        taken.add(row["register_number"])


def _old(row: Row, present: Mapping[int, Row]) -> str:
    return str(present.get(row["id"], {}).get("register_number", ""))
