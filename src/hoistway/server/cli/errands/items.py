"""Prints the item tables of the rule; needs no database except to say who confirmed them."""

import argparse
import json
from collections import Counter
from decimal import Decimal

from django.db import OperationalError

from hoistway.maintenance.queries.standards import (
    LEVELS,
    UNVERIFIED,
    Edition,
    Item,
    checklist,
    edition_in_use,
    edition_of_the_tables,
    limit_words,
)
from hoistway.maintenance.vocabulary import Annex

_FURTHER = (
    "load_test_percent", "calibrate_every_years", "calibrate_old_every_years", "old_above_years",
    "before",
)  # fmt: skip


def do(options: argparse.Namespace) -> int:
    """Print all items, as one JSON object or as lines."""
    asked = True
    try:
        found = edition_in_use()
    except OperationalError:
        found, asked = edition_of_the_tables(), False
    if options.json:
        print(json.dumps(_object(found, asked=asked), ensure_ascii=False, indent=1))
        return 0
    for item in found.items:
        print("\t".join((item.code, item.zh, item.en, item.asks_zh, limit_words(item=item))))
    print(f"{len(found.items)} items · {found.name} · SHA-256 {found.sha256}")
    print(_standing(found, asked=asked))
    return 0


def _standing(found: Edition, *, asked: bool) -> str:
    if found.confirmation is None:
        return UNVERIFIED[1] if asked else f"{UNVERIFIED[1]} (the database was not asked)"
    who = found.confirmation
    return f"confirmed {who.confirmed_at:%F} by {who.confirmed_by['name']}: {who.words}"


def _object(found: Edition, *, asked: bool) -> dict[str, object]:
    who = found.confirmation
    return {
        "schema": "hoistway.items/1", "edition": found.name, "in_force": f"{found.in_force:%F}",
        "sha256": found.sha256, "confirmed": found.is_confirmed if asked else None,
        "confirmation": None if who is None else {
            "at": who.confirmed_at.isoformat(), "by": who.confirmed_by["name"],
            "compared_with": who.words,
        },
        "mark": found.mark[1],
        "items_by_annex": dict(sorted(Counter(str(one.annex) for one in found.items).items())),
        "cumulative": {
            str(annex): [len(checklist(annex=annex, level=level)) for level in LEVELS]
            for annex in Annex
        },
        "items": [_item(one) for one in found.items],
    }  # fmt: skip


def _item(item: Item) -> dict[str, object]:
    said: dict[str, object] = {
        "code": item.code, "annex": str(item.annex), "level": str(item.level), "zh": item.zh,
        "en": item.en, "asks_zh": item.asks_zh, "asks_en": item.asks_en, "place": str(item.place),
        "clause": item.clause, "at_least": _plain(item.at_least), "at_most": _plain(item.at_most),
        "unit": item.unit,
    }  # fmt: skip
    return said | {name: getattr(item, name) for name in _FURTHER if getattr(item, name)}


def _plain(limit: Decimal | None) -> str | None:
    return None if limit is None else str(limit)
