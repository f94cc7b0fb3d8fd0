"""The clock looks at what nobody has received or taken up, and brings it before more people."""

from datetime import datetime

from django.db import transaction

from hoistway.duties.actions.steps import Told, held_notice, policy_of, step
from hoistway.duties.models import Notice
from hoistway.duties.queries.notices import due_notices, standing_of
from hoistway.duties.rules.notices import moments, needs, times_passed
from hoistway.duties.vocabulary import NoticeDeed
from hoistway.foundation.actors import PLATFORM, Actor


def escalate_notices(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Escalate every notice whose moment has passed; return how many steps were taken.

    Several moments that passed unseen are one step: what counts is how long it has waited.
    """
    taken = 0
    for key in due_notices(now=now):
        with transaction.atomic():
            notice = held_notice(notice_id=key)
            if notice.due_at is not None and notice.due_at <= now:
                _escalate(notice, now=now, by=by)
                taken += 1
    return taken


def _escalate(notice: Notice, *, now: datetime, by: Actor) -> None:
    policy = policy_of(notice=notice)
    times = {
        str(need): times_passed(
            moments=moments(
                need=need, kind=notice.kind, issued_at=notice.issued_at, policy=policy
            ), at=now,
        )
        for need in needs(standing=standing_of(notice=notice))
    }  # fmt: skip
    facts = {
        "times": times, "due": notice.due_at.isoformat() if notice.due_at else "",
        "edition": policy.edition,
    }  # fmt: skip
    step(notice, NoticeDeed.ESCALATE, now=now, by=by, told=Told(facts=facts))
