"""The clock looks at open mismatches and brings them before more people."""

from datetime import datetime

from django.db import transaction

from hoistway.filings.actions.mismatches.settling import close_held
from hoistway.filings.actions.mismatches.steps import Told, held_mismatch, silent_parties, step
from hoistway.filings.models import Mismatch
from hoistway.filings.queries.mismatches import due_mismatches
from hoistway.filings.rules.mismatches import is_quiet, moment_of, next_moment
from hoistway.filings.rules.policy import FilingPolicy, policy_on
from hoistway.filings.vocabulary import MismatchDeed, MismatchState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day


def escalate_mismatches(*, now: datetime, by: Actor = PLATFORM) -> int:
    """Escalate every open mismatch whose moment has passed; return how many steps were taken.

    What is mended closes instead. Each moment is dealt with once; several that passed unseen
    each leave their step.
    """
    taken = 0
    for key in due_mismatches(now=now):
        with transaction.atomic():
            mismatch = held_mismatch(mismatch_id=key)
            close_held(mismatch, now=now)
            while _is_due(mismatch, now):
                taken += _pass(mismatch, now=now, by=by)
    return taken


def _is_due(mismatch: Mismatch, now: datetime) -> bool:
    is_open = mismatch.state in MismatchState.open_states()
    return is_open and mismatch.due_at is not None and mismatch.due_at <= now


def _pass(mismatch: Mismatch, *, now: datetime, by: Actor) -> bool:
    """Deal with one moment that has passed; say whether anybody has to be told."""
    policy, due_at = _policy(mismatch), mismatch.due_at or now
    days = policy.mismatch_escalate_days
    mismatch.due_at = next_moment(opened_at=mismatch.opened_at, days=days, after=due_at)
    answer_until = moment_of(opened_at=mismatch.opened_at, days=policy.mismatch_answer_days)
    if is_quiet(state=mismatch.state, due_at=due_at, answer_until=answer_until):
        mismatch.save(update_fields=["due_at"])
        return False
    mismatch.level += 1
    mismatch.save(update_fields=["due_at", "level"])
    facts = {
        "level": mismatch.level, "last": mismatch.due_at is None, "due": due_at.isoformat(),
        "silent": sorted(silent_parties(mismatch)), "edition": policy.edition,
    }  # fmt: skip
    step(mismatch, MismatchDeed.ESCALATE, now=now, by=by, told=Told(facts=facts))
    return True


def _policy(mismatch: Mismatch) -> FilingPolicy:
    """Return the edition by which the mismatch was opened, whatever holds today."""
    opened_on = local_day(at=mismatch.opened_at)
    return policy_on(day=opened_on, jurisdiction_code=mismatch.jurisdiction.code)
