"""What photos say: used before, looking alike, not of this visit, or missing."""

from collections.abc import Iterator
from datetime import timedelta

from hoistway.maintenance.rules.evidence.course import Course, Surroundings
from hoistway.maintenance.rules.evidence.policy import EvidencePolicy
from hoistway.maintenance.rules.evidence.reason import Fact, Said
from hoistway.maintenance.vocabulary.evidence import EvidenceReason as R


def photo_reasons(course: Course, around: Surroundings, policy: EvidencePolicy) -> Iterator[Said]:
    """Yield what speaks against the photos of a visit."""
    if not course.photos:
        yield Said(R.NO_PHOTO, {})
        return
    slack = timedelta(seconds=policy.photo_slack_s)
    outside = [
        photo.sha256[:12]
        for photo in course.photos
        if not course.begun_at - slack <= photo.taken_at <= course.ended_at + slack
    ]
    if outside:
        yield Said(R.PHOTO_OUTSIDE, {"photos": outside})
    known = {one.sha256: one.visit_id for one in around.photos}
    again = [photo for photo in course.photos if photo.sha256 in known]
    if again:
        facts: dict[str, Fact] = {
            "photos": [one.sha256[:12] for one in again], "visit": known[again[0].sha256],
        }  # fmt: skip
        yield Said(R.PHOTO_REUSED, facts)
        return
    for photo in course.photos:
        for earlier in around.photos:
            if _bits_apart(photo.fingerprint, earlier.fingerprint) <= policy.alike_bits:
                facts = {"photos": [photo.sha256[:12]], "visit": earlier.visit_id}
                yield Said(R.PHOTO_ALIKE, facts)
                return


def _bits_apart(one: str, other: str) -> int:
    if not one or not other:
        return 64
    return (int(one, 16) ^ int(other, 16)).bit_count()
