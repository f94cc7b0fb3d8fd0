"""May this technician be bound to this elevator, and must the firm's office agree first?"""

from dataclasses import dataclass
from datetime import datetime

from hoistway.filings.vocabulary import BindingFault, BindingState

SELF_BINDING = True
"""Whether technicians bind themselves where their firm has said nothing. Chosen: annex 1 二（二）
gives the technician the binding; a firm that wants to agree to each says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known when a binding is asked for."""

    by_technician: bool
    answers: bool
    is_member: bool
    is_certified: bool
    is_scrapped: bool
    self_binding: bool
    known_at: datetime
    office_unbound_at: datetime | None


def fault_of_binding(*, asked: Asked) -> BindingFault | None:
    """Return why the binding cannot be, if it cannot; the office's later word wins.

    Source: 286号 附件1 二（二）; TSG Z6001-2019 (M) for the certificate.
    """
    if asked.is_scrapped:
        return BindingFault.SCRAPPED
    if not asked.answers:
        return BindingFault.NOT_MAINTAINED
    if not asked.is_member:
        return BindingFault.NOT_OF_FIRM
    if not asked.is_certified:
        return BindingFault.NO_CERTIFICATE
    unbound = asked.office_unbound_at
    if asked.by_technician and unbound is not None and asked.known_at <= unbound:
        return BindingFault.UNBOUND_MEANWHILE
    return None


def state_of_binding(*, asked: Asked) -> BindingState:
    """Return how a binding begins: bound, or waiting for the office.

    The office binds at once. A technician waits where the firm wants to agree, or where the
    office has unbound him from this elevator before.
    """
    if not asked.by_technician:
        return BindingState.BOUND
    free = asked.self_binding and asked.office_unbound_at is None
    return BindingState.BOUND if free else BindingState.ASKED
