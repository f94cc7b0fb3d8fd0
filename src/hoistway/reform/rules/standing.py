"""How a figure stands to its goal on a day."""

from datetime import date

from hoistway.reform.rules.policy import Goal
from hoistway.reform.vocabulary import Standing


def standing_of(
    *, part: int, whole: int, goal: Goal, jurisdiction_code: str, day: date
) -> Standing:
    """Return how `part` of `whole` stands to a goal.

    Before the last day the course is a straight line from its beginning; a goal without a
    beginning has no course and is behind until it is reached. Source: 286号 三（一）.

    Example:
        >>> yearly = Goal(clause="286号 二（三）", share=0.05, each_year=True)
        >>> said = dict(goal=yearly, jurisdiction_code="310106", day=date(2026, 7, 2))
        >>> str(standing_of(part=3, whole=100, **said)), str(standing_of(part=2, whole=100, **said))
        ('on_course', 'behind')
    """
    if goal.share is None:
        return Standing.NO_GOAL
    if not whole:
        return Standing.NOTHING
    if part >= goal.share * whole - 1e-9:
        return Standing.REACHED
    due = goal.due_in(jurisdiction_code=jurisdiction_code, day=day)
    if due is None:
        return Standing.SHORT
    if day > due:
        return Standing.LATE
    begins = goal.begins_in(day=day)
    if begins is None:
        return Standing.BEHIND
    gone = ((day - begins).days + 1) / ((due - begins).days + 1)
    wanted = goal.share * min(1.0, max(0.0, gone)) * whole
    return Standing.ON_COURSE if part >= wanted - 1e-9 else Standing.BEHIND
