"""People who work with an elevator report a fault of it."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.faults.actions.mending import note_fault
from hoistway.faults.actions.sighting import FaultSighting, sight_fault
from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultKind, FaultSource
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, RoleKind

_SOURCES = {
    str(RoleKind.TECHNICIAN): FaultSource.TECHNICIAN,
    str(RoleKind.FIRM_OFFICE): FaultSource.TECHNICIAN,
    str(RoleKind.DISPATCHER): FaultSource.DESK,
}


@transaction.atomic
def report_fault(
    *, elevator_id: int, form_id: UUID, kind: FaultKind, words: str = "", now: datetime, by: Actor
) -> Fault:
    """Report a fault of an elevator within reach, with words for who mends it; a form once.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.REPORT_FAULT)
    seen = FaultSighting(
        elevator_id=elevator_id, kind=kind, source=_SOURCES.get(by.role, FaultSource.USE_UNIT),
        key=f"form.{form_id}", seen_at=now,
    )  # fmt: skip
    fault = sight_fault(sighting=seen, now=now, by=by)
    if words.strip():
        form = uuid5(form_id, "words")
        note_fault(fault_id=fault.pk, form_id=form, words=words, now=now, by=by)
    return fault
