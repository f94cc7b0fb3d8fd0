"""What is asked at a drawn elevator, and what the answers are worth: dated editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hoistway.foundation.editions import in_order, standing_on
from hoistway.sampling.standards import editions
from hoistway.sampling.vocabulary import Answer, CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; a `veto` that fails makes the whole not in order."""

    code: str
    zh: str
    en: str
    weight: int
    veto: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One edition: questions, and from which score a check is in order or nearly so."""

    edition: str
    in_force: date
    good_from: float
    minor_from: float
    mend_days: int
    questions: tuple[Question, ...]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What answers are worth: 0-100 of what could be asked, and what follows."""

    points: float
    result: CheckResult
    failed: tuple[str, ...]


def checklist_on(*, day: date) -> Checklist:
    """Return the edition in force on a day."""
    return standing_on(known=_in_order(), day=day)


def checklist_named(*, edition: str) -> Checklist:
    """Return an edition by its name, whatever holds today."""
    return next(one for one in _in_order() if one.edition == edition)


@cache
def _in_order() -> tuple[Checklist, ...]:
    return in_order([_read(name, table) for name, table in editions().items()])


def _read(name: str, table: Mapping[str, Any]) -> Checklist:
    said = dict(table)
    questions = tuple(Question(**{"veto": False, **row}) for row in said.pop("question"))
    return Checklist(edition=name, questions=questions, **said)


def score_of(*, checklist: Checklist, answers: Mapping[str, Answer]) -> Score:
    """Return what the answers are worth; what does not apply is not counted.

    Without any question that applies the elevator could not be checked.
    """
    asked = [one for one in checklist.questions if answers.get(one.code) in _COUNTED]
    failed = tuple(one.code for one in asked if answers[one.code] is Answer.NO)
    whole = sum(one.weight for one in asked)
    if not whole:
        return Score(points=0.0, result=CheckResult.NOT_POSSIBLE, failed=())
    got = sum(one.weight for one in asked if one.code not in failed)
    points = round(100 * got / whole, 1)
    vetoed = any(one.veto and one.code in failed for one in asked)
    if vetoed or points < checklist.minor_from:
        result = CheckResult.BAD
    else:
        result = CheckResult.GOOD if points >= checklist.good_from else CheckResult.MINOR
    return Score(points=points, result=result, failed=failed)


_COUNTED = (Answer.YES, Answer.NO)
