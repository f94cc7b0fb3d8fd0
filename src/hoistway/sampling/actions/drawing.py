"""Freeze a frame, publish its hash, and draw from it by a seed that was not known then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevator_numbered, elevators
from hoistway.sampling.events import SampleDrawn
from hoistway.sampling.models import SampleCheck, SampleDraw
from hoistway.sampling.queries import draws
from hoistway.sampling.rules.drawing import CREW, Place, draw
from hoistway.sampling.rules.frame import Frame, frame_of, sha256_of, text_of
from hoistway.sampling.vocabulary import DrawPurpose, DrawState

LEAST_SEED = 6
"""Characters of a seed. Chosen: the numbers of one lottery draw are seven."""


class FrameEmpty(Refusal):
    """Raised when there is nothing to draw: no elevators, or the year's share is drawn."""

    code = "frame_empty"
    zh = "没有需要抽取的电梯：本年度已抽取 {before} 台，已满足比例，或名单为空。"
    en = "Nothing is to be drawn: {before} were drawn this year, or the frame is empty."
    status = 422


class InspectorsMissing(Refusal):
    """Raised when fewer than two people may be sent."""

    code = "inspectors_missing"
    zh = "可派检查人员不足 2 人，不能抽取。"
    en = "Fewer than two inspectors may be sent."
    status = 422
    clause = "特种设备安全监督检查办法 art. 19"


class FrameWaits(Refusal):
    """Raised when a frozen frame of the same purpose still waits for its seed."""

    code = "frame_waits"
    zh = "{number} 的名单已冻结，尚未抽取。请先完成。"
    en = "The frame of {number} is frozen and not drawn yet. Finish it first."


class SeedUnsound(Refusal):
    """Raised when a seed is too short, or nobody says where it was published."""

    code = "seed_unsound"
    zh = "请填写公开的随机数（至少 {least} 个字符）和它的出处。"
    en = "Give the public random number (at least {least} characters) and where it was published."
    status = 422


class SeedStands(Refusal):
    """Raised when a draw is repeated with another seed."""

    code = "seed_stands"
    zh = "该名单已用随机数 {seed} 抽取，不能再换。"
    en = "This frame was drawn with the seed {seed}; it cannot be changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A frame to be frozen, and for what and whose area it is."""

    purpose: DrawPurpose
    jurisdiction_id: int
    frame: Frame


@transaction.atomic
def freeze_frame(*, frozen: Frozen, form_id: UUID, now: datetime, by: Actor) -> SampleDraw:
    """Freeze a frame and number the draw; a form twice is one draw.

    Raises: NotAllowed, FrameEmpty, InspectorsMissing, FrameWaits.
    """
    require(by=by, deed=Deed.DRAW_SAMPLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(286, %s)", [frozen.jurisdiction_id])
    known = SampleDraw.objects.filter(form_id=form_id).first()
    if known is not None:
        return known
    frame = frozen.frame
    if not frame.units or frame.size < 1:
        raise FrameEmpty(before=frame.before)
    if len(frame.inspectors) < CREW:
        raise InspectorsMissing
    waits = SampleDraw.objects.filter(
        purpose=frozen.purpose, jurisdiction_id=frozen.jurisdiction_id, state=DrawState.FROZEN
    ).first()
    if waits is not None:
        raise FrameWaits(number=waits.number)
    text = text_of(frame=frame)
    return SampleDraw.objects.create(
        number=_number(now), form_id=form_id, purpose=frozen.purpose,
        jurisdiction_id=frozen.jurisdiction_id, year=frame.year, population=frame.population,
        size=min(frame.size, len(frame.units)), frame=text, frame_sha256=sha256_of(text=text),
        edition=frame.edition, frozen_at=now, frozen_by=by.as_json(),
    )  # fmt: skip


def _number(now: datetime) -> str:
    day = local_day(at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(286, 0)")
    last = SampleDraw.objects.filter(number__startswith=f"CC{day:%y%m%d}").count()
    return f"CC{day:%y%m%d}{last + 1:03d}"


@transaction.atomic
def draw_sample(
    *, draw_id: int, seed: str, seed_source: str, now: datetime, by: Actor
) -> SampleDraw:  # fmt: skip
    """Draw by a published seed; the same seed again changes nothing.

    Announces: SampleDrawn. Raises: NotAllowed, NotFound, SeedUnsound, SeedStands.
    """
    require(by=by, deed=Deed.DRAW_SAMPLE)
    row = draws(by=by).select_for_update(of=("self",)).filter(pk=draw_id).first()
    if row is None:
        raise NotFound
    seed, seed_source = seed.strip(), seed_source.strip()
    if row.state is not DrawState.FROZEN:
        if row.seed != seed:
            raise SeedStands(seed=row.seed)
        return row
    if len(seed) < LEAST_SEED or not seed_source:
        raise SeedUnsound(least=LEAST_SEED)
    places = draw(frame=frame_of(text=row.frame), seed=seed)
    if row.purpose in DrawPurpose.of_the_pilot():
        _keep_elevators(row, places)
    else:
        row.drawn = [
            {"place": one.place, "number": one.number, "inspectors": list(one.inspectors)}
            for one in places
        ]
    row.state, row.seed, row.seed_source = DrawState.DRAWN, seed[:80], seed_source[:200]
    row.drawn_at, row.drawn_by = now, by.as_json()
    row.save(update_fields=["state", "seed", "seed_source", "drawn", "drawn_at", "drawn_by"])
    announce(SampleDrawn(draw_id=row.pk))
    return row


def _keep_elevators(row: SampleDraw, places: Sequence[Place]) -> None:
    known = _known([one.number for one in places])
    SampleCheck.objects.bulk_create(
        SampleCheck(
            draw=row,
            elevator_id=known[one.number][0],
            firm_id=known[one.number][1],
            unit=one.number,
            place=one.place,
            stratum=one.stratum[:80],
            inspectors=list(one.inspectors),
        )
        for one in places
    )


def _known(numbers: Sequence[str]) -> dict[str, tuple[int, int | None]]:
    """Return key and firm of each unit today; what was merged since is what it became."""
    rows = elevators(by=PLATFORM).filter(register_number__in=numbers)
    found: dict[str, tuple[int, int | None]] = {
        number: (key, firm)
        for number, key, firm in rows.values_list("register_number", "pk", "firm_id")
    }
    for number in numbers:
        if number not in found and (one := elevator_numbered(register_number=number)) is not None:
            found[number] = (one.pk, one.firm_id)
    return found
