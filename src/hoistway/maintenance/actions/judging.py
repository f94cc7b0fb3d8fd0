"""Look at the evidence of signed visits: reasons and a score, never a block."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.maintenance.adapters.samples import Window, samples_of
from hoistway.maintenance.models import Judgement
from hoistway.maintenance.queries.evidence import Known, known_of, visits_to_judge
from hoistway.maintenance.rules.evidence import (
    Surroundings,
    Weighed,
    evidence_policy_on,
    motion_of,
    weigh,
)

AFTER = timedelta(minutes=30)
"""How long after its receipt a visit is judged. Chosen: by then the history holds its samples."""

_AT_ONCE = 500  # Chosen: one pass over a day's files serves them all.


def judge_signed(*, history: Path, now: datetime, most: int = _AT_ONCE) -> int:
    """Judge visits that nobody has judged yet and return how many; safe to repeat."""
    return judge_visits(
        visit_ids=visits_to_judge(before=now - AFTER, most=most), history=history, now=now
    )


@transaction.atomic
def judge_visits(*, visit_ids: Sequence[int], history: Path, now: datetime) -> int:
    """Weigh the evidence of these visits anew, with what is known today, and keep the outcome."""
    known = known_of(visit_ids=visit_ids)
    samples = samples_of(
        folder=history,
        windows=[
            Window(one.visit_id, one.course.elevator_id, one.course.begun_at, one.course.ended_at)
            for one in known
        ],
    )
    Judgement.objects.bulk_create(
        [_judgement(one, samples.get(one.visit_id, []), now) for one in known], batch_size=500
    )
    return len(known)


def _judgement(known: Known, samples: Sequence[Mapping[str, int]], now: datetime) -> Judgement:
    course = known.course
    policy = evidence_policy_on(day=local_day(at=course.begun_at))
    motion = motion_of(samples=samples, since=course.begun_at, until=course.ended_at)
    around = Surroundings(
        elsewhere=known.elsewhere, photos=known.photos, last_values=known.last_values,
        motion=motion,
    )  # fmt: skip
    weighed = weigh(course=course, around=around, policy=policy)
    return Judgement(
        visit_id=known.visit_id, edition=policy.edition, score=weighed.score,
        reasons=_reasons(weighed), facts=_facts(known, around), judged_at=now,
    )  # fmt: skip


def _reasons(weighed: Weighed) -> list[list[object]]:
    return [[str(one.code), one.weight, dict(one.facts)] for one in weighed.reasons]


def _facts(known: Known, around: Surroundings) -> dict[str, object]:
    """Return what was looked at, so that the judgement can be repeated and explained."""
    motion = around.motion
    return {
        "lines": len(known.course.lines), "photos": len(known.course.photos),
        "minutes": round((known.course.ended_at - known.course.begun_at).total_seconds() / 60),
        "compared_visits": [one.visit_id for one in known.elsewhere],
        "compared_photos": len(known.photos),
        "motion": None if motion is None else {
            "covered": round(motion.covered, 3), "inspection_s": round(motion.inspection_s),
            "out_s": round(motion.out_s), "rides": motion.rides, "door_moves": motion.door_moves,
        },
    }  # fmt: skip
