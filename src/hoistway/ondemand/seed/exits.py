"""Exit cases of the demo city: found by the sweep, answered and decided by who does so in life."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hoistway.ondemand.actions.exits_deciding import (
    answer_case,
    decide_case,
    open_elevator_case,
)
from hoistway.ondemand.actions.exits_finding import find_exits
from hoistway.ondemand.actions.exits_steps import Said
from hoistway.ondemand.models import ElevatorPilot, ExitCase
from hoistway.ondemand.seed.elevators import Scene, district_of, unit_of
from hoistway.ondemand.seed.firms import office_of
from hoistway.ondemand.vocabulary import ExitClause

_ASKED = "近期多次接到乘客反映轿厢异响，请说明维保和监测情况。"
_FIRM = "已更换导靴靴衬并重新调整，附监测数据；此后无同类反映。"
_UNIT = "情况属实，维保单位已处理，本单位同意继续试点。"
_STAYS = "经核查，异响原因已消除，监测数据恢复正常，继续试点。"
_LEAVES = "同一问题三次反映未根治，退出试点，恢复固定周期维保。"
_SILENT = "采集终端电源故障，配件已到，预计三日内恢复上线。"


def lay_out_exits(*, pilots: Sequence[ElevatorPilot], scene: Scene) -> None:
    """Open two cases by the bureau and decide them; let the sweep find what the facts say.

    Of what it found, who maintains the elevator answers first.
    """
    now = scene.now
    some = [one for one in pilots if one.use_unit_id][-2:]
    for one, exits in zip(some, (False, True), strict=False):
        _decided(one, exits, scene)
    find_exits(now=now - timedelta(hours=20))
    for case in ExitCase.objects.filter(clause=ExitClause.SILENT).order_by("pk"):
        _answer(case, _SILENT, now - timedelta(hours=3), scene, both=False)


def _decided(one: ElevatorPilot, exits: bool, scene: Scene) -> None:
    at = scene.now - timedelta(days=16)
    by = district_of(area=one.jurisdiction_id)
    case = open_elevator_case(
        register_number=one.elevator.register_number, clause=ExitClause.OTHER,
        said=Said(form_id=scene.form(), words=_ASKED), now=at, by=by,
    )  # fmt: skip
    _answer(case, _FIRM, at + timedelta(days=2), scene)
    words = _LEAVES if exits else _STAYS
    decide_case(
        number=case.number, exits=exits, said=Said(form_id=scene.form(), words=words),
        now=at + timedelta(days=5), by=by,
    )  # fmt: skip


def _answer(
    case: ExitCase, words: str, at: datetime, scene: Scene, *, both: bool = True
) -> None:  # fmt: skip
    pilot = case.elevator_pilot
    if pilot is None:
        return
    said = Said(form_id=scene.form(), words=words)
    office = office_of(firm=pilot.firm_pilot.firm).by
    answer_case(number=case.number, said=said, now=at, by=office)
    if both and pilot.use_unit_id:
        said = Said(form_id=scene.form(), words=_UNIT)
        unit = unit_of(unit_id=pilot.use_unit_id)
        answer_case(number=case.number, said=said, now=at + timedelta(hours=4), by=unit)
