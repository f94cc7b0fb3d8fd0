"""Draw what a partner is owed into passages: everything, or what reads differently than before."""

import gzip
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from hoistway.exchange.actions.partner_rows import lock, partner_row
from hoistway.exchange.models import Held, Partner, Passage
from hoistway.exchange.queries.profiles import partner_known
from hoistway.exchange.queries.sources import read_things, things_of
from hoistway.exchange.queries.written import (
    GONE,
    PUT,
    Unwritten,
    Written,
    stamped,
    withdrawn,
    write,
)
from hoistway.exchange.rules.bodies import Head, body_of
from hoistway.exchange.rules.profile import Outward, Profile
from hoistway.exchange.rules.sources import SOURCES
from hoistway.exchange.vocabulary import Mode, PassageState, RecordState, Topic
from hoistway.foundation.refusal import NotFound

READ_AT_ONCE = 1_000
"""Things read by one question. Chosen: their records fit into a few megabytes."""

_OPEN = sorted(str(one) for one in PassageState.open_states())
_FOLD = ("thing", "area", "sha256", "sequence", "state", "reason")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One record of a passage."""

    key: str
    thing: int
    area: str
    sha256: str
    record: dict[str, Any]
    deed: str


@dataclass(slots=True)
class _Drawing:
    """A drawing under way."""

    partner: Partner
    profile: Profile
    outward: Outward
    mode: Mode
    now: datetime
    sequence: int
    first: int
    parts: int = 1
    made: list[Passage] = field(default_factory=list)

    @property
    def topic(self) -> Topic:
        return self.outward.topic


@transaction.atomic
def draw(
    *, name: str, topic: Topic, mode: Mode, now: datetime, only: Collection[int] | None = None
) -> list[Passage]:
    """Draw passages for a partner and return them; with `only` just these things are looked at.

    All of it is committed together: a run that is killed leaves nothing behind. A full drawing
    takes the place of what still waits. Raises: NotFound.
    """
    profile = partner_known(name=name).profile
    outward = profile.outward(topic)
    if outward is None:
        raise NotFound
    partner = partner_row(name=name)
    lock(what=f"{name}.{topic}")
    last = Passage.objects.filter(partner=partner, topic=topic).aggregate(n=Max("sequence"))["n"]
    sequence = (last or 0) + 1
    drawing = _Drawing(partner, profile, outward, mode, now, sequence, sequence)
    keys = things_of(topic=topic, now=now, only=only)
    absent = _absent(drawing, keys, only)
    if mode is Mode.FULL:
        _draw_full(drawing, keys, absent)
        _supersede(drawing)
    else:
        entries = _chain(_changed(drawing, part, now) for part in _batched(keys, READ_AT_ONCE))
        for chunk in _batched([*entries, *absent], profile.form.most):
            _pass_on(drawing, chunk)
    return drawing.made


def _draw_full(drawing: _Drawing, keys: list[int], absent: list[_Entry]) -> None:
    most = drawing.profile.form.most
    parts = list(_batched(keys, most))
    last = list(_batched(absent, most))
    drawing.parts = max(1, len(parts) + len(last))
    for part in parts:
        written, lacking = _written(drawing, part)
        unwanted = _unwanted(drawing, part, written, lacking)
        _keep_left_out(drawing, part, written, lacking)
        entries = [_put(one) for one in written]
        _pass_on(drawing, [*entries, *unwanted], left_out=len(lacking))
    for chunk in last or ([[]] if not parts else []):
        _pass_on(drawing, chunk)


def _changed(drawing: _Drawing, part: Collection[int], now: datetime) -> list[_Entry]:
    """Return what reads differently than the partner was sent it, and what it should not have."""
    written, lacking = _written(drawing, part)
    keys = [one.key for one in written]
    held = {row.key: row for row in _held(drawing).filter(key__in=keys)}
    news = [one for one in written if _is_news(one, held.get(one.key))]
    _keep_left_out(drawing, part, written, lacking)
    return [*map(_put, news), *_unwanted(drawing, part, written, lacking)]


def _is_news(one: Written, held: Held | None) -> bool:
    return held is None or held.sha256 != one.sha256 or held.state is RecordState.GONE


def _written(drawing: _Drawing, part: Collection[int]) -> tuple[list[Written], list[Unwritten]]:
    things = _chain(
        read_things(topic=drawing.topic, keys=some, partner_id=drawing.partner.pk)
        for some in _batched(part, READ_AT_ONCE)
    )
    return write(profile=drawing.profile, outward=drawing.outward, things=things)


def _held(drawing: _Drawing) -> Any:
    rows = Held.objects.filter(partner=drawing.partner, topic=drawing.topic)
    return rows.exclude(state=RecordState.LEFT_OUT)


def _unwanted(
    drawing: _Drawing, part: Collection[int], written: list[Written], lacking: list[Unwritten]
) -> list[_Entry]:
    """Return what the partner holds of these things under a key that it should not have now."""
    keys, kept = {one.key for one in written}, {one.thing for one in lacking}
    rows = _held(drawing).filter(thing__in=list(part)).exclude(state=RecordState.GONE)
    return [_gone(drawing, row) for row in rows if row.key not in keys and row.thing not in kept]


def _absent(drawing: _Drawing, keys: Collection[int], only: Collection[int] | None) -> list[_Entry]:
    """Return what the partner holds of things that are no more, or that it was not yet told of.

    Events that are older than their time are not withdrawn.
    """
    rows = _held(drawing)
    if only is not None:
        rows = rows.filter(thing__in=list(only))
    if SOURCES[drawing.topic].days and only is None:
        return []
    here = set(keys)
    open_ones = Passage.objects.filter(
        partner=drawing.partner, topic=drawing.topic, state__in=_OPEN
    ).values_list("sequence", flat=True)
    moving = set(open_ones) if drawing.mode is Mode.FULL else set()
    return [
        _gone(drawing, row)
        for row in rows.order_by("pk").iterator()
        if (row.thing not in here and row.state is not RecordState.GONE)
        or (row.state is RecordState.GONE and row.sequence in moving)
    ]


def _put(one: Written) -> _Entry:
    return _Entry(one.key, one.thing, one.area, one.sha256, one.record, PUT)


def _gone(drawing: _Drawing, row: Held) -> _Entry:
    record = withdrawn(outward=drawing.outward, key=row.key)
    return _Entry(row.key, row.thing, row.area, row.sha256, record, GONE)


def _pass_on(drawing: _Drawing, entries: Iterable[_Entry], *, left_out: int = 0) -> None:
    """Write one passage and what the partner will hold by it."""
    chunk = list({one.key: one for one in entries}.values())
    number = f"{drawing.profile.name}.{drawing.topic}.{drawing.sequence:06d}"
    is_full = drawing.mode is Mode.FULL
    first = drawing.first if is_full else drawing.sequence
    part = len(drawing.made) + 1 if is_full else 1
    head = Head(
        number=number, topic=str(drawing.topic), mode=str(drawing.mode),
        sequence=drawing.sequence, first=first, part=part, parts=drawing.parts,
        drawn_at=drawing.now.isoformat(), records=len(chunk),
    )  # fmt: skip
    body = body_of(
        form=drawing.profile.form, head=head,
        records=[_stamped(drawing, head, one) for one in chunk],
    )  # fmt: skip
    row = Passage.objects.create(
        partner=drawing.partner, topic=drawing.topic, mode=drawing.mode, sequence=head.sequence,
        first=first, part=part, parts=drawing.parts, number=number, drawn_at=drawing.now,
        records=len(chunk), withdrawn=sum(one.deed == GONE for one in chunk), left_out=left_out,
        body=gzip.compress(body, 6, mtime=0), body_sha256=sha256(body).hexdigest(),
        next_at=drawing.now,
    )  # fmt: skip
    _keep_held(drawing, chunk)
    drawing.made.append(row)
    drawing.sequence += 1


def _stamped(drawing: _Drawing, head: Head, one: _Entry) -> dict[str, Any]:
    said = {
        "@deed": one.deed, "@version": head.sequence, "@key": one.key, "@number": head.number,
        "@mode": head.mode,
    }  # fmt: skip
    return stamped(profile=drawing.profile, outward=drawing.outward, record=one.record, said=said)


def _keep_held(drawing: _Drawing, chunk: list[_Entry]) -> None:
    Held.objects.bulk_create(
        [
            Held(
                partner=drawing.partner, topic=drawing.topic, key=one.key, thing=one.thing,
                area=one.area, sha256=one.sha256, sequence=drawing.sequence, reason="",
                state=RecordState.GONE if one.deed == GONE else RecordState.SENT,
            )
            for one in chunk
        ],
        update_conflicts=True, unique_fields=["partner", "topic", "key"], update_fields=_FOLD,
    )  # fmt: skip


def _keep_left_out(
    drawing: _Drawing, part: Collection[int], written: list[Written], lacking: list[Unwritten]
) -> None:
    """Keep which things cannot be written and why, and forget those that now can."""
    rows = Held.objects.filter(
        partner=drawing.partner, topic=drawing.topic, state=RecordState.LEFT_OUT
    )
    named = {one.thing for one in lacking}
    rows.filter(thing__in=[key for key in part if key not in named]).delete()
    Held.objects.bulk_create(
        [
            Held(
                partner=drawing.partner, topic=drawing.topic, key=f"!{one.name}"[:120],
                thing=one.thing, sha256="", sequence=0, state=RecordState.LEFT_OUT,
                reason=f"{one.fault['field']} {one.fault['fault']} {one.fault['value']}"[:200],
            )
            for one in lacking
        ],
        update_conflicts=True, unique_fields=["partner", "topic", "key"], update_fields=_FOLD,
    )  # fmt: skip


def _supersede(drawing: _Drawing) -> None:
    """Let a full drawing take the place of what was still owed before it."""
    older = Passage.objects.filter(
        partner=drawing.partner, topic=drawing.topic, sequence__lt=drawing.first, state__in=_OPEN
    )
    older.update(state=PassageState.SUPERSEDED, next_at=None)


def _chain(parts: Iterable[list[Any]]) -> Iterator[Any]:
    for part in parts:
        yield from part


def _batched(rows: Iterable[Any], most: int) -> Iterator[list[Any]]:
    going = iter(rows)
    while batch := list(islice(going, most)):
        yield batch
