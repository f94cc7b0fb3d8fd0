"""Lists of the plate room: elevators without a plate on them, and all plates."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.plates.models import Plate
from hoistway.plates.queries import Missing, MissingPlates, found_plates
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import spoken
from hoistway.web.plates.forms import MissingFilter, PlateFilter
from hoistway.web.plates.paging import paged_list
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

CHUNK = 2000


@require_safe
@signed_in(*REGULATORS)
def missing(request: HttpRequest) -> HttpResponseBase:
    """Show the elevators whose plate does not hang, the most overdue first, or give the file."""
    form = MissingFilter(request.GET, by=by(request))
    wanted = MissingPlates(by=by(request), day=local_day(at=clock.now()), search=form.search())
    file = handed_out(request, _missing_sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged_list(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "title": _("未张贴的电梯"), "filter": form, "rows": rows, "pages": pages,
        "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "plates/missing.html", facts)


def _missing_sheet(wanted: MissingPlates) -> Sheet:
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("小区"), _("街镇"), _("辖区"), _("维保单位"),
        _("电梯码"), _("状态"), _("期限"), _("逾期"),
    ]  # fmt: skip
    return Sheet(name="plates-missing", head=head, rows=map(_missing_line, _all(wanted)))


def _all(wanted: MissingPlates) -> Iterator[Missing]:
    """Give all rows by chunks, so that any number needs little memory."""
    start = 0
    while rows := wanted[start : start + CHUNK]:
        yield from rows
        start += CHUNK


def _missing_line(row: Missing) -> Sequence[Cell]:
    return (
        row.register_number, row.name, row.address, row.estate, row.street,
        spoken((row.jurisdiction_zh, row.jurisdiction_en)), row.firm, row.code,
        row.state or _("尚未制发"), row.due, _("是") if row.overdue else _("否"),
    )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def plates(request: HttpRequest) -> HttpResponseBase:
    """Show all plates that fit the filter, or give them as a file."""
    form = PlateFilter(request.GET, by=by(request))
    wanted = found_plates(by=by(request), search=form.search())
    file = handed_out(request, _sheet(wanted.iterator(chunk_size=CHUNK)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "title": _("全部牌"), "filter": form, "rows": rows, "pages": pages,
        "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "plates/list.html", facts)


def _sheet(rows: Iterable[Plate]) -> Sheet:
    head = [
        _("救援识别码"), _("电梯码"), _("状态"), _("注册代码"), _("电梯"), _("地址"), _("辖区"),
        _("维保单位"), _("制发时间"), _("制牌时间"), _("张贴时间"), _("报损报失时间"),
        _("作废时间"),
    ]  # fmt: skip
    return Sheet(name="plate-list", head=head, rows=map(_line, rows))


def _line(row: Plate) -> Sequence[Cell]:
    elevator = row.elevator
    return (
        row.rescue_number, row.code, row.state, elevator.register_number, elevator.name,
        elevator.address, spoken((elevator.jurisdiction.name_zh, elevator.jurisdiction.name_en)),
        elevator.firm.name if elevator.firm else "", row.issued_at, row.printed_at,
        row.posted_at, row.reported_at, row.voided_at,
    )  # fmt: skip
