"""What is read of a partner's record, and which of it is needed."""

from hoistway.exchange.vocabulary import Topic

WANTED: dict[Topic, dict[str, bool]] = {
    Topic.RESCUE_ORDERS: {
        "number": True, "register_number": False, "code": False, "address": False,
        "occurred_at": True, "kind": False, "state": False, "state_at": False, "phone": False,
        "words": False, "channel": False,
    },
    Topic.PUBLIC_REPORTS: {
        "number": True, "register_number": False, "code": False, "ours": False, "kind": False,
        "topic": False, "words": False, "phone": False, "state": False, "state_at": False,
        "is_over": False,
    },
    Topic.RECEIPTS: {
        "number": True, "accepted": False, "reason": False, "refused_key": False,
        "refused_reason": False,
    },
    Topic.COUNTS: {"topic": True, "total": True, "area": False, "at": False},
}  # fmt: skip
"""Names of a topic's values, with whether a record without it is refused."""
