"""Builders of use units that keep their rounds."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.safety.actions import Holder, Said, appoint_holder, keep_round
from hoistway.safety.models import KeptRound
from hoistway.safety.queries import policy_on
from hoistway.safety.vocabulary import RoundAnswer, SafetyPost, SafetyRound
from tests.world.emergency import acting
from tests.world.parties import NOW, a_member

TODAY = local_day(at=NOW)


def a_keeper(*, elevator: Elevator, posts: tuple[SafetyPost, ...] = tuple(SafetyPost)) -> Actor:
    """Return somebody of the elevator's use unit, whose posts are held."""
    by = acting(membership=a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit))
    for post in posts:
        holder = Holder(post=post, name=f"某{post.zh}", since=TODAY - timedelta(days=300))
        appoint_holder(holder=holder, form_id=uuid4(), now=NOW, by=by)
    return by


def a_said(
    *, kind: SafetyRound = SafetyRound.DAILY, first: date = TODAY, words: str = "",
    **answers: RoundAnswer,
) -> Said:  # fmt: skip
    """Return a round in which nothing is wrong but what is named."""
    codes = [line.code for line in policy_on(day=first).lines_of(kind)]
    sound = dict.fromkeys(codes, RoundAnswer.SOUND)
    return Said(kind=kind, first=first, words=words, answers=sound | answers)


def a_kept_round(*, by: Actor, first: date = TODAY, now: datetime = NOW) -> KeptRound:
    """Return the kept daily round of a day."""
    return keep_round(said=a_said(first=first, words="正常"), form_id=uuid4(), now=now, by=by)
