"""Questions about frames, draws and checks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.sampling.models import SampleCheck, SampleDraw
from hoistway.sampling.rules.checklist import Checklist, Question, checklist_named, checklist_on
from hoistway.sampling.rules.drawing import differences, still_wanted
from hoistway.sampling.rules.frame import Frame, Inspector, Unit, frame_of
from hoistway.sampling.vocabulary import CheckResult, DrawPurpose

__all__ = [
    "Checklist",
    "Frame",
    "Inspector",
    "Question",
    "Unit",
    "YearShare",
    "check_seen",
    "checked_in",
    "checklist_named",
    "checklist_on",
    "checks",
    "differences",
    "draw_file",
    "draw_seen",
    "drawn_before",
    "draws",
    "frame_of",
    "own_checks",
    "published_draw",
    "shares_of",
    "still_wanted",
]  # fmt: skip


_WITH = (
    "draw__jurisdiction", "firm", "elevator__jurisdiction", "elevator__use_unit", "elevator__firm",
)  # fmt: skip


def draws(*, by: Actor) -> QuerySet[SampleDraw]:
    """Return the draws of the actor's area for whatever purpose, latest first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_SAMPLES)
    rows = SampleDraw.objects.select_related("jurisdiction").order_by("-frozen_at", "-pk")
    if reach_of(by=by) is Reach.ALL:
        return rows
    return rows.filter(jurisdiction_id=by.jurisdiction_id)


def draw_seen(*, by: Actor, number: str) -> SampleDraw:
    """Return a draw that the actor may see. Raises: NotAllowed, NotFound."""
    found = draws(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def published_draw(*, number: str) -> SampleDraw:
    """Return a draw for anybody who wants to repeat it. Raises: NotFound."""
    found = SampleDraw.objects.filter(number=number).select_related("jurisdiction").first()
    if found is None:
        raise NotFound
    return found


def checks(*, by: Actor) -> QuerySet[SampleCheck]:
    """Return the checks of the actor's area. Raises: NotAllowed."""
    seen = draws(by=by).order_by().values("pk")
    rows = SampleCheck.objects.filter(draw_id__in=seen)
    return rows.select_related(*_WITH).order_by("draw_id", "place")


def own_checks(*, by: Actor) -> QuerySet[SampleCheck]:
    """Return the checks of elevators that the actor maintains or uses, those done first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_PILOT)
    rows = SampleCheck.objects.filter(in_reach(by=by, prefix="elevator__"))
    return rows.select_related(*_WITH).order_by("-checked_at", "-pk")


def check_seen(*, by: Actor, number: str, register_number: str) -> SampleCheck:
    """Return one check by draw and elevator; firms and units see those of their own elevators.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.SEE_PILOT)
    rows = checks(by=by) if _samples(by) else own_checks(by=by)
    found = rows.filter(draw__number=number, elevator__register_number=register_number).first()
    if found is None:
        raise NotFound
    return found


def _samples(by: Actor) -> bool:
    return reach_of(by=by) in {Reach.ALL, Reach.JURISDICTION}


def drawn_before(*, purpose: DrawPurpose, jurisdiction_id: int, year: int) -> set[int]:
    """Return what draws of a year took; what could not be checked may be drawn again."""
    rows = SampleCheck.objects.filter(
        draw__purpose=purpose, draw__jurisdiction_id=jurisdiction_id, draw__year=year
    ).exclude(result=CheckResult.NOT_POSSIBLE)
    return set(rows.values_list("elevator_id", flat=True))


def checked_in(*, purpose: DrawPurpose, year: int, at: datetime) -> QuerySet[SampleCheck]:
    """Return the checks that draws of a year led to and that were made by an instant."""
    return SampleCheck.objects.filter(
        draw__purpose=purpose, draw__year=year, checked_at__lte=at
    ).exclude(result=CheckResult.NOT_POSSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearShare:
    """What a district has drawn and checked in a year; `score` is the mean of those checked."""

    drawn: int
    checked: int
    bad: int
    mending: int
    score: float | None


def shares_of(
    *, purpose: DrawPurpose, year: int, jurisdiction_ids: Collection[int]
) -> dict[int, YearShare]:
    """Return what each area has drawn and checked of a year; one query."""
    rows = SampleCheck.objects.filter(
        draw__purpose=purpose, draw__year=year, draw__jurisdiction_id__in=jurisdiction_ids
    )
    done = Q(checked_at__isnull=False)
    told = rows.values_list("draw__jurisdiction_id").annotate(
        drawn=Count("elevator_id", distinct=True), checked=Count("pk", filter=done),
        bad=Count("pk", filter=Q(result=CheckResult.BAD)),
        mending=Count("pk", filter=Q(mend_by__isnull=False, confirmed_at=None)),
        score=Avg("score"),
    )  # fmt: skip
    return {
        key: YearShare(drawn=drawn, checked=checked, bad=bad, mending=mending, score=score)
        for key, drawn, checked, bad, mending, score in told.order_by()
    }


def draw_file(*, draw: SampleDraw) -> dict[str, object]:
    """Return a draw as anybody repeats it with `./hoistway sample verify FILE`."""
    rows = SampleCheck.objects.filter(draw=draw).order_by("place")
    drawn = draw.drawn
    if drawn is None:
        drawn = [
            {"place": row.place, "number": row.unit, "inspectors": row.inspectors} for row in rows
        ]
    return {
        "format": "hoistway-draw/1", "number": draw.number, "frozen_at": draw.frozen_at.isoformat(),
        "frame": draw.frame, "frame_sha256": draw.frame_sha256, "seed": draw.seed,
        "seed_source": draw.seed_source,
        "drawn_at": draw.drawn_at.isoformat() if draw.drawn_at else None,
        "drawn": drawn,
    }  # fmt: skip
