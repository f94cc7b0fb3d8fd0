"""Keep that a plate was put up: proof, place, and what was seen of the elevator on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.geo import Point, distance_m
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.plates.actions.doubting import doubts_of_posting, keep_sighting, suspect, void_in_use
from hoistway.plates.actions.moving import held_plate, lock_elevator, move, void_replaced
from hoistway.plates.events import PlatePosted
from hoistway.plates.models import Plate, Posting
from hoistway.plates.queries.seen import facts_on_site
from hoistway.plates.rules.doubt import Seen
from hoistway.plates.rules.posting_policy import PostingPolicy, posting_policy_on
from hoistway.plates.vocabulary import PlateDeed, PlateState, ScanPlace
from hoistway.registry.actions import FieldValue, Saying, say
from hoistway.registry.queries import elevator_at_hand, survivor_of
from hoistway.registry.vocabulary import Datum, Field, SourceKind


class PlateIsVoid(Refusal):
    """Raised when somebody posts a plate that is out of force or about to be replaced."""

    code = "plate_is_void"
    zh = "此牌已作废或正在更换，不能张贴。请取下并张贴新牌。"
    en = "This plate is void or being replaced. Take it down and put up the new one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What who puts a plate up brings: photo, place, time by the phone, facts seen on site.

    `facts` maps a field to what was seen; a value equal to the register's is a confirmation.
    """

    photo: Attachment
    place: Point | None
    accuracy_m: float | None
    posted_at: datetime
    facts: Mapping[Field, FieldValue] = field(default_factory=dict)


def post_plate(*, plate_id: int, proof: Proof, form_id: UUID, now: datetime, by: Actor) -> Posting:
    """Keep a posting: the plate hangs, what it replaces is void, facts become claims.

    What is doubted says nothing to the register until a person has cleared it.

    The same form again is the same posting. A time ahead of now, or before the plate was issued,
    is brought within. A void plate is refused and the attempt is doubted.
    Announces: PlatePosted, PlateSuspected. Raises: NotAllowed, NotFound, PlateIsVoid.
    """
    require(by=by, deed=Deed.POST_PLATE)
    with transaction.atomic():
        plate = held_plate(plate_id=plate_id, by=by)
        lock_elevator(elevator_id=plate.elevator_id)
        known = _known(form_id, plate, by)
        if known is not None:
            return known
        if plate.state not in {PlateState.VOID, PlateState.REPLACED}:
            return _post(plate, proof, form_id=form_id, now=now, by=by)
        if plate.state is PlateState.VOID:
            seen, policy = _seen(proof, now), posting_policy_on(day=local_day(at=now))
            suspect(plate=plate, doubts=[void_in_use(seen=seen)], policy=policy, now=now, by=by)
    raise PlateIsVoid


def _known(form_id: UUID, plate: Plate, by: Actor) -> Posting | None:
    known = Posting.objects.filter(form_id=form_id).first()
    if known is None:
        return None
    if known.plate_id != plate.pk or known.by != by.as_json():
        raise NotFound
    return known


def _seen(proof: Proof, now: datetime) -> Seen | None:
    if proof.place is None:
        return None
    at = min(proof.posted_at, now)
    return Seen(place=proof.place, accuracy_m=proof.accuracy_m, at=at)


def _post(
    plate: Plate, proof: Proof, *, form_id: UUID, now: datetime, by: Actor
) -> Posting:  # fmt: skip
    policy = posting_policy_on(day=local_day(at=now))
    elevator = elevator_at_hand(elevator_id=survivor_of(elevator_id=plate.elevator_id))
    held = None
    if elevator.longitude is not None and elevator.latitude is not None:
        held = Point(elevator.longitude, elevator.latitude)
    seen, place = _seen(proof, now), proof.place
    facts = facts_on_site(elevator=elevator)
    posting = Posting.objects.create(
        form_id=form_id, plate=plate, organisation_id=by.organisation_id or None,
        photo=proof.photo, longitude=place.longitude if place else None,
        latitude=place.latitude if place else None, accuracy_m=proof.accuracy_m,
        distance_m=distance_m(place, held) if place and held else None,
        facts={
            str(code): {"held": facts.get(code), "said": said}
            for code, said in proof.facts.items()
        },
        posted_at=max(min(proof.posted_at, now), plate.issued_at), received_at=now,
        by=by.as_json(),
    )  # fmt: skip
    move(plate, PlateDeed.POST, now=posting.posted_at, by=by, facts={"posting": posting.pk})
    void_replaced(plate=plate, now=now, by=by)
    doubts = doubts_of_posting(posting=posting, seen=seen, held=held, policy=policy)
    if not any(doubts):
        say_of(posting=posting, policy=policy, now=now)
    if seen is not None:
        keep_sighting(plate=plate, via=ScanPlace.POSTING, seen=seen)
    suspect(plate=plate, doubts=doubts, policy=policy, now=now, by=by, posting=posting)
    announce(PlatePosted(plate_id=plate.pk))
    return posting


def say_of(*, posting: Posting, policy: PostingPolicy, now: datetime) -> None:
    """Let the register hear what was seen; the platform speaks, the claim names who was there.

    A place counts where the phone knew it well.
    """
    fields: dict[str, FieldValue] = {code: one["said"] for code, one in posting.facts.items()}
    if posting.accuracy_m is not None and posting.accuracy_m <= policy.claim_accuracy_m:
        fields |= {
            str(Field.LONGITUDE): posting.longitude, str(Field.LATITUDE): posting.latitude,
            "datum": str(Datum.WGS84) if posting.longitude is not None else None,
        }  # fmt: skip
    elevator_id = survivor_of(elevator_id=posting.plate.elevator_id)
    saying = Saying(
        source=str(SourceKind.POSTING), record_key=f"E{elevator_id}/{posting.pk}", fields=fields,
        observed_at=posting.posted_at, elevator_id=elevator_id,
        origin={"posting": posting.pk, "by": posting.by},
    )  # fmt: skip
    if any(value is not None for value in fields.values()):
        say(sayings=[saying], now=now, by=PLATFORM)
