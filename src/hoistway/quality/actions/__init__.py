"""The verbs that write: examine, settle, answer, undo, reopen, score."""

from hoistway.quality.actions.answering import NothingSaid, answer
from hoistway.quality.actions.examining import examine, examine_all, examine_range
from hoistway.quality.actions.matching import Matches, match_register
from hoistway.quality.actions.nightly import Night, examine_register
from hoistway.quality.actions.scoring import score_all
from hoistway.quality.actions.settling import (
    AlreadySettled,
    NothingProposed,
    ValueMissing,
    reopen,
    settle,
)
from hoistway.quality.actions.tally import Tally
from hoistway.quality.actions.telling import tell_nobody_answers
from hoistway.quality.actions.undoing import AlreadyUndone, undo

__all__ = [
    "AlreadySettled", "AlreadyUndone", "Matches", "Night", "NothingProposed", "NothingSaid",
    "Tally", "ValueMissing", "answer", "examine", "examine_all", "examine_range",
    "examine_register", "match_register", "reopen", "score_all", "settle", "tell_nobody_answers",
    "undo",
]  # fmt: skip
