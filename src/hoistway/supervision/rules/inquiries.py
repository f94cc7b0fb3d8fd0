"""What may be done with an inquiry in each state; none of its deeds is an order."""

from hoistway.supervision.vocabulary import InquiryDeed, InquiryState

_S, _D = InquiryState, InquiryDeed

MOVES: dict[tuple[InquiryState, InquiryDeed], InquiryState] = {
    (_S.OPEN, _D.ANSWERED): _S.ANSWERED,
    (_S.OPEN, _D.CORRECTED): _S.ANSWERED,
    (_S.OPEN, _D.OVERDUE): _S.OPEN,
    (_S.ANSWERED, _D.RETURNED): _S.OPEN,
    (_S.OPEN, _D.SETTLED): _S.SETTLED,
    (_S.ANSWERED, _D.SETTLED): _S.SETTLED,
    (_S.OPEN, _D.TO_CHECK): _S.TO_CHECK,
    (_S.ANSWERED, _D.TO_CHECK): _S.TO_CHECK,
}


def moved(*, state: InquiryState, deed: InquiryDeed) -> InquiryState | None:
    """Return the state after a deed, None where it cannot be done.

    Example:
        >>> moved(state=InquiryState.SETTLED, deed=InquiryDeed.ANSWERED) is None
        True
    """
    return MOVES.get((state, deed))
