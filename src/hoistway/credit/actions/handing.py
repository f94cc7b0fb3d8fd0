"""Hand published grades down to supervision, which checks by them."""

from datetime import date, datetime

from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.queries.grades import GradeNow, grades_on
from hoistway.credit.vocabulary import Grade
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.supervision.actions import GradeTaken, take_grades


def hand_grades(*, round_: CreditRound, now: datetime, by: Actor) -> int:
    """Hand over the grades in force of everybody in a round; return how many changed.

    Who has none any more – repaired, or not rated – is handed over as without a grade.
    """
    day = local_day(at=now)
    rows = CreditScore.objects.filter(round=round_, is_latest=True)
    keys = list(rows.order_by("organisation_id").values_list("organisation_id", flat=True))
    standing = grades_on(organisation_ids=keys, day=day)
    taken = [_taken(key, standing.get(key), round_.number, day) for key in keys]
    return take_grades(grades=taken, now=now, by=by)


def _taken(key: int, has: GradeNow | None, number: str, day: date) -> GradeTaken:
    if has is None or has.grade is Grade.UNRATED:
        return GradeTaken(organisation_id=key, grade="", round_number=number, since=day)
    return GradeTaken(
        organisation_id=key, grade=str(has.grade), round_number=has.round_number, since=has.since
    )
