"""Urge the firms whose elevators should have had their plate by now."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.queries import is_queued
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import organisations_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.plates.queries.coverage import CoverageRow, coverage
from hoistway.plates.rules.posting_policy import posting_policy_on
from hoistway.plates.vocabulary import CoverageBy


class NothingToUrge(Refusal):
    """Raised when no plate of a firm is overdue."""

    code = "nothing_to_urge"
    zh = "该单位没有逾期未张贴的电梯码。"
    en = "No plate of this firm is overdue."


class UrgedAlready(Refusal):
    """Raised when a firm has been urged about its plates a short time ago."""

    code = "urged_already"
    zh = "{days} 天内已催办过该单位。"
    en = "This firm has been urged within the last {days} days."


@transaction.atomic
def urge_posting(*, firm_id: int, now: datetime, by: Actor) -> int:
    """Urge a firm about its overdue plates in the actor's area; return how many it was told of.

    One message with a count, not one for each elevator, and not again within the policy's days.
    Raises: NotAllowed, NotFound, NothingToUrge, UrgedAlready.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    rows = {row.key: row for row in _late(now, by)}
    row = rows.get(str(firm_id))
    if row is None:
        raise NothingToUrge if organisations_of(organisation_ids=[firm_id]).exists() else NotFound
    if not _urge(row, now, by):
        raise UrgedAlready(days=posting_policy_on(day=local_day(at=now)).urge_again_days)
    return row.overdue


@transaction.atomic
def urge_all(*, now: datetime, by: Actor) -> int:
    """Urge every firm with overdue plates in the actor's area; return how many were told.

    Firms that were told a short time ago are passed over. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    return sum(_urge(row, now, by) for row in _late(now, by))


def _late(now: datetime, by: Actor) -> list[CoverageRow]:
    rows = coverage(by=by, day=local_day(at=now), group=CoverageBy.FIRM)
    return [row for row in rows if row.overdue and row.key]


def _key(row: CoverageRow, day: int, by: Actor) -> str:
    return f"plate_urge.{by.jurisdiction_id}.{row.key}.{day}"


def _urge(row: CoverageRow, now: datetime, by: Actor) -> bool:
    """Queue the message unless one went out within the policy's days; say whether it did."""
    today = local_day(at=now)
    days = posting_policy_on(day=today).urge_again_days
    number = today.toordinal()
    recent = [_key(row, number - back, by) for back in range(days)]
    if is_queued(keys=recent):
        return False
    firm = organisations_of(organisation_ids=[int(row.key)]).get()
    queue_message(
        draft=Draft(
            purpose=Purpose.PLATE_URGE, key=recent[0], organisation_id=firm.pk, person_id=None,
            phone=firm.phone,
            zh=f"【慧梯】贵单位维保的电梯中有 {row.overdue} 台已过期限仍未张贴智慧电梯码，"
            f"请尽快张贴。",
            en=f"[Hoistway] {row.overdue} of the elevators you maintain should have had their "
            "plates posted by now. Please post them.",
            link="/p/", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
    return True
