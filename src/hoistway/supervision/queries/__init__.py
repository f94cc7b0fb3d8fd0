"""Questions about supervision."""

from hoistway.supervision.queries.checks import (
    Scores,
    audience_of,
    cards_of,
    check_scores,
    check_seen,
    checks,
    checks_of,
    findings_of,
    officers_of,
    published_checks,
)
from hoistway.supervision.queries.elevators import findings_on
from hoistway.supervision.queries.frequency import grades_taken
from hoistway.supervision.queries.order_records import (
    OrderRecord,
    PenaltyRecord,
    orders_of,
    penalties_of,
)
from hoistway.supervision.queries.orders_counts import OrderCount, order_counts
from hoistway.supervision.queries.oversight import (
    IrregularShare,
    OversightRows,
    OversightSearch,
    irregular,
    irregular_share,
    look_of,
)
from hoistway.supervision.queries.plan import (
    Share,
    key_proposals,
    key_units,
    own_draws,
    plan_frame,
    shares,
)
from hoistway.supervision.rules.checklist import (
    Checklist,
    Item,
    Rule,
    checklist_named,
    checklist_on,
)

__all__ = [
    "Checklist", "IrregularShare", "Item", "OrderCount", "OrderRecord", "OversightRows",
    "OversightSearch", "PenaltyRecord", "Rule", "Scores", "Share", "audience_of", "cards_of",
    "check_scores", "check_seen", "checklist_named", "checklist_on", "checks", "checks_of",
    "findings_of", "findings_on", "grades_taken", "irregular", "irregular_share",
    "key_proposals", "key_units", "look_of", "officers_of", "order_counts", "orders_of",
    "own_draws", "penalties_of", "plan_frame", "published_checks", "shares",
]  # fmt: skip
