"""A person judges that a deviation needs nothing; the reason stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.monitoring.actions.steps import (
    DeviationMovedOn,
    DeviationWordsMissing,
    Said,
    step,
)
from hoistway.monitoring.actions.taking_back import take_back_visit
from hoistway.monitoring.models import Deviation, DeviationStep, Health
from hoistway.monitoring.queries.deviations import deviations
from hoistway.monitoring.vocabulary import DeviationState, HealthState
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


@transaction.atomic
def dismiss_deviation(
    *, number: str, form_id: UUID, words: str, now: datetime, by: Actor
) -> Deviation:
    """End a deviation that needs nothing, with its reason; a form twice is one step.

    What the indicator shows now is its new normal. A visit that nobody has begun is taken back;
    it is given back to remote checking only from this day. Announces: DeviationMoved.
    Raises: NotAllowed, NotFound, DeviationWordsMissing, DeviationMovedOn.
    """
    require(by=by, deed=Deed.DISMISS_DEVIATION)
    seen = deviations(by=by).filter(number=number).order_by().values("pk")
    held = Deviation.objects.select_for_update(of=("self",)).filter(pk__in=seen)
    row = held.select_related("visit").first()
    if row is None:
        raise NotFound
    if DeviationStep.objects.filter(form_id=form_id, deviation=row).exists():
        return row
    if row.state not in DeviationState.open_states():
        raise DeviationMovedOn(zh=row.state.zh, en=row.state.en)
    if not words.strip():
        raise DeviationWordsMissing
    take_back_visit(deviation=row, reason=words.strip(), now=now)
    said = Said(words=words, form_id=form_id)
    step(row, DeviationState.DISMISSED, now=now, by=by, said=said, settled_at=now)
    open_rows = Deviation.objects.filter(
        elevator_id=row.elevator_id, state__in=DeviationState.open_states()
    )
    if not open_rows.exists():
        Health.objects.filter(pk=row.elevator_id, state=HealthState.DEVIATING).update(
            state=HealthState.WATCHED
        )
    return row
