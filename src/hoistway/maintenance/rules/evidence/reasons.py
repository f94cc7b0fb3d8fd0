"""What speaks against a visit: each reason with its weight and the facts behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from hoistway.foundation.geo import distance_m
from hoistway.maintenance.rules.evidence.course import Course, Elsewhere, Surroundings
from hoistway.maintenance.rules.evidence.photos import photo_reasons
from hoistway.maintenance.rules.evidence.policy import EvidencePolicy
from hoistway.maintenance.rules.evidence.reason import Reason, Said
from hoistway.maintenance.vocabulary.evidence import EvidenceReason as R

Check = Callable[[Course, Surroundings, EvidencePolicy], Iterator[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """All reasons, heaviest first, and the score: 0 where nothing speaks against the visit."""

    score: float
    reasons: tuple[Reason, ...] = field(default=())


def weigh(*, course: Course, around: Surroundings, policy: EvidencePolicy) -> Weighed:
    """Return what speaks against a visit, joined as 1 - product of (1 - weight)."""
    said = {one.code: one for check in CHECKS for one in check(course, around, policy)}
    reasons = [
        Reason(code=code, weight=policy.weights[str(code)], facts=dict(one.facts))
        for code, one in said.items()
    ]
    clean = 1.0
    for reason in reasons:
        clean *= 1 - reason.weight
    return Weighed(
        score=round(1 - clean, 4),
        reasons=tuple(sorted(reasons, key=lambda one: (-one.weight, str(one.code)))),
    )


def _length(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    spent = course.ended_at - course.begun_at
    least = max(
        timedelta(minutes=course.shortest_min * policy.shortest_share),
        timedelta(seconds=len(course.lines) * policy.seconds_each_item),
    )
    if spent < least:
        yield Said(R.TOO_SHORT, {"minutes": _minutes(spent), "least": _minutes(least)})


def _pace(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    instants = sorted(line.at for line in course.lines)
    needed = int(len(instants) * policy.together_share)
    if needed < 5:
        return
    spans = (instants[i + needed - 1] - instants[i] for i in range(len(instants) - needed + 1))
    shortest = min(spans)
    if shortest < timedelta(seconds=policy.together_s):
        yield Said(R.ALL_AT_ONCE, {"items": needed, "seconds": int(shortest.total_seconds())})


def _place(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    if course.place is None:
        yield Said(R.NO_PLACE, {})
    elif course.elevator_place is not None:
        far = distance_m(course.place, course.elevator_place) - course.accuracy_m
        if far > policy.far_m:
            yield Said(R.TOO_FAR, {"metres": int(far)})


def _clock(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    if abs(course.clock_offset_ms) > policy.clock_off_s * 1000:
        yield Said(R.CLOCK_WRONG, {"seconds": course.clock_offset_ms // 1000})


def _travel(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    for other in around.elsewhere:
        far = _apart_m(course, other)
        if far is None or far <= policy.far_m:
            continue
        gap = max(course.begun_at - other.ended_at, other.begun_at - course.ended_at)
        facts = {"visit": other.visit_id, "metres": int(far), "minutes": _minutes(gap)}
        if gap < timedelta(0):
            yield Said(R.TWO_PLACES, facts)
        elif (far - policy.far_m) / 1000 > policy.fastest_kmh * (gap.total_seconds() / 3600):
            yield Said(R.IMPOSSIBLE_TRAVEL, facts)


def _apart_m(course: Course, other: Elsewhere) -> float | None:
    here = course.elevator_place or course.place
    if here is None or other.place is None or other.elevator_id == course.elevator_id:
        return None
    return distance_m(here, other.place)


def _values(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    measured = {line.item: line.value for line in course.lines if line.value}
    both = [item for item in measured if item in around.last_values]
    same = [item for item in both if measured[item] == around.last_values[item]]
    if len(same) >= policy.copied_values and len(same) == len(both):
        yield Said(R.VALUES_COPIED, {"items": sorted(same)})


def _crew(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    if len(set(course.crew)) < course.crew_needed:
        yield Said(R.CREW_SHORT, {"people": len(set(course.crew)), "needed": course.crew_needed})


def _motion(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    motion = around.motion
    if motion is None or not course.has_car or motion.covered < policy.covered_share:
        return
    hours = max((course.ended_at - course.begun_at).total_seconds() / 3600, 1 / 12)
    if not motion.inspection_s and not motion.out_s:
        yield Said(R.NEVER_INSPECTED, {"covered": f"{motion.covered:.0%}"})
        if motion.rides / hours > policy.rides_each_hour:
            yield Said(R.RIDERS_DURING, {"rides": motion.rides})
    if not motion.door_moves:
        yield Said(R.DOORS_STILL, {"covered": f"{motion.covered:.0%}"})


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)


CHECKS: tuple[Check, ...] = (
    _length, _pace, _place, _clock, _travel, photo_reasons, _values, _crew, _motion,
)  # fmt: skip
