"""How cover ends before the day that was agreed."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.insurance.actions.steps import Told, held_policy, known_step, required, step
from hoistway.insurance.events import CoverEnded
from hoistway.insurance.models import Cover, Policy
from hoistway.insurance.rules.policy import policy_on
from hoistway.insurance.vocabulary import PolicyDeed, PolicyState

_DAY = timedelta(days=1)


class PolicyCancelled(Refusal):
    """Raised when a cancelled policy would be changed."""

    code = "policy_cancelled"
    zh = "该保单已退保。"
    en = "This policy is cancelled."


class CoverPassed(Refusal):
    """Raised when cover would be taken away for days on which an elevator was covered."""

    code = "cover_passed"
    zh = "最后一天不能早于 {day}，也不能晚于原定终保日：已经过去的日子曾经在保，这是事实。"
    en = "The last day may be {day} at the earliest, and no later than agreed: past days were \
covered."
    status = 422


@transaction.atomic
def end_covers(  # noqa: PLR0913 -- the parts of an endorsement: policy, elevators, last day, why
    *, policy_id: int, elevator_ids: Collection[int], last: date, words: str, form_id: UUID,
    now: datetime, by: Actor,
) -> Policy:  # fmt: skip
    """End the cover of some elevators after a last day; a form twice is one step.

    Announces: CoverEnded. Raises: NotAllowed, NotFound, WordsMissing, PolicyCancelled, CoverPassed.
    """
    policy = held_policy(policy_id=policy_id, by=by)
    if known_step(form_id=form_id, policy_id=policy_id):
        return policy
    told = Told(
        form_id=form_id, words=required(words=words),
        facts={"elevators": sorted(elevator_ids), "last": f"{last}"},
    )  # fmt: skip
    ended = _ended(policy, last, now, elevator_ids)
    if not ended:
        raise NotFound
    step(policy, PolicyDeed.END, told=told, now=now, by=by)
    announce(CoverEnded(cover_ids=ended))
    return policy


@transaction.atomic
def cancel_policy(
    *, policy_id: int, last: date, words: str, form_id: UUID, now: datetime, by: Actor
) -> Policy:
    """End a whole policy after a last day; its number may be entered anew.

    Announces: CoverEnded. Raises: NotAllowed, NotFound, WordsMissing, PolicyCancelled, CoverPassed.
    """
    policy = held_policy(policy_id=policy_id, by=by)
    if known_step(form_id=form_id, policy_id=policy_id):
        return policy
    told = Told(form_id=form_id, words=required(words=words), facts={"last": f"{last}"})
    ended = _ended(policy, last, now, None)
    policy.state, policy.cancelled_last = PolicyState.CANCELLED, last
    policy.save(update_fields=["state", "cancelled_last"])
    step(policy, PolicyDeed.CANCEL, told=told, now=now, by=by)
    if ended:
        announce(CoverEnded(cover_ids=ended))
    return policy


def _ended(
    policy: Policy, last: date, now: datetime, elevator_ids: Collection[int] | None
) -> tuple[int, ...]:
    """Cut covers that would run on after a day; one that never began becomes empty."""
    if policy.state is PolicyState.CANCELLED:
        raise PolicyCancelled
    earliest = _earliest(policy, now)
    if not earliest <= last < policy.period.upper:
        raise CoverPassed(day=earliest)
    rows = Cover.objects.select_for_update().filter(policy=policy, period__endswith__gt=last + _DAY)
    if elevator_ids is not None:
        rows = rows.filter(elevator_id__in=elevator_ids)
    found = list(rows.order_by("pk"))
    for row in found:
        row.period = DateRange(row.period.lower, max(row.period.lower, last + _DAY))
    Cover.objects.bulk_update(found, ["period"], batch_size=500)
    return tuple(row.pk for row in found)


def _earliest(policy: Policy, now: datetime) -> date:
    """Return the first day that may be the last: today, or any for a slip of the first days."""
    today = local_day(at=now)
    rules = policy_on(day=today)
    first: date = policy.period.lower
    agreed: date = policy.period.upper - _DAY
    is_fresh = now - policy.entered_at < timedelta(days=rules.void_days)
    return first - _DAY if is_fresh else min(today, agreed)
