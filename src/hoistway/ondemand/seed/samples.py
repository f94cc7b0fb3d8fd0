"""One sample of the demo's pilot elevators: frozen, drawn, half of it checked by two inspectors."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.actions.samples import freeze_pilot_sample
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.seed.elevators import Scene, district_of
from hoistway.sampling.actions import Seen, draw_sample, record_check
from hoistway.sampling.queries import checklist_on, checks
from hoistway.sampling.vocabulary import Answer

if TYPE_CHECKING:
    from hoistway.sampling.models import SampleCheck

SIZE = 2
"""Elevators of the draw. Chosen: more than the share of a small district, so that one is done."""

_FOUND = "第3项：现场公示的年度计划表不是最新版本。"


def lay_out_sample(*, pilots: Sequence[ElevatorPilot], scene: Scene) -> int:
    """Let the district of the first pilot elevator draw; return how many it drew."""
    if not pilots:
        return 0
    by, then = district_of(area=pilots[0].jurisdiction_id), scene.now - timedelta(days=9)
    with suppress(Refusal):
        draw = freeze_pilot_sample(form_id=scene.form(), size=SIZE, now=then, by=by)
        then += timedelta(days=1)
        draw_sample(
            draw_id=draw.pk, seed=f"{scene.chance.randrange(10**11):011d}",
            seed_source="演示虚构：中国福利彩票双色球当期开奖号码", now=then, by=by,
        )  # fmt: skip
        drawn = list(checks(by=by).filter(draw=draw).order_by("place"))
        for place, one in enumerate(drawn[: len(drawn) // 2]):
            _checked(one, scene, is_good=place > 0)
        return len(drawn)
    return 0


def _checked(one: "SampleCheck", scene: Scene, *, is_good: bool) -> None:
    at = scene.now - timedelta(days=5)
    checklist = checklist_on(day=local_day(at=at))
    answers = {question.code: Answer.YES for question in checklist.questions}
    if not is_good:
        plain = [question.code for question in checklist.questions if not question.veto]
        answers[plain[2]] = Answer.NO
    by = district_of(area=one.draw.jurisdiction_id)
    seen = Seen(answers=answers, present=(by.name, "协查人员"), words="" if is_good else _FOUND)
    record_check(check_id=one.pk, seen=seen, form_id=scene.form(), now=at, by=by)
