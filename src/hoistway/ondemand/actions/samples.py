"""Freeze the frame of an area's sample of pilot elevators."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.queries.samples import pilot_frame, purpose_of
from hoistway.parties.queries import jurisdictions, require
from hoistway.parties.vocabulary import Deed
from hoistway.sampling.actions import Frozen, freeze_frame
from hoistway.sampling.models import SampleDraw


@transaction.atomic
def freeze_pilot_sample(
    *, form_id: UUID, size: int | None = None, now: datetime, by: Actor
) -> SampleDraw:  # fmt: skip
    """Freeze the pilot elevators of the actor's area and how many are to be drawn.

    `size` None takes what the year still lacks of its share.
    Raises: NotAllowed, NotFound, FrameEmpty, InspectorsMissing, FrameWaits.
    Source: 286号 二（三）: each district ≥ 5 % of its pilot elevators.
    """
    require(by=by, deed=Deed.DRAW_SAMPLE)
    area = jurisdictions().filter(pk=by.jurisdiction_id).first()
    if area is None:
        raise NotFound
    frame = pilot_frame(area=area, size=size, now=now, day=local_day(at=now))
    frozen = Frozen(purpose=purpose_of(area=area), jurisdiction_id=area.pk, frame=frame)
    return freeze_frame(frozen=frozen, form_id=form_id, now=now, by=by)
