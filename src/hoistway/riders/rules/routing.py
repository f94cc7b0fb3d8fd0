"""Whose turn it is: the first desk, the next one up, the desk above the one that closed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from hoistway.riders.rules.policy import ReportPolicy
from hoistway.riders.vocabulary import Desk, ReportKind, Topic

LADDER = (Desk.FIRM, Desk.USE_UNIT, Desk.DISTRICT, Desk.CITY)
"""From whoever mends to whoever watches over all. Source: 286号 二（四）."""


def first_desk(
    *, kind: ReportKind, topic: Topic, present: Collection[Desk], policy: ReportPolicy
) -> Desk:
    """Return the desk that answers first; where nobody sits there, the next one up.

    Example:
        >>> from datetime import date
        >>> from hoistway.riders.rules.policy import policy_on
        >>> first_desk(kind=ReportKind.FAULT, topic=Topic.DOOR, present={Desk.DISTRICT, Desk.CITY},
        ...     policy=policy_on(day=date(2026, 11, 22)))
        <Desk.DISTRICT: 'district'>
    """
    wanted = Desk(policy.first_of.get(str(topic)) or policy.first[str(kind)])
    return wanted if wanted in present else desk_above(desk=wanted, present=present)


def desk_above(*, desk: Desk, present: Collection[Desk]) -> Desk:
    """Return the next desk up at which somebody sits; the city is the last.

    Example:
        >>> desk_above(desk=Desk.FIRM, present={Desk.DISTRICT})
        <Desk.DISTRICT: 'district'>
    """
    higher = LADDER[LADDER.index(desk) + 1 :]
    return next((one for one in higher if one in present), Desk.CITY)


def is_higher(*, one: Desk, other: Desk) -> bool:
    """Return whether a desk stands above another.

    Example:
        >>> is_higher(one=Desk.DISTRICT, other=Desk.FIRM)
        True
    """
    return LADDER.index(one) > LADDER.index(other)


def deadline(
    *, kind: ReportKind, desk: Desk, policy: ReportPolicy, now: datetime
) -> datetime:  # fmt: skip
    """Return until when a desk answers a report that has come to it now."""
    return now + timedelta(hours=policy.answer_hours(kind=kind, desk=desk))


def passed_on_until(*, was: datetime | None, fresh: datetime, downward: bool) -> datetime:
    """Return the deadline after a report was passed on.

    Passing on sideways or upwards buys no time; a regulator who sends it down starts a new clock.

    Example:
        >>> from datetime import UTC
        >>> monday, friday = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)
        >>> passed_on_until(was=monday, fresh=friday, downward=False) == monday
        True
    """
    return fresh if downward or was is None else min(was, fresh)
