"""What the clock does: days begin and end, and the time to object runs out."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from hoistway.filings.actions.following import BATCH, out_of_step
from hoistway.filings.actions.settling import at_desk
from hoistway.filings.models import ElevatorFiling, FirmFiling, Responsibility
from hoistway.filings.queries.filings import OPEN
from hoistway.filings.vocabulary import UnitAnswer
from hoistway.foundation.periods import local_day
from hoistway.registry.queries import survivors_of

LOOKS_BACK_DAYS = 40
"""How many missed nights are made up for. Chosen: longer than any outage anybody would bear."""


def turn_day(*, now: datetime) -> int:
    """Let the register follow whoever begins or ends to answer today; return how many elevators.

    In batches, each its own transaction; running it again says nothing anew. Announces:
    ResponsibilityTurned.
    """
    turned = 0
    for keys in _batches(sorted(_turning(local_day(at=now)))):
        with at_desk(now=now, elevator_ids=keys) as desk:
            desk.decided |= set(keys)
        turned += len(keys)
    return turned


def _turning(today: date) -> set[int]:
    """Return the elevators at which a stretch began or ended lately."""
    early = today - timedelta(days=LOOKS_BACK_DAYS)
    lately = Q(period__startswith__gt=early, period__startswith__lte=today) | Q(
        period__endswith__gt=early, period__endswith__lte=today
    )
    rows = Responsibility.objects.filter(lately, elevator__merged_into=None)
    covering = Responsibility.objects.filter(
        elevator=OuterRef("elevator_id"), period__contains=today
    )
    ended = rows.filter(~Exists(covering), elevator__firm__isnull=False)
    begun = rows.filter(period__contains=today).exclude(elevator__firm_id=F("firm_id"))
    return {
        key for stale in (ended, begun)
        for key in stale.order_by("pk").values_list("elevator_id", flat=True)
    }  # fmt: skip


def settle_due(*, now: datetime) -> int:
    """Decide what has only waited for the time to object; return how many elevators were looked at.

    The partial index finds them. In batches, each its own transaction.
    """
    due = ElevatorFiling.objects.filter(
        state__in=OPEN, objection_until__lte=now, checked_at__isnull=False,
        unit_answer=UnitAnswer.CONFIRMED,
    )  # fmt: skip
    homes = set(survivors_of(elevator_ids=set(due.values_list("elevator_id", flat=True))).values())
    for keys in _batches(sorted(homes)):
        with at_desk(now=now, elevator_ids=keys):
            pass
    return len(homes)


def keep_in_step(*, elevator_ids: Collection[int], now: datetime) -> int:
    """Let the register follow the filings again where something was put above them.

    Return how many elevators. Announces: ResponsibilityTurned.
    """
    filed = Responsibility.objects.filter(
        elevator_id__in=list(elevator_ids), elevator__merged_into=None
    )
    keys = set(filed.values_list("elevator_id", flat=True))
    keys = out_of_step(elevator_ids=keys) if keys else set()
    for some in _batches(sorted(keys)):
        with at_desk(now=now, elevator_ids=some) as desk:
            desk.decided |= set(some)
    return len(keys)


def judge_firm_again(*, firm_filing_id: int, now: datetime) -> int:
    """Judge the open filings of a firm anew after its own filing was settled; return how many.

    What it lacked before, a licence or its own filing, may be there now. In batches.
    """
    firm = FirmFiling.objects.filter(pk=firm_filing_id).values_list("firm_id", flat=True)
    own = ElevatorFiling.objects.filter(state__in=OPEN, firm_id__in=firm)
    homes = set(survivors_of(elevator_ids=set(own.values_list("elevator_id", flat=True))).values())
    for keys in _batches(sorted(homes)):
        with at_desk(now=now, elevator_ids=keys):
            pass
    return len(homes)


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
