"""Decide what is held true of elevators from their claims, and write it where it changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hoistway.foundation.periods import local_day
from hoistway.registry.actions.claims.organisations import PARTIES, Organisations
from hoistway.registry.actions.claims.places import Places
from hoistway.registry.actions.claims.tables import (
    DECIDED_COLUMNS,
    elevator_rows,
    insert_elevators,
    update_elevators,
)
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.rules.columns import columns_of
from hoistway.registry.rules.decisions import Held, Spoken, decide_all
from hoistway.registry.rules.precedence import Precedence, edition_on
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.vocabulary import Field

_FACTS = "facts."
_CODES = {"use_unit_code": "use_unit_id", "firm_code": "firm_id"}
_COLUMN = {
    "jurisdiction": "jurisdiction_id", "use_unit": "use_unit_id", "firm": "firm_id", **_CODES,
}  # fmt: skip

Row = dict[str, Any]


def precedence_on(*, now: datetime) -> Precedence:
    """Return the ranks of sources in force at an instant."""
    return edition_on(day=local_day(at=now))


def spoken_of(*, elevator_ids: Iterable[int]) -> dict[int, list[Spoken]]:
    """Return the claims in force of each of these elevators, for judgement."""
    rows = Claim.objects.filter(
        elevator_id__in=list(elevator_ids), current=True, withdrawn_at=None
    ).order_by("pk")
    found: dict[int, list[Spoken]] = defaultdict(list)
    for row in rows:
        found[int(row.elevator_id or 0)].append(spoken(row=row))
    return found


def spoken(*, row: Claim) -> Spoken:
    """Return a stored claim as judgement sees it."""
    return Spoken(
        claim_id=row.pk, kind=row.kind, source=row.source, fields=row.fields,
        observed_at=row.observed_at, instead_of=row.instead_of,
        suggested=bool(row.origin.get("suggested")),
    )  # fmt: skip


def settle(*, elevator_ids: Iterable[int], now: datetime) -> list[int]:
    """Decide every field of these elevators anew; return the keys of those that changed."""
    keys = sorted(set(elevator_ids))
    claims = spoken_of(elevator_ids=keys)
    return settle_spoken(spoken_by={key: claims.get(key, []) for key in keys}, now=now)


def settle_spoken(
    *, spoken_by: Mapping[int, Sequence[Spoken]], now: datetime, fresh: frozenset[int] = frozenset()
) -> list[int]:
    """Decide elevators over given claims; `fresh` ones enter the register by it."""
    ranks = precedence_on(now=now)
    decided = {
        key: decide_all(spoken=claims, precedence=ranks) for key, claims in spoken_by.items()
    }
    present = elevator_rows(elevator_ids=set(decided) - fresh)
    organisations = Organisations(held=decided.values(), present=present.values(), now=now)
    places = Places(held=decided.values(), present=present.values(), now=now)
    created, changed = [], []
    for key, held in decided.items():
        row = present.get(key) or _blank_row(key, now)
        news = _decided_row(row, held, organisations, places)
        if key in fresh:
            created.append(news)
        elif any(news[name] != row[name] for name in DECIDED_COLUMNS):
            changed.append(news)
    _keep_numbers_apart(changed, present)
    insert_elevators(rows=created)
    update_elevators(rows=changed)
    return [int(row["id"]) for row in changed]


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
    area = places.jurisdiction(said.get("jurisdiction"))
    if area is not None:
        news["jurisdiction_id"] = area
    for name, kind in PARTIES.items():
        news[f"{name}_id"] = organisations.key(
            kind=kind, name=said.get(name), code=said.get(f"{name}_code")
        )
    kept = _keep_untold(row, news, held)
    news["place_id"] = places.key(row=news) or row["place_id"]
    news["provenance"] = _compact(held, whole=not kept)
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


def _compact(held: Held, *, whole: bool) -> dict[str, int]:
    """Return which claim won which field; «*» stands for the claim that won most.

    Example:
        >>> _compact({"name": ("1号梯", 7), "kind": ("3110", 7), "address": ("x", 9)}, whole=True)
        {'*': 7, 'address': 9}
    """
    winners = {field: claim_id for field, (_, claim_id) in held.items()}
    if not whole or not winners:
        return winners
    most = min(Counter(winners.values()).items(), key=lambda pair: (-pair[1], pair[0]))[0]
    return {"*": most} | {
        field: winner for field, winner in sorted(winners.items()) if winner != most
    }


def _keep_numbers_apart(changed: list[Row], present: Mapping[int, Row]) -> None:
    """Let an elevator keep its number where the decided one is another elevator's."""
    wanted = [row for row in changed if row["register_number"] != _old(row, present)]
    if not wanted:
        return
    numbers = [row["register_number"] for row in wanted]
    taken = set(
        Elevator.objects.filter(register_number__in=numbers).values_list(
            "register_number", flat=True
        )
    )
    for row in wanted:
        if row["register_number"] in taken or not row["register_number"]:
            row["register_number"] = _old(row, present)
        taken.add(str(row["register_number"]))


def _old(row: Row, present: Mapping[int, Row]) -> object:
    return present[int(row["id"])]["register_number"]
