"""Questions about a firm's further duties and its written notices."""

from hoistway.duties.queries.due import (
    DueDuty,
    due_duties,
    due_everywhere,
    duty_records,
    firm_people,
)
from hoistway.duties.queries.notices import (
    NoticeSearch,
    do_not_use,
    found_notices,
    needs_of,
    notice_seen,
    notices,
    notices_of,
    open_hazards,
    open_notices,
    overdue_notices,
    standing_of,
    steps_of,
    waiting_counts,
    waiting_for,
)

__all__ = [
    "DueDuty", "NoticeSearch", "do_not_use", "due_duties", "due_everywhere", "duty_records",
    "firm_people", "found_notices", "needs_of", "notice_seen", "notices", "notices_of",
    "open_hazards", "open_notices", "overdue_notices", "standing_of", "steps_of",
    "waiting_counts", "waiting_for",
]  # fmt: skip
