"""Take in what sources say: keep it as claims, and hold true what precedence decides."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_keys
from hoistway.foundation.history import recorded
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.actions.claims.others import say_of_others
from hoistway.registry.actions.claims.planning import Fate, Planned, plan, rounds
from hoistway.registry.actions.claims.reading import spoken_of
from hoistway.registry.actions.claims.rows import claim_row
from hoistway.registry.actions.claims.settling import settle_spoken
from hoistway.registry.actions.claims.tables import insert_claims, lock_register
from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.events import ElevatorsRegistered, FactsChanged
from hoistway.registry.models import Claim
from hoistway.registry.rules.decisions import Spoken
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.rules.sources import DECIDING, kind_of
from hoistway.registry.vocabulary import Subject

_REASON = 300
"""Signs of a reason in the history. Chosen: as in a claim."""

EVENT_BATCH = 1000
"""Elevators in one announcement. Chosen: a task over them lasts seconds and may be repeated."""


@transaction.atomic
def say(*, sayings: Sequence[Saying], now: datetime, by: Actor) -> Tally:
    """Keep what sources say and decide what is held true; the same again changes nothing.

    An observation older than what stands is kept as history and changes nothing. A saying whose
    elevator is not known for certain waits. Organisations that are not known yet are enrolled.
    Announces: ElevatorsRegistered, FactsChanged. Raises: NotAllowed, UnknownJurisdiction.
    """
    _require_speaker(sayings, by)
    lock_register()
    tally = Tally()
    with recorded(by=by, reason=_sources(sayings)):
        for one in rounds(sayings=sayings):
            ours = [each for each in one if each.subject is Subject.ELEVATOR]
            others = [each for each in one if each.subject is not Subject.ELEVATOR]
            tally += _say_once(ours, now, by) if ours else Tally()
            tally += say_of_others(sayings=others, now=now, by=by) if others else Tally()
    return tally


def _sources(sayings: Sequence[Saying]) -> str:
    """Return whose records were taken in, as history keeps it."""
    return ", ".join(sorted({one.source for one in sayings}))[:_REASON]


def weigh(*, sayings: Sequence[Saying], planned: frozenset[str] = frozenset()) -> Tally:
    """Return what `say` would come to, without writing.

    A record that speaks twice counts twice; organisations and places are not weighed.

    `planned` are codes of jurisdictions that would be founded first. Raises: UnknownJurisdiction.
    """
    tally = Tally()
    for one in rounds(sayings=sayings):
        ours = [each for each in one if each.subject is Subject.ELEVATOR]
        tally += _counted(plan(sayings=ours, planned=planned), [])
    return tally


def _require_speaker(sayings: Sequence[Saying], by: Actor) -> None:
    require(by=by, deed=Deed.IMPORT_REGISTER)
    if any(kind_of(source=one.source) in DECIDING for one in sayings):
        raise NotAllowed


def _say_once(sayings: Sequence[Saying], now: datetime, by: Actor) -> Tally:
    entries = plan(sayings=sayings)
    entered = fresh_keys(
        table="registry_elevator", count=sum(entry.fate is Fate.CREATED for entry in entries)
    )
    for entry in entries:
        if entry.elevator_id < 0:
            entry.elevator_id = entered[-entry.elevator_id - 1]
    _see_again(entries)
    said = _write(entries, now, by)
    moved = {entry.elevator_id for entry in entries if entry.placed_now}
    known = (set(said) | moved) - set(entered)
    spoken = {**spoken_of(elevator_ids=known), **{key: said[key] for key in entered}}
    settle_spoken(spoken_by=spoken, now=now, by=by, fresh=frozenset(entered))
    tell(entered=entered, changed=known)
    return _counted(entries, entered)


def tell(*, entered: Sequence[int] = (), changed: Iterable[int] = ()) -> None:
    """Announce what was entered and of which elevators something else is said or held."""
    changed = sorted(changed)
    if entered:
        announce(ElevatorsRegistered(first_id=min(entered), last_id=max(entered)))
    for start in range(0, len(changed), EVENT_BATCH):
        announce(FactsChanged(elevator_ids=changed[start : start + EVENT_BATCH]))


def _counted(entries: Sequence[Planned], entered: Sequence[int]) -> Tally:
    fates = Counter(entry.fate for entry in entries)
    return Tally(
        created=fates[Fate.CREATED], changed=fates[Fate.CHANGED],
        unchanged=fates[Fate.UNCHANGED], older=fates[Fate.OLDER], waiting=fates[Fate.WAITING],
        first_id=min(entered, default=0), last_id=max(entered, default=0),
    )  # fmt: skip


def _see_again(entries: Sequence[Planned]) -> None:
    """Note that records still say the same, and place those that waited."""
    seen: dict[datetime, list[int]] = defaultdict(list)
    for entry in entries:
        standing = entry.standing
        if standing is None:
            continue
        if entry.placed_now:
            Claim.objects.filter(pk=standing.claim_id).update(elevator_id=entry.elevator_id)
        repeats = not entry.written
        if repeats and entry.saying.observed_at > standing.last_seen_at:
            seen[entry.saying.observed_at].append(standing.claim_id)
    for at, keys in seen.items():
        Claim.objects.filter(pk__in=keys).update(last_seen_at=at)


def _write(entries: Sequence[Planned], now: datetime, by: Actor) -> dict[int, list[Spoken]]:
    """Store the new claims in place of those they follow; return the current ones by elevator."""
    fresh = [entry for entry in entries if entry.written and not entry.placed_now]
    fresh = _without_known_history(fresh)
    replaced = [
        entry.standing.claim_id for entry in fresh
        if entry.standing is not None and entry.fate is not Fate.OLDER
    ]  # fmt: skip
    if replaced:
        Claim.objects.filter(pk__in=replaced).update(current=False)
    keys = fresh_keys(table="registry_claim", count=len(fresh))
    insert_claims(rows=[_row(entry, key, now, by) for entry, key in zip(fresh, keys, strict=True)])
    said: dict[int, list[Spoken]] = defaultdict(list)
    for entry, key in zip(fresh, keys, strict=True):
        if entry.elevator_id and entry.fate is not Fate.OLDER:
            said[entry.elevator_id].append(_spoken(entry, key))
    return said


def _without_known_history(entries: list[Planned]) -> list[Planned]:
    """Leave out older sayings that are kept already."""
    older = [entry for entry in entries if entry.fate is Fate.OLDER]
    if not older:
        return entries
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source, subject, record_key, observed_at, fields FROM registry_claim "
            "WHERE (source, record_key) IN (SELECT * FROM unnest(%s::text[], %s::text[])) "
            "AND NOT current",
            [[e.saying.source for e in older], [e.saying.record_key for e in older]],
        )
        known = {
            (source, subject, key, at, json.dumps(json.loads(fields), sort_keys=True))
            for source, subject, key, at, fields in cursor.fetchall()
        }
    return [
        entry for entry in entries
        if entry.fate is not Fate.OLDER or _history_of(entry) not in known
    ]  # fmt: skip


def _history_of(entry: Planned) -> tuple[object, ...]:
    one = entry.saying
    text = json.dumps(entry.fields, sort_keys=True)
    return one.source, str(one.subject), one.record_key, one.observed_at, text


def _row(entry: Planned, key: int, now: datetime, by: Actor) -> dict[str, object]:
    saying = replace(entry.saying, elevator_id=entry.elevator_id)
    current = entry.fate is not Fate.OLDER
    return claim_row(key=key, saying=saying, fields=entry.fields, now=now, by=by, current=current)


def _spoken(entry: Planned, key: int) -> Spoken:
    saying = entry.saying
    return Spoken(
        claim_id=key, kind=kind_of(source=saying.source), source=saying.source,
        fields=entry.fields, observed_at=saying.observed_at,
        suggested=bool(saying.origin.get("suggested")),
    )  # fmt: skip
