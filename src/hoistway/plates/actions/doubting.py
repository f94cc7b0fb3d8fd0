"""Keep where plates were seen, doubt what does not fit, and settle doubts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import alike
from hoistway.foundation.geo import Point
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.plates.events import PlateSuspected
from hoistway.plates.models import Plate, Posting, Sighting, Suspicion
from hoistway.plates.queries.photos import same_photos
from hoistway.plates.rules.doubt import Doubt, Seen, far_from, in_two_places
from hoistway.plates.rules.posting_policy import PostingPolicy, posting_policy_on
from hoistway.plates.vocabulary import PlateState, ScanPlace, SuspicionKind, SuspicionState


def forget_sightings(*, before: datetime) -> int:
    """Delete where plates were seen before an instant; return how many. What they proved stays."""
    return Sighting.objects.filter(at__lt=before).delete()[0]


@transaction.atomic
def note_sighting(  # noqa: PLR0913 -- a reading has a place, a way and a time
    *, plate_id: int, via: ScanPlace, place: Point, accuracy_m: float | None, at: datetime,
    now: datetime, by: Actor,
) -> list[Suspicion]:  # fmt: skip
    """Keep where somebody who is signed in read a plate; return the doubts that this raises.

    Two places of one plate are doubted, and a void plate that still hangs somewhere.
    Announces: PlateSuspected.
    """
    plate = Plate.objects.select_for_update(of=("self",)).filter(pk=plate_id).first()
    if plate is None:
        raise NotFound
    policy = posting_policy_on(day=local_day(at=now))
    seen = Seen(place=place, accuracy_m=accuracy_m, at=at)
    doubts = [in_two_places(
        seen=seen, others=_readings(plate, seen, policy), hung=_hung(plate), policy=policy
    )]  # fmt: skip
    if plate.state is PlateState.VOID:
        doubts.append(void_in_use(seen=seen))
    keep_sighting(plate=plate, via=via, seen=seen)
    return suspect(plate=plate, doubts=doubts, policy=policy, now=now, by=by)


def keep_sighting(*, plate: Plate, via: ScanPlace, seen: Seen) -> None:
    """Keep a place; a passenger's never comes here."""
    Sighting.objects.create(
        plate=plate, via=via, longitude=seen.place.longitude, latitude=seen.place.latitude,
        accuracy_m=seen.accuracy_m, at=seen.at,
    )  # fmt: skip


def void_in_use(*, seen: Seen | None) -> Doubt:
    """Return the doubt about a void plate that somebody found hanging."""
    here = [seen.place.longitude, seen.place.latitude] if seen else None
    return Doubt(SuspicionKind.VOID_IN_USE, {"here": here})


def _readings(plate: Plate, seen: Seen, policy: PostingPolicy) -> list[Seen]:
    within = timedelta(hours=policy.two_places_h)
    rows = Sighting.objects.filter(plate=plate, at__range=(seen.at - within, seen.at + within))
    return [
        Seen(place=Point(row.longitude, row.latitude), accuracy_m=row.accuracy_m, at=row.at)
        for row in rows.order_by("pk")
    ]


def _hung(plate: Plate) -> Seen | None:
    """Return where the plate was last put up."""
    placed = Posting.objects.filter(plate=plate, longitude__isnull=False)
    row = placed.order_by("-posted_at", "-pk").first()
    if row is None or row.longitude is None or row.latitude is None:
        return None
    place = Point(row.longitude, row.latitude)
    return Seen(place=place, accuracy_m=row.accuracy_m, at=row.posted_at)


def doubts_of_posting(
    *, posting: Posting, seen: Seen | None, held: Point | None, policy: PostingPolicy
) -> list[Doubt | None]:
    """Return what is doubtful in a posting that was just kept: its photo and its place."""
    doubts: list[Doubt | None] = [_same_photo(posting, policy)]
    if seen is not None:
        doubts.append(far_from(seen=seen, held=held, policy=policy))
    return doubts


def _same_photo(posting: Posting, policy: PostingPolicy) -> Doubt | None:
    mine = posting.photo.fingerprint
    others = same_photos(
        fingerprint=mine, most_bits=policy.same_photo_bits, not_of_plate=posting.plate_id
    )
    if not others:
        return None
    first = others[0]
    return Doubt(
        SuspicionKind.SAME_PHOTO,
        {
            "other_plate": first.plate.code, "other_posting": first.pk,
            "bits": alike(one=mine, other=first.photo.fingerprint), "others": len(others),
        },
    )  # fmt: skip


def suspect(
    *, plate: Plate, doubts: Iterable[Doubt | None], policy: PostingPolicy, now: datetime,
    by: Actor, posting: Posting | None = None,
) -> list[Suspicion]:  # fmt: skip
    """Open a suspicion for each doubt; one of a kind that is open already stays the only one."""
    opened = []
    for doubt in doubts:
        if doubt is None:
            continue
        known = Suspicion.objects.filter(
            plate=plate, kind=doubt.kind, state=SuspicionState.OPEN
        ).first()
        if known is None:
            known = Suspicion.objects.create(
                plate=plate, posting=posting, kind=doubt.kind, edition=policy.edition, at=now,
                facts={**doubt.facts, "by": by.as_json()},
            )  # fmt: skip
            announce(PlateSuspected(suspicion_id=known.pk))
        opened.append(known)
    return opened
