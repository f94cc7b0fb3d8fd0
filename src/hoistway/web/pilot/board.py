"""试点推进: every district's filing, posting, connection, pilot, sampling and exits on one page."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.pilot_board import PilotBoardRow, pilot_board
from hoistway.foundation import clock
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed
from hoistway.web.frame import spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(*REGULATORS)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show how far the districts in sight are, or give it as a file."""
    read = or_failed(lambda: pilot_board(by=by(request), now=clock.now()))
    rows = read or ()
    file = handed_out(request, _sheet(rows))
    if file is not None:
        return file
    facts = {
        "rows": [(spoken(row.name), row) for row in rows], "failed": read is None,
        "exports": exports(request), "year": clock.now().year,
    }  # fmt: skip
    return render(request, "pilot/board.html", facts)


def _sheet(rows: Sequence[PilotBoardRow]) -> Sheet:
    head = [
        _("辖区"), _("在用电梯"), _("备案已核对"), _("应张贴"), _("已张贴"), _("已接入监测"),
        _("当前在线"), _("办理中"), _("试点中"), _("暂回固定周期"), _("已退出"), _("待决定案件"),
        _("应抽"), _("已抽"), _("已检查"),
    ]  # fmt: skip
    return Sheet(name="pilot-board", head=head, rows=[_line(row) for row in rows])


def _line(row: PilotBoardRow) -> Sequence[Cell]:
    progress, pilot, sample = row.progress, row.pilot, row.sample
    return (
        spoken(row.name), row.elevators, progress.standing.checked if progress else 0,
        progress.plates if progress else 0, progress.posted if progress else 0, row.connected,
        row.live, pilot.on_the_way, pilot.listed, pilot.provisional, pilot.exited, pilot.cases,
        sample.wanted, sample.done.drawn, sample.done.checked,
    )  # fmt: skip
