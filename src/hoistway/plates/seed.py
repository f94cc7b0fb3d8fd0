"""The plates of the demo city: most hang, some wait, some are damaged or doubted."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from hoistway.foundation import attachments
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.geo import Point
from hoistway.foundation.models import Attachment
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions import (
    Proof,
    issue_plates,
    move_all,
    post_plate,
    replace_plate,
    report_plate,
)
from hoistway.plates.models import Plate
from hoistway.plates.queries import living_plates
from hoistway.plates.vocabulary import PlateDeed
from hoistway.registry.actions import FieldValue
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import Field

HUNG_SINCE = timedelta(days=200)
"""How long ago most plates were put up. Chosen: before anything that the demo shows."""

IN_STOCK, BROKEN = 0.05, 0.012
"""Shares of plates that wait and that are damaged or lost. Chosen: the board has something to say,
and hardly a visitor of the demo meets an elevator without its plate."""

PROVEN = 14
"""Plates with photos, put up in the last days. Chosen: a photo takes 30 ms to draw and keep."""

_FAR = 0.009
"""Degrees of longitude between a doubted posting and its address: some 850 m in Shanghai."""

_SHIFT = 0.00012
"""Degrees between the register's place and where a phone stands beside the plate: some 10 m."""


@dataclass(frozen=True, slots=True)
class _Round:
    """Who lays out the demo's plates, with which chance, and when."""

    chance: Random
    key_version: int
    now: datetime


def lay_out(
    *, elevators: Sequence[Elevator], chance: Random, key_version: int, now: datetime
) -> None:
    """Give every elevator of the demo its plate, and some plates a story."""
    story = _Round(chance, key_version, now)
    some = list(elevators)
    chance.shuffle(some)
    waiting = PROVEN + max(4, round(len(some) * IN_STOCK))
    fresh, hung = some[:waiting], some[waiting:]
    issue_plates(
        elevator_ids=[row.pk for row in hung], key_version=key_version, now=now - HUNG_SINCE,
        posted=True,
    )  # fmt: skip
    issue_plates(
        elevator_ids=[row.pk for row in fresh], key_version=key_version,
        now=now - timedelta(days=9),
    )  # fmt: skip
    plates = living_plates(elevator_ids=[row.pk for row in some])
    made = [plates[row.pk].pk for row in fresh[: waiting * 3 // 4]]
    move_all(plate_ids=made, deed=PlateDeed.PRINT, now=now - timedelta(days=5), by=PLATFORM)
    _break([plates[row.pk] for row in hung], story)
    _prove(fresh, plates, story)


def _break(hung: Sequence[Plate], story: _Round) -> None:
    """Let some plates be damaged, some lost; for one in three a new plate is under way."""
    broken = hung[: max(3, round(len(hung) * BROKEN))]
    for number, plate in enumerate(broken):
        said = story.now - timedelta(days=story.chance.randrange(1, 30))
        words = "牌面被撕走" if number % 3 == 1 else "亚克力开裂，二维码看不清"
        report_plate(plate_id=plate.pk, lost=number % 3 == 1, words=words, now=said, by=PLATFORM)
        if number % 3 == 2:
            replace_plate(
                plate_id=plate.pk, reason=words, key_version=story.key_version,
                now=said + timedelta(hours=20), by=PLATFORM,
            )  # fmt: skip


def _prove(fresh: Sequence[Elevator], plates: dict[int, Plate], story: _Round) -> None:
    """Let technicians put some plates up; one sends an old photo, one stands far away."""
    ready = [row for row in fresh if row.firm_id and row.longitude is not None][:PROVEN]
    photo: Attachment | None = None
    for number, row in enumerate(ready):
        by = _technician(row)
        if by is None or row.longitude is None or row.latitude is None:
            continue
        if number != 1 or photo is None:
            photo = _photo(plates[row.pk], number, story)
        shift = _FAR if number in {2, 7} else story.chance.uniform(-_SHIFT, _SHIFT)
        at = story.now - timedelta(hours=3 + 5 * number)
        proof = Proof(
            photo=photo, place=Point(row.longitude + shift, row.latitude),
            accuracy_m=float(story.chance.randrange(8, 40)), posted_at=at,
            facts=_seen(row, number),
        )  # fmt: skip
        form_id = UUID(int=story.chance.getrandbits(128))
        post_plate(plate_id=plates[row.pk].pk, proof=proof, form_id=form_id, now=at, by=by)


def _technician(row: Elevator) -> Actor | None:
    account = account_of_role(role=RoleKind.TECHNICIAN, organisation_id=row.firm_id)
    return actor_of(account=account) if account else None


def _seen(row: Elevator, number: int) -> dict[Field, FieldValue]:
    """Return what was looked at: all as registered, or one thing otherwise."""
    seen: dict[Field, FieldValue] = {Field.ADDRESS: row.address, Field.NAME: row.name}
    if row.stops:
        seen[Field.STOPS] = row.stops + (number % 4 == 3)
    return seen


def _photo(plate: Plate, number: int, story: _Round) -> Attachment:
    """Keep a drawn photo: a landing door, its frame, and the plate beside it."""
    tone = story.chance.randrange(120, 190)
    image = Image.new("RGB", (960, 1280), (tone, tone - 8, tone - 20))
    draw = ImageDraw.Draw(image)
    left, top = 120 + 37 * (number % 7), 150 + 23 * (number % 5)
    steel = tuple(story.chance.randrange(90, 215) for _ in range(3))
    draw.rectangle((left, top, left + 470, 1180), fill=steel, outline=(60, 60, 60), width=10)
    draw.line((left + 235, top, left + 235, 1180), fill=(70, 70, 70), width=6)
    draw.rectangle((0, 1180, 960, 1280), fill=(88, 80, 74))
    x, y = left + 510, 420 + 31 * (number % 6)
    draw.rectangle((x, y, x + 200, y + 290), fill=(250, 250, 248), outline=(20, 80, 140), width=6)
    for cell in range(144):
        if story.chance.random() < 0.5:
            column, row = divmod(cell, 12)
            spot = (x + 34 + 11 * column, y + 30 + 11 * row)
            draw.rectangle((*spot, spot[0] + 10, spot[1] + 10), fill=(15, 15, 15))
    draw.text((x + 30, y + 200), plate.rescue_number, fill=(15, 15, 15), font_size=40)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    out.seek(0)
    return attachments.keep(upload=out, now=story.now, by=PLATFORM, photo=True)
