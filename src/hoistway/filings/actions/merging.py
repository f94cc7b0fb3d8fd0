"""Follow the register when two of its rows become one elevator, or come apart again."""

from datetime import datetime

from hoistway.filings.actions.days import keep_decision, write_days
from hoistway.filings.actions.settling import at_desk, reasons_of, restate
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.rules.holding import Days, filled, overlap, without_filings
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import DecisionKind
from hoistway.filings.vocabulary.decisions import Ground
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.registry.queries import family, survivor_of


def follow_register(*, kept_id: int, gone_id: int, now: datetime) -> None:
    """Give an elevator the days that are its own as the register stands; repeating is no news.

    Merged, the elevator keeps its own days and gains those of the row that went where it had
    none; where both had a firm, its own stays and the others may object or file. Split, what it
    had gained goes back. The row that went keeps its days for that case.
    """
    home = survivor_of(elevator_id=kept_id)
    merged = survivor_of(elevator_id=gone_id) == home
    keys = [home] if merged else sorted({home, survivor_of(elevator_id=gone_id)})
    with at_desk(now=now, elevator_ids=keys) as desk:
        before = days_by_elevator(elevator_ids=[home, gone_id])
        after = (
            filled(days=before[home], by=before[gone_id])
            if merged
            else without_filings(days=before[home], filing_ids=_foreign(home, before[home]))
        )
        if after != before[home]:
            _turn(home, before[home], after, gone_id=gone_id, other=before[gone_id], now=now)
        desk.decided |= set(keys)


def _foreign(home: int, days: Days) -> set[int]:
    """Return the filings that speak of rows which are no longer this elevator."""
    kin = family(elevator_id=home)
    keys = [one.filing_id for one in days]
    found = ElevatorFiling.objects.filter(pk__in=keys).exclude(elevator_id__in=kin)
    return set(found.values_list("pk", flat=True))


def _turn(
    home: int, before: Days, after: Days, *, gone_id: int, other: Days, now: datetime
) -> None:  # fmt: skip
    write_days(elevator_id=home, days=after, now=now)
    clash = [
        {"firm": theirs.firm_id, "since": theirs.since.isoformat()}
        for theirs in other
        if any(
            ours.firm_id != theirs.firm_id
            and overlap(
                since=ours.since, until=ours.until, other_since=theirs.since,
                other_until=theirs.until,
            )
            for ours in before
        )
    ]  # fmt: skip
    keep_decision(
        elevator_id=home, filing=None, kind=DecisionKind.MERGE, undo=before,
        inputs={"kept": home, "other": gone_id, "both_had_a_firm": clash},
        reasons=reasons_of(grounds=(Ground.REGISTER_MERGED,), words=""),
        edition=policy_on(day=local_day(at=now)).edition, now=now, by=PLATFORM,
    )  # fmt: skip
    restate(elevator_id=home, days=after)
