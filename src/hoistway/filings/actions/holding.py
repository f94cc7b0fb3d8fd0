"""Hold one filing for a deed: visible to the actor, locked, with its elevator locked before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from hoistway.filings.actions.settling import Desk, at_desk
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries.cases import Open, open_cases
from hoistway.filings.queries.filings import OPEN, filings
from hoistway.filings.rules.course import FilingMovedOn
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import survivor_of


@dataclass(frozen=True, slots=True)
class InHand:
    """A filing that nobody else can move until the transaction ends."""

    desk: Desk
    filing: ElevatorFiling
    home: int


@contextmanager
def in_hand(*, filing_id: int, deed: Deed, now: datetime, by: Actor) -> Iterator[InHand]:
    """Give a visible, open filing into the actor's hand; what follows is settled at the end.

    Raises: NotAllowed, NotFound, FilingMovedOn.
    """
    require(by=by, deed=deed)
    seen = filings(by=by).filter(pk=filing_id).first()
    if seen is None:
        raise NotFound
    home = survivor_of(elevator_id=seen.elevator_id)
    with at_desk(now=now, elevator_ids=[home]) as desk:
        held = ElevatorFiling.objects.select_for_update(of=("self",)).filter(pk=filing_id)
        filing = held.select_related("elevator__jurisdiction", "firm").get()
        if str(filing.state) not in OPEN:
            raise FilingMovedOn(state_zh=filing.state.zh, state_en=filing.state.en)
        yield InHand(desk=desk, filing=filing, home=home)


def opened(*, hand: InHand) -> Open:
    """Return the case of the filing in hand; what is done to it is done to its own row."""
    cases = open_cases(elevator_ids=[hand.home], now=hand.desk.now)
    return next(one for one in cases if one.filing.pk == hand.filing.pk)
