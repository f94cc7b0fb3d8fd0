"""The nightly whole: match all records, examine all elevators, score the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.quality.actions.examining import examine_all
from hoistway.quality.actions.matching import Matches, match_all_records
from hoistway.quality.actions.scoring import score_all
from hoistway.quality.actions.tally import Tally

Progress = Callable[[str, int, int], None]
"""Called with the step and how much of how much of it is done."""


@dataclass(frozen=True, slots=True)
class Night:
    """What came of a whole examination."""

    matches: Matches
    tally: Tally
    day_scores: int


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def examine_register(*, now: datetime, by: Actor, progress: Progress = _silent) -> Night:
    """Match, examine and score the whole register; safe to break off and to run again.

    Each step commits its own batches. Announces what placements, corrections and findings announce.
    """
    matches = match_all_records(now=now, by=by, progress=lambda a, b: progress("match", a, b))
    tally = examine_all(now=now, by=by, progress=lambda a, b: progress("examine", a, b))
    days = score_all(now=now, heard=tally.heard)
    progress("score", days, days)
    return Night(matches=matches, tally=tally, day_scores=days)
