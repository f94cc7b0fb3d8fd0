"""Which deed moves a repair from which state to which, and when it is due."""

from datetime import datetime, timedelta

from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.rules.policy import MaintenancePolicy
from hoistway.maintenance.vocabulary.repairs import RepairDeed, RepairState, Urgency

COURSE: dict[tuple[RepairState, RepairDeed], RepairState] = {
    (RepairState.OPEN, RepairDeed.BEGIN): RepairState.UNDER_WAY,
    (RepairState.OPEN, RepairDeed.FINISH): RepairState.REPAIRED,
    (RepairState.OPEN, RepairDeed.GIVE_UP): RepairState.CANNOT_CLEAR,
    (RepairState.OPEN, RepairDeed.STOP): RepairState.OPEN,
    (RepairState.OPEN, RepairDeed.DROP): RepairState.DROPPED,
    (RepairState.UNDER_WAY, RepairDeed.BEGIN): RepairState.UNDER_WAY,
    (RepairState.UNDER_WAY, RepairDeed.FINISH): RepairState.REPAIRED,
    (RepairState.UNDER_WAY, RepairDeed.GIVE_UP): RepairState.CANNOT_CLEAR,
    (RepairState.UNDER_WAY, RepairDeed.STOP): RepairState.UNDER_WAY,
    (RepairState.REPAIRED, RepairDeed.RETURN): RepairState.RETURNED,
    (RepairState.REPAIRED, RepairDeed.REJECT): RepairState.UNDER_WAY,
    (RepairState.CANNOT_CLEAR, RepairDeed.BEGIN): RepairState.UNDER_WAY,
    (RepairState.CANNOT_CLEAR, RepairDeed.FINISH): RepairState.REPAIRED,
}
"""What is repaired returns to service only by the use unit's word (286号 附件1 二（三）)."""


class RepairMovedOn(Refusal):
    """Raised when a repair is no longer in a state in which the deed makes sense."""

    code = "repair_moved_on"
    zh = "该修理单现为「{state_zh}」，不能再进行此操作。请刷新页面。"
    en = "This repair is now «{state_en}»; that can no longer be done. Load the page again."


def state_after(*, state: RepairState, deed: RepairDeed) -> RepairState:
    """Return the state to which a deed leads. Raises: RepairMovedOn.

    Example:
        >>> str(state_after(state=RepairState.REPAIRED, deed=RepairDeed.RETURN))
        'returned'
    """
    after = COURSE.get((state, deed))
    if after is None:
        raise RepairMovedOn(state_zh=state.zh, state_en=state.en)
    return after


def due_at(*, urgency: Urgency, opened_at: datetime, policy: MaintenancePolicy) -> datetime:
    """Return until when a repair is to be done.

    What stops the elevator is due before the notice about its stop must hang; what can wait for
    the next visit is due when the longest gap between two visits has passed.
    """
    if urgency is Urgency.AT_ONCE:
        return opened_at + timedelta(hours=policy.stopped_notice_hours)
    if urgency is Urgency.SOON:
        return opened_at + timedelta(days=policy.repair_soon_days)
    return opened_at + timedelta(days=policy.half_month_days)


def notice_from(*, stopped_at: datetime, policy: MaintenancePolicy) -> datetime:
    """Return from when a notice about the stop must be seen by everybody.

    Source: 上海市电梯安全管理办法 (市政府令第76号, 2023) (M).
    """
    return stopped_at + timedelta(hours=policy.stopped_notice_hours)
