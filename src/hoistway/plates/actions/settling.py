"""A person clears or confirms a suspicion."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed
from hoistway.plates.actions.issuing import given_reason
from hoistway.plates.actions.moving import held_plate, move
from hoistway.plates.actions.posting import say_of
from hoistway.plates.models import Posting, Suspicion
from hoistway.plates.rules.posting_policy import posting_policy_on
from hoistway.plates.vocabulary import PlateDeed, PlateState, SuspicionState


class SuspicionSettled(Refusal):
    """Raised when a suspicion has been settled otherwise already."""

    code = "suspicion_settled"
    zh = "该疑点已由他人处理。"
    en = "This suspicion has been settled already."


@transaction.atomic
def settle_suspicion(
    *, suspicion_id: int, confirmed: bool, reason: str, now: datetime, by: Actor
) -> Suspicion:
    """Clear or confirm a suspicion with a reason; the same answer again changes nothing.

    Where a posting was doubted: once nothing about it is open or confirmed, the register hears
    what was seen; once a doubt is confirmed, the plate does not hang and is in stock again.
    Raises: NotAllowed, NotFound, ReasonNeeded, SuspicionSettled.
    """
    require(by=by, deed=Deed.MANAGE_PLATES)
    words = given_reason(reason=reason)
    mine = Suspicion.objects.select_for_update(of=("self",)).filter(
        in_reach(by=by, prefix="plate__elevator__"), pk=suspicion_id
    )
    found = mine.select_related("posting__plate").first()
    if found is None:
        raise NotFound
    state = SuspicionState.CONFIRMED if confirmed else SuspicionState.CLEARED
    if found.state is state:
        return found
    if found.state is not SuspicionState.OPEN:
        raise SuspicionSettled
    found.state, found.settled_at, found.settled_by = state, now, by.as_json()
    found.settled_reason = words
    found.save(update_fields=["state", "settled_at", "settled_by", "settled_reason"])
    if found.posting is not None:
        _draw_conclusion(found, found.posting, now=now, by=by)
    return found


def _draw_conclusion(
    found: Suspicion, posting: Posting, *, now: datetime, by: Actor
) -> None:  # fmt: skip
    if found.state is SuspicionState.CONFIRMED:
        newest = Posting.objects.filter(plate_id=posting.plate_id).order_by("-pk").first()
        plate = held_plate(plate_id=posting.plate_id, by=by)
        if newest == posting and plate.state is PlateState.POSTED:
            facts = {"suspicion": found.pk, "reason": found.settled_reason}
            move(plate, PlateDeed.REJECT, now=now, by=by, facts=facts)
        return
    others = Suspicion.objects.filter(posting=posting).exclude(state=SuspicionState.CLEARED)
    if not others.exists():
        say_of(posting=posting, policy=posting_policy_on(day=local_day(at=now)), now=now)
