"""Questions about credit: grades in force, rounds and their scores, objections."""

from hoistway.credit.queries.editions import (
    EditionSaid,
    bands_of,
    edition_said,
    editions_in_words,
)
from hoistway.credit.queries.grades import GradeNow, grades_on
from hoistway.credit.queries.rounds import (
    Former,
    ObjectionSearch,
    ScoreSearch,
    found_objections,
    found_scores,
    objections,
    objections_of,
    published_rounds,
    published_scores,
    round_seen,
    rounds,
    score_seen,
    scores,
    steps_of,
    totals_of,
    trend_of,
    versions_of,
)

__all__ = [
    "EditionSaid", "Former", "GradeNow", "ObjectionSearch", "ScoreSearch", "bands_of",
    "edition_said", "editions_in_words", "found_objections", "found_scores", "grades_on",
    "objections", "objections_of", "published_rounds", "published_scores", "round_seen",
    "rounds", "score_seen", "scores", "steps_of", "totals_of", "trend_of", "versions_of",
]  # fmt: skip
