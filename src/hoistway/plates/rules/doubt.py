"""When a posting or a scan is doubted, with what the doubt rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.foundation.geo import Point, distance_m
from hoistway.plates.rules.posting_policy import PostingPolicy
from hoistway.plates.vocabulary import SuspicionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where somebody stood beside a plate, and how sharply the phone knew it (metres)."""

    place: Point
    accuracy_m: float | None
    at: datetime

    def slack_m(self) -> float:
        """Return by how much the place may be wrong."""
        return self.accuracy_m or 0.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason for doubt and the numbers behind it."""

    kind: SuspicionKind
    facts: dict[str, object]


def is_sharp(*, seen: Seen, policy: PostingPolicy) -> bool:
    """Return whether a place says anything."""
    return seen.slack_m() <= policy.worst_accuracy_m


def far_from(*, seen: Seen, held: Point | None, policy: PostingPolicy) -> Doubt | None:
    """Return the doubt about a posting far from the place that the register holds.

    The phone's own uncertainty counts for the poster; without a place in the register, or with
    a phone that hardly knows where it is, nothing is doubted.
    """
    if held is None or not is_sharp(seen=seen, policy=policy):
        return None
    apart = distance_m(seen.place, held)
    if apart - seen.slack_m() <= policy.far_m:
        return None
    return Doubt(
        SuspicionKind.FAR_FROM_ADDRESS,
        {"distance_m": round(apart), "accuracy_m": seen.accuracy_m, "limit_m": policy.far_m},
    )


def in_two_places(
    *, seen: Seen, others: Iterable[Seen], hung: Seen | None, policy: PostingPolicy
) -> Doubt | None:
    """Return the doubt about one plate in two places.

    A plate does not move: what was seen within some hours, and the place where it was hung
    whenever that was, must be where it is seen now.
    """
    if not is_sharp(seen=seen, policy=policy):
        return None
    within = timedelta(hours=policy.two_places_h)
    near_in_time = [one for one in others if abs(one.at - seen.at) <= within]
    compared = [*near_in_time, hung] if hung is not None else near_in_time
    farthest, where = 0.0, None
    for one in compared:
        apart = distance_m(seen.place, one.place) - seen.slack_m() - one.slack_m()
        if is_sharp(seen=one, policy=policy) and apart > max(farthest, policy.two_places_m):
            farthest, where = apart, one
    if where is None:
        return None
    return Doubt(
        SuspicionKind.TWO_PLACES,
        {
            "distance_m": round(distance_m(seen.place, where.place)),
            "other_at": where.at.isoformat(), "limit_m": policy.two_places_m,
            "here": [seen.place.longitude, seen.place.latitude],
            "there": [where.place.longitude, where.place.latitude],
        },
    )  # fmt: skip
