"""Those concerned learn that cover was ended before its day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hoistway.insurance.models import Cover
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import organisations_of

LINK = "/policies/gaps"


@transaction.atomic
def tell_ended(*, cover_ids: Sequence[int], now: datetime) -> int:
    """Queue one message for each use unit and firm whose elevators lost cover; return how many."""
    rows = Cover.objects.filter(pk__in=cover_ids).select_related("elevator", "policy__insurer")
    lost: dict[int, list[Cover]] = defaultdict(list)
    for row in rows.order_by("pk"):
        sides = {row.elevator.use_unit_id, row.elevator.firm_id, row.policy.holder_id}
        for key in sides:
            if key is not None:
                lost[key].append(row)
    for body in organisations_of(organisation_ids=sorted(lost)):
        mine = lost[body.pk]
        policy = mine[0].policy
        where = named(addresses=[f"{row.elevator.address} {row.elevator.name}" for row in mine])
        last = policy.cancelled_last or max(row.period.upper or now.date() for row in mine)
        queue_message(
            draft=Draft(
                purpose=Purpose.INSURANCE, key=f"insurance.ended.{min(cover_ids)}.{body.pk}.{last}",
                organisation_id=body.pk, person_id=None, phone=body.phone, link=LINK,
                zh=f"【慧梯】{where[0]}的电梯安全责任保险（保单 {policy.number}）提前终止，"
                f"请尽快续保。",
                en=f"[Hoistway] Liability insurance of {where[1]} (policy {policy.number}) ends "
                f"before its day; please renew it soon.",
                expires_at=None,
            ),
            now=now,
        )  # fmt: skip
    return len(lost)


def named(*, addresses: Sequence[str]) -> tuple[str, str]:
    """Return what a message calls these elevators, in both languages.

    Example:
        >>> named(addresses=["延平路1号 1号梯"])
        ('延平路1号 1号梯', '延平路1号 1号梯')
        >>> named(addresses=["甲", "乙", "丙"])
        ('甲等 3 台电梯', '3 elevators, 甲 among them')
    """
    if len(addresses) == 1:
        return addresses[0], addresses[0]
    count = len(addresses)
    return f"{addresses[0]}等 {count} 台电梯", f"{count} elevators, {addresses[0]} among them"
