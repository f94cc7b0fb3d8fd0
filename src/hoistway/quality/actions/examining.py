"""Examine elevators by all rules: correct what is certain, ask about the rest, score them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.quality.actions.correcting import correct_found
from hoistway.quality.actions.grouping import close_placed
from hoistway.quality.actions.keeping import Found, Ledger, found
from hoistway.quality.actions.organisations import correct_names
from hoistway.quality.actions.scoring import keep_scores
from hoistway.quality.actions.tally import Tally
from hoistway.quality.actions.telling import UNANSWERED
from hoistway.quality.events import FindingsOpened, NobodyAnswers
from hoistway.quality.models import Finding
from hoistway.quality.queries.portraits import city_around, gathered
from hoistway.quality.rules.book import Edition, edition_on, judge_all
from hoistway.quality.rules.organisation_spelling import Usual, usual_names
from hoistway.quality.rules.portrait import Portrait
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.queries import elevators

BATCH = 2_000
"""Elevators of one transaction. Chosen: a few seconds, so that nobody who writes waits longer."""

ROUNDS = 4
"""How often an elevator is judged again after a correction. Chosen: three mistakes in a row."""

_LOCK = 0x68775F7175616C01
"""Key of the advisory lock that lets one examination run at a time (the letters «hw_qual»)."""

Progress = Callable[[int, int], None]
"""Called with how many of how many elevators are done."""


def examine_all(*, now: datetime, by: Actor, progress: Progress | None = None) -> Tally:
    """Examine the whole register in batches, each its own transaction; safe to break off.

    Announces: FindingsOpened for each batch.
    """
    whole = Tally()
    total = elevators(by=PLATFORM).count()
    for keys in _batches():
        whole.add(_examine_batch(keys, now, by))
        if progress is not None:
            progress(whole.elevators, total)
    return whole


def examine_range(*, first_id: int, last_id: int, now: datetime, by: Actor) -> Tally:
    """Examine the elevators with keys from `first_id` to `last_id`, in batches.

    Announces: FindingsOpened for each batch.
    """
    whole = Tally()
    for keys in _batches(first=first_id, last=last_id):
        whole.add(_examine_batch(keys, now, by))
    return whole


def _batches(*, first: int = 0, last: int | None = None) -> Iterator[list[int]]:
    wanted = elevators(by=PLATFORM)
    if last is not None:
        wanted = wanted.filter(pk__lte=last)
    while keys := list(wanted.filter(pk__gte=first).values_list("pk", flat=True)[:BATCH]):
        yield keys
        first = keys[-1] + 1


@transaction.atomic
def _examine_batch(elevator_ids: Sequence[int], now: datetime, by: Actor) -> Tally:
    """Examine neighbours together, and the organisations that they name."""
    tally, portraits = _examined(elevator_ids, now, by)
    edition = edition_on(day=local_day(at=now)).name
    names = correct_names(portraits=portraits, edition=edition, now=now, by=by)
    tally.corrected.update({str(FindingKind.ORGANISATION_SPELLING): names} if names else {})
    return tally


@transaction.atomic
def examine(*, elevator_ids: Sequence[int], now: datetime, by: Actor) -> Tally:
    """Judge elevators by the edition in force, correct, open and close findings, score.

    Running it again changes nothing while nothing was said anew. Announces: FindingsOpened.
    """
    tally, _ = _examined(elevator_ids, now, by)
    return tally


def _examined(
    elevator_ids: Sequence[int], now: datetime, by: Actor
) -> tuple[Tally, list[Portrait]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    edition = edition_on(day=local_day(at=now))
    ledger = Ledger(elevator_ids=elevator_ids, edition=edition.name, now=now)
    tally = Tally(elevators=len(elevator_ids))
    final: dict[int, Portrait] = {}
    waiting = sorted(ledger.areas)
    usual: dict[tuple[str, str], Usual] = {}
    for _ in range(ROUNDS):
        portraits = gathered(elevator_ids=waiting)
        usual = usual or usual_names(portraits=portraits)
        judged = _judged(portraits, usual, ledger, edition)
        final |= {one.elevator_id: one for one, _ in judged}
        waiting = _corrected(judged, ledger, tally, by)
        if not waiting:
            break
    opened = ledger.close(examined=set(elevator_ids) - set(waiting))
    tally.opened.update(str(one.kind) for one in opened)
    tally.gone = ledger.gone
    tally.heard = keep_scores(
        portraits=list(final.values()), open_kinds=ledger.open_kinds(), now=now
    )
    tally.gone += close_placed(elevator_ids=elevator_ids, now=now)
    _tell(opened)
    return tally, list(final.values())


def _tell(opened: Sequence[Finding]) -> None:
    if opened:
        areas = sorted({one.jurisdiction_id for one in opened})
        announce(FindingsOpened(jurisdiction_ids=areas))
    unanswered = [one.pk for one in opened if one.kind in UNANSWERED]
    if unanswered:
        announce(NobodyAnswers(finding_ids=unanswered))


Judged = list[tuple[Portrait, list[Found]]]


def _judged(
    portraits: Sequence[Portrait], usual: Mapping[tuple[str, str], Usual], ledger: Ledger,
    edition: Edition,
) -> Judged:  # fmt: skip
    city = city_around(portraits=portraits, usual=usual, day=local_day(at=ledger.now))
    return [
        (
            portrait,
            [
                found(portrait=portrait, verdict=verdict)
                for verdict in judge_all(
                    portrait=portrait, city=city, edition=edition,
                    barred=ledger.barred(elevator_id=portrait.elevator_id),
                )
            ],
        )
        for portrait in portraits
    ]  # fmt: skip


def _corrected(judged: Judged, ledger: Ledger, tally: Tally, by: Actor) -> list[int]:
    """Correct what is certain, ask about elevators without it; return whom to judge again."""
    certain = [one for _, each in judged for one in each if one.verdict.certain]
    done, refused = correct_found(certain=certain, ledger=ledger, by=by)
    tally.corrected.update(str(one.verdict.kind) for one in done)
    again = {one.elevator_id for one in (*done, *refused)}
    ledger.ask(one for _, each in judged for one in each if one.elevator_id not in again)
    return sorted(again)
