"""Reports, stops and what is due as pages show them, in the language of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import Defect, NextInspection
from hoistway.inspection.queries import days_after, due_counts, open_requests, standing_of_row
from hoistway.inspection.vocabulary import (
    DefectState,
    DueStanding,
    RequestState,
    Verdict,
)
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.vocabulary import UseState
from hoistway.web.desk.shapes import Number, word
from hoistway.web.parts.tones import Tone

READERS = (
    RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
    RoleKind.CITY_REGULATOR, RoleKind.INSPECTOR,
)  # fmt: skip
VERDICTS: dict[Verdict, Tone] = {
    Verdict.PASSED: "safe", Verdict.PASSED_AFTER: "safe", Verdict.FAILED: "help",
}  # fmt: skip
STANDINGS: dict[DueStanding, Tone] = {
    DueStanding.OVERDUE: "help", DueStanding.TO_ASK: "caution",
    DueStanding.OPEN_WINDOW: "active", DueStanding.IN_TIME: "safe", DueStanding.PAUSED: "quiet",
    DueStanding.UNKNOWN: "quiet",
}  # fmt: skip
DEFECTS: dict[DefectState, Tone] = {
    DefectState.OPEN: "caution", DefectState.MENDED: "active", DefectState.ENDED: "safe",
}  # fmt: skip
REQUESTS: dict[RequestState, Tone] = {
    RequestState.ASKED: "caution", RequestState.AGREED: "active", RequestState.DONE: "safe",
    RequestState.DROPPED: "quiet",
}  # fmt: skip
NEAR_DAYS = 60
"""Days ahead that count as near. Chosen: the first moment at which units are warned."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """What is due on one elevator."""

    due: NextInspection
    standing: DueStanding
    tone: Tone
    days: int
    stopped: bool
    asked: RequestState | None


@dataclass(frozen=True, slots=True)
class DefectRow:
    """One thing found wrong, with what this reader may do about it."""

    defect: Defect
    tone: Tone
    late: bool
    may_mend: bool
    may_look: bool


def due_row(
    *, row: NextInspection, today: date, stopped: bool = False, asked: RequestState | None = None
) -> DueRow:
    """Return what is due on one elevator as a list shows it."""
    standing = standing_of_row(
        row=row, on=today, out_of_use=row.elevator.use_state is not UseState.IN_USE
    )
    days = abs((row.due_on - today).days) if row.due_on else 0
    return DueRow(row, standing, STANDINGS[standing], days, stopped, asked)


def defect_rows(*, defects: Sequence[Defect], by: Actor, today: date) -> list[DefectRow]:
    """Return what was found wrong, with the deeds that this reader has."""
    mends = may(by=by, deed=Deed.MEND_DEFECT)
    looks = may(by=by, deed=Deed.RECORD_INSPECTION) or may(by=by, deed=Deed.SETTLE_STOP)
    return [
        DefectRow(
            one, DEFECTS[one.state],
            late=one.state is not DefectState.ENDED and (one.mend_by or today) < today,
            may_mend=mends and one.state is DefectState.OPEN,
            may_look=looks and one.state is not DefectState.ENDED,
        )
        for one in defects
    ]  # fmt: skip


def due_numbers(*, by: Actor, now: datetime) -> tuple[Number, ...]:
    """Return the figures above the board, with what they are a part of."""
    today = local_day(at=now)
    counts = due_counts(by=by, today=today, near=days_after(day=today, days=NEAR_DAYS))
    of_all = _("在用 %(n)s 台") % {"n": counts.elevators}
    return (
        Number(
            label=_("停止使用"), value=counts.stopped, note=of_all,
            tone="help" if counts.stopped else "quiet",
            url=f"{reverse('inspections')}?tab=stopped",
        ),
        Number(
            label=word(DueStanding.OVERDUE), value=counts.late, note=of_all,
            tone="caution" if counts.late else "safe",
        ),
        Number(label=_("60 天内到期"), value=counts.near, note=of_all, tone="active"),
        Number(label=_("无检验检测记录"), value=counts.unknown, note=of_all),
    )  # fmt: skip


def due_number(*, by: Actor, now: datetime) -> Number:
    """Return the figure of a first page: what is late or near of inspections and tests."""
    today = local_day(at=now)
    counts = due_counts(by=by, today=today, near=days_after(day=today, days=NEAR_DAYS))
    late = max(counts.late, counts.stopped)
    return Number(
        label=_("检验检测到期"), value=counts.late + counts.near,
        tone="caution" if late else "quiet", url=reverse("inspections-due"),
        note=_("已超期 %(late)s，停止使用 %(stopped)s")
        % {"late": counts.late, "stopped": counts.stopped} if late else "",
    )  # fmt: skip


def asked_number(*, by: Actor) -> Number:
    """Return the figure of an inspector's first page: requests that wait for the body."""
    count = open_requests(by=by).count()
    return Number(
        label=_("检验申请"), value=count, tone="active" if count else "quiet",
        url=f"{reverse('inspections')}?tab=asked",
    )  # fmt: skip
