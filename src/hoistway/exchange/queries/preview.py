"""How one elevator, or the latest rescue or report, reads to a partner: before anything is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from hoistway.exchange.models import Partner
from hoistway.exchange.queries.profiles import partner_known
from hoistway.exchange.queries.sources import read_things, things_of
from hoistway.exchange.queries.written import PUT, is_wanted
from hoistway.exchange.rules.profile import Column
from hoistway.exchange.rules.sources import SOURCES
from hoistway.exchange.rules.values import BadValue, value_of
from hoistway.exchange.vocabulary import Topic, ValueFault
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the partner's: from which value of ours, what it was, what is written."""

    name: str
    source: str
    ours: Any
    theirs: Any
    fault: ValueFault | None
    codes: str
    required: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """How a thing reads to a partner; `wanted` says whether it would be sent at all."""

    topic: Topic
    name: str
    wanted: bool
    cells: tuple[Cell, ...]

    @property
    def faults(self) -> int:
        """How many fields cannot be written."""
        return sum(cell.fault is not None for cell in self.cells)


def preview(*, name: str, topic: Topic, number: str, now: datetime, by: Actor) -> Preview | None:
    """Return how a thing reads to a partner, the latest where no number is given; None: no such.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.SEE_PARTNERS)
    profile = partner_known(name=name).profile
    outward = profile.outward(topic)
    if outward is None:
        raise NotFound
    key = _key(topic, number, now)
    if key is None:
        return None
    row = Partner.objects.filter(name=name).first()
    (thing,) = read_things(topic=topic, keys=[key], partner_id=row.pk if row else 0)
    said = {"@deed": PUT, "@version": 1, "@key": key, "@number": f"{name}.{topic}.1"}
    values = {**thing.values, **said, "@mode": "delta"}
    cells = tuple(_cell(one, values, profile.codes) for one in outward.columns)
    shown = str(thing.values.get("register_number") or thing.values.get("number") or key)
    return Preview(topic, shown, is_wanted(outward=outward, values=values), cells)


def _cell(column: Column, values: dict[str, Any], codes: Any) -> Cell:
    ours = column.constant if column.constant is not None else values.get(column.source)
    fault: ValueFault | None = None
    theirs = None
    try:
        theirs = value_of(column=column, row=values, codes=codes)
    except BadValue as bad:
        fault = bad.fault
    return Cell(
        column.name, column.source, ours, theirs, fault, column.codes, column.required
    )  # fmt: skip


def _key(topic: Topic, number: str, now: datetime) -> int | None:
    source = SOURCES[topic]
    if number:
        path = "register_number" if topic is Topic.ELEVATORS else "number"
        if path not in source.values:
            path = "register_number"
        rows = apps.get_model(source.model).objects.filter(**{source.values[path]: number})
        key: int | None = rows.order_by("-pk").values_list("pk", flat=True).first()
        return key
    return next(iter(things_of(topic=topic, now=now)[-1:]), None)
