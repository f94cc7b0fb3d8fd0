"""Builders of draws and of drawn elevators."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM
from hoistway.registry.models import Elevator
from hoistway.sampling.actions import Frozen, Seen, draw_sample, freeze_frame, record_check
from hoistway.sampling.models import SampleCheck, SampleDraw
from hoistway.sampling.queries import Frame, Inspector, Unit, checklist_on
from hoistway.sampling.vocabulary import Answer, DrawPurpose
from tests.world.parties import NOW, fresh_number


def a_frame(*, elevators: list[Elevator], size: int = 1) -> Frame:
    """Return a frame of these elevators, one stratum each firm."""
    return Frame(
        purpose=str(DrawPurpose.PILOT_DISTRICT), place="310101", year=2026, edition="286-2020",
        share="0.05", population=len(elevators), before=0, size=size,
        units=tuple(Unit(one.register_number, str(one.firm_id)) for one in elevators),
        inspectors=(Inspector("1", "甲**"), Inspector("2", "乙**"), Inspector("3", "丙**")),
    )  # fmt: skip


def a_sample_draw(
    *, elevators: list[Elevator], size: int = 1, now: datetime = NOW
) -> SampleDraw:  # fmt: skip
    """Return a draw from these elevators, all of one area."""
    frozen = Frozen(
        purpose=DrawPurpose.PILOT_DISTRICT, jurisdiction_id=elevators[0].jurisdiction_id,
        frame=a_frame(elevators=elevators, size=size),
    )  # fmt: skip
    row = freeze_frame(frozen=frozen, form_id=uuid4(), now=now, by=PLATFORM)
    return draw_sample(
        draw_id=row.pk, seed=f"{fresh_number():08d}", seed_source="彩票", now=now, by=PLATFORM
    )


def answers(*, but: dict[str, Answer] | None = None) -> dict[str, Answer]:
    """Return «yes» to every question but those named."""
    asked = checklist_on(day=NOW.date()).questions
    return {one.code: Answer.YES for one in asked} | (but or {})


@dataclass(frozen=True, slots=True)
class SampleRows:
    """A drawn elevator with something to mend."""

    check: SampleCheck

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        return {"sample_number": self.check.draw.number}


def sample_rows(*, elevator: Elevator, now: datetime) -> SampleRows:
    """Return one check of an elevator."""
    draw = a_sample_draw(elevators=[elevator], now=now)
    row = SampleCheck.objects.get(draw=draw)
    seen = Seen(answers=answers(but={"marks": Answer.NO}), present=("甲", "乙"), words="标志缺失")
    return SampleRows(
        record_check(check_id=row.pk, seen=seen, form_id=uuid4(), now=now, by=PLATFORM)
    )
