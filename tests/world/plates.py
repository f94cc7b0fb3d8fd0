"""Builders of plates, of the people around them and of postings."""

import io
from datetime import datetime
from uuid import UUID, uuid4

from PIL import Image

from hoistway.foundation import attachments
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.models import Attachment
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import Proof, issue_plates, post_plate
from hoistway.plates.models import Plate, Posting, Suspicion
from hoistway.plates.queries import living_plates
from hoistway.registry.actions import FieldValue
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import Field
from tests.world.emergency import acting
from tests.world.parties import NOW, a_bureau, a_member, fresh_number
from tests.world.registry import YANPING_ROAD, an_elevator


def picture(*, of: int, width: int = 90) -> bytes:
    """Return a photo that looks like no other with another number, at any size."""
    cells = [(of * 2654435761 + cell * cell * 40503 + cell * of * 97) % 251 for cell in range(81)]
    image = Image.new("L", (9, 9))
    image.putdata(cells)
    out = io.BytesIO()
    image.resize((width, width), Image.Resampling.NEAREST).save(out, "JPEG", quality=90)
    return out.getvalue()


def a_photo(*, of: int = 0, width: int = 90) -> Attachment:
    """Return a kept photo; a new motif unless one is named."""
    upload = io.BytesIO(picture(of=of or fresh_number(), width=width))
    return attachments.keep(upload=upload, now=NOW, by=PLATFORM, photo=True)


def an_issued_plate(*, elevator: Elevator | None = None) -> Plate:
    """Return a plate that is issued and does not hang yet."""
    bare = elevator or an_elevator(plate=False)
    issue_plates(elevator_ids=[bare.pk], key_version=1, now=NOW)
    return living_plates(elevator_ids=[bare.pk])[bare.pk]


def a_poster(*, elevator: Elevator) -> Membership:
    """Return a technician of the firm that maintains the elevator."""
    return a_member(role=RoleKind.TECHNICIAN, organisation=elevator.firm)


def the_district(*, elevator: Elevator) -> Membership:
    """Return a regulator of the elevator's district."""
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    return a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def a_proof(
    *, photo: Attachment | None = None, place: Point | None = YANPING_ROAD,
    accuracy_m: float | None = 12.0, posted_at: datetime = NOW,
    facts: dict[Field, FieldValue] | None = None,
) -> Proof:  # fmt: skip
    """Return a sound proof with a photo of its own."""
    return Proof(
        photo=photo or a_photo(), place=place, accuracy_m=accuracy_m, posted_at=posted_at,
        facts=facts or {},
    )  # fmt: skip


def posted(
    *, plate: Plate, by: Actor | None = None, proof: Proof | None = None,
    form_id: UUID | None = None, now: datetime = NOW,
) -> Posting:  # fmt: skip
    """Return a posting of the plate, by its firm's technician unless told otherwise."""
    return post_plate(
        plate_id=plate.pk, proof=proof or a_proof(posted_at=now), form_id=form_id or uuid4(),
        now=now, by=by or acting(membership=a_poster(elevator=plate.elevator)),
    )  # fmt: skip


def a_doubted_posting(*, elevator: Elevator, by: Actor, now: datetime) -> Suspicion:
    """Return the suspicion about a posting half a kilometre from the elevator's place."""
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    far = Point(YANPING_ROAD.longitude, YANPING_ROAD.latitude + 0.005)
    seen: dict[Field, FieldValue] = {Field.BUILDING: "7号楼"}
    one = posted(plate=plate, by=by, now=now, proof=a_proof(place=far, posted_at=now, facts=seen))
    return Suspicion.objects.filter(posting=one).earliest("pk")
