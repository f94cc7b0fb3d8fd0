"""Work out once a day what the pilot has come to, and keep it."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import PilotOutcome
from hoistway.ondemand.queries.outcome import LONGEST_DAYS, pairs_on, samples_of
from hoistway.ondemand.rules.outcome import METHOD, Compared, compared


@transaction.atomic
def work_out_outcome(*, now: datetime) -> PilotOutcome:
    """Compare the pilot's elevators with matched ones as of today; twice a day is once.

    Source: 286号 二（三）评估; requirements H3.
    """
    day = local_day(at=now)
    known = PilotOutcome.objects.filter(day=day).first()
    if known is not None:
        return known
    pairs = pairs_on(day=day)
    after = samples_of(pairs=pairs, before=False, now=now)
    was = samples_of(pairs=pairs, before=True, now=now)
    found = compared(after=after, before=was) if after else ()
    return PilotOutcome.objects.create(
        day=day, first_day=min((one.first for one in pairs.windows), default=day - _YEAR),
        method=METHOD, pilots=sum(pairs.pilot), controls=len(pairs.keys) - sum(pairs.pilot),
        left_out=pairs.left_out, results=[_said(one) for one in found], worked_out_at=now,
    )  # fmt: skip


_YEAR = timedelta(days=LONGEST_DAYS)


def _said(one: Compared) -> dict[str, object]:
    said = asdict(one)
    return said | {
        "kind": str(one.kind), "effect": str(one.effect), "pilot_rate": one.pilot.rate,
        "fixed_rate": one.fixed.rate,
    }  # fmt: skip
