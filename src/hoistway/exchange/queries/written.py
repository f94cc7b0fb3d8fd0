"""How things of ours read to a partner: mapped, judged by its conditions, with what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hoistway.exchange.queries.sources import Ours
from hoistway.exchange.rules.bodies import digest_of
from hoistway.exchange.rules.profile import Outward, Profile
from hoistway.exchange.rules.values import BadValue, record_of, value_of

PUT, GONE = "put", "gone"


@dataclass(frozen=True, slots=True)
class Written:
    """A thing as the partner reads it: its key there, and by which digest it is known again."""

    key: str
    thing: int
    area: str
    record: dict[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A thing that cannot be written as the partner asks, and why."""

    thing: int
    name: str
    fault: dict[str, str]


def write(
    *, profile: Profile, outward: Outward, things: Iterable[Ours]
) -> tuple[list[Written], list[Unwritten]]:
    """Return the records of what is wanted, and what cannot be written.

    Of two things with the same key only the later is written: to the partner they are one.
    """
    written: dict[str, Written] = {}
    lacking: list[Unwritten] = []
    for one in things:
        if not is_wanted(outward=outward, values=one.values):
            continue
        try:
            record = record_of(columns=outward.columns, row=one.values, codes=profile.codes)
            key = str(record[outward.key] or "")
        except BadValue as bad:
            lacking.append(Unwritten(one.thing, _name(one), bad.as_json()))
            continue
        if not key:
            fault = {"field": outward.key, "fault": "missing", "value": ""}
            lacking.append(Unwritten(one.thing, _name(one), fault))
            continue
        written[key] = Written(key[:120], one.thing, one.area, record, digest_of(record=record))
    return list(written.values()), lacking


def is_wanted(*, outward: Outward, values: Mapping[str, Any]) -> bool:
    """Return whether the partner is told of a thing; `*` asks for any value but an empty one."""
    for name, words in outward.where.items():
        value = values.get(name)
        said = {str(one) for one in value} if isinstance(value, list) else {str(value or "")}
        if "*" in words and said - {""}:
            continue
        if not said & set(words):
            return False
    return True


def stamped(
    *, profile: Profile, outward: Outward, record: Mapping[str, Any], said: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a record with what is said of its passage: `@deed`, `@version`, `@key`, `@mode`."""
    told = dict(record)
    for column in outward.columns:
        if column.source.startswith("@"):
            told[column.name] = value_of(column=column, row=said, codes=profile.codes)
    return told


def withdrawn(*, outward: Outward, key: str) -> dict[str, Any]:
    """Return the record of a thing that is no more: its key, everything else empty."""
    return {one.name: key if one.name == outward.key else None for one in outward.columns}


def _name(one: Ours) -> str:
    return str(one.values.get("register_number") or one.values.get("number") or one.thing)
