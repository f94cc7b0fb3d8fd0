"""Somebody on site says that a plate is damaged or gone."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.plates.actions.moving import held_plate, move
from hoistway.plates.events import PlateReported
from hoistway.plates.models import Plate
from hoistway.plates.vocabulary import PlateDeed, PlateState

_WORDS = 300
"""Signs of what is said. Chosen: as elsewhere in the house."""


@transaction.atomic
def report_plate(*, plate_id: int, lost: bool, words: str, now: datetime, by: Actor) -> Plate:
    """Keep that a plate is damaged, or lost; the same said twice is one step.

    Technician, use unit, firm and regulator may say so of elevators that they see.
    Announces: PlateReported. Raises: NotAllowed, NotFound, PlateMovedOn.
    """
    if not (may(by=by, deed=Deed.POST_PLATE) or may(by=by, deed=Deed.MANAGE_PLATES)):
        raise NotAllowed
    plate = held_plate(plate_id=plate_id, by=by)
    state = PlateState.LOST if lost else PlateState.DAMAGED
    if plate.state is state:
        return plate
    deed = PlateDeed.REPORT_LOST if lost else PlateDeed.REPORT_DAMAGED
    move(plate, deed, now=now, by=by, facts={"words": words.strip()[:_WORDS]})
    announce(PlateReported(plate_id=plate.pk))
    return plate
