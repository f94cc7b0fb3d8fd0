"""What a message is about, and which ways a reader has closed for it."""

from hoistway.messages.rules.importance import importance_of
from hoistway.messages.vocabulary import Channel, Importance, Purpose, PurposeGroup

_MEMBERS: dict[PurposeGroup, tuple[Purpose, ...]] = {
    PurposeGroup.RESCUE: (Purpose.RESCUE_CALL, Purpose.RESCUE_NOTICE, Purpose.FIRE_SERVICE),
    PurposeGroup.MAINTENANCE: (
        Purpose.VISIT_SIGNED, Purpose.VISIT_ANSWERED, Purpose.VISITS_ASSIGNED, Purpose.REPAIR,
        Purpose.FAULT, Purpose.NOTICE, Purpose.HAZARD, Purpose.DUTY,
    ),
    PurposeGroup.FILINGS: (
        Purpose.FIRM_FILING, Purpose.FILING_ASKED, Purpose.FILING_RIVAL, Purpose.FILING_OUTCOME,
        Purpose.NOBODY_ANSWERS, Purpose.USE_REQUEST, Purpose.BINDING, Purpose.FILING_URGE,
        Purpose.SPOT_CHECK, Purpose.PLATE_URGE, Purpose.MISMATCH, Purpose.WEBHOOK,
        Purpose.EXCHANGE,
    ),
    PurposeGroup.PUBLIC: (Purpose.PUBLIC_REPORT, Purpose.REPORT_STEP),
    PurposeGroup.FACTS: (
        Purpose.INSPECTION_DUE, Purpose.INSPECTION_ASKED, Purpose.STOP_USE, Purpose.INSURANCE,
    ),
    PurposeGroup.PILOT: (
        Purpose.PILOT, Purpose.PILOT_WARNING, Purpose.PILOT_EXIT, Purpose.TARGETED_ORDER,
        Purpose.SAMPLE,
    ),
    PurposeGroup.SUPERVISION: (
        Purpose.INQUIRY, Purpose.CHECK, Purpose.ORDER, Purpose.SAFETY_ROUND, Purpose.CREDIT,
    ),
    PurposeGroup.OWN: (
        Purpose.SIGNING_KEY, Purpose.CONFIRM_CODE, Purpose.REPORT_CODE, Purpose.DIGEST,
        Purpose.PROGRAM,
    ),
}  # fmt: skip
_GROUP = {purpose: group for group, members in _MEMBERS.items() for purpose in members}


def group_of(*, purpose: Purpose) -> PurposeGroup:
    """Return what a message of a purpose is about.

    Example:
        >>> str(group_of(purpose=Purpose.HAZARD))
        'maintenance'
    """
    return _GROUP[purpose]


def purposes_of(*, group: PurposeGroup) -> tuple[Purpose, ...]:
    """Return the purposes of a group."""
    return _MEMBERS[group]


def closed_way(*, group: PurposeGroup, channel: Channel) -> str:
    """Return the word by which a preference closes a channel for one group.

    Example:
        >>> closed_way(group=PurposeGroup.FILINGS, channel=Channel.SMS)
        'filings.sms'
    """
    return f"{group}.{channel}"


def is_closed(*, purpose: Purpose, channel: Channel, off: frozenset[str]) -> bool:
    """Return whether a reader has closed a channel for messages of a purpose.

    `off` holds channels («sms») and channels of one group («filings.sms»). What is more than
    ordinary goes by every way; the inbox is never closed.

    Example:
        >>> off = frozenset({"maintenance.sms"})
        >>> [is_closed(purpose=one, channel=Channel.SMS, off=off)
        ...     for one in (Purpose.DUTY, Purpose.HAZARD, Purpose.SPOT_CHECK)]
        [True, False, False]
    """
    if importance_of(purpose=purpose) is not Importance.ORDINARY or channel is Channel.PAGE:
        return False
    word = closed_way(group=group_of(purpose=purpose), channel=channel)
    return str(channel) in off or word in off
