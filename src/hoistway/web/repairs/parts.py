"""The parts that a firm's visits used, with where and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.maintenance.models import PartUsed
from hoistway.maintenance.queries.repairs import parts_used
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.repairs.forms import PartFilter
from hoistway.web.signing_in import by, signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part that was replaced, and in which visit."""

    name: str
    model: str
    serial_number: str
    quantity: int
    item: str
    day: date | None
    visit: UUID
    elevator: ElevatorCard


def part_rows(*, parts: Iterable[PartUsed]) -> list[PartRow]:
    """Return the lines of the list; a constant number of queries."""
    rows = list(parts)
    cards = cards_of(elevators=[row.visit.elevator for row in rows])
    return [
        PartRow(
            name=row.name, model=row.model, serial_number=row.serial_number, item=row.item,
            quantity=row.quantity, day=row.visit.counted_on, visit=row.visit.uid, elevator=card,
        )
        for row, card in zip(rows, cards, strict=True)
    ]  # fmt: skip


@require_safe
@signed_in(RoleKind.FIRM_OFFICE)
def parts(request: HttpRequest) -> HttpResponseBase:
    """Show the parts that fit the filter, or give them as a file."""
    form = PartFilter(request.GET, by=by(request))
    wanted = parts_used(by=by(request), search=form.search())
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": part_rows(parts=rows), "pages": pages,
        "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "repairs/parts.html", facts)


def _sheet(wanted: QuerySet[PartUsed]) -> Sheet:
    head = [
        _("更换日期"), _("部件"), _("型号"), _("序列号"), _("数量"), _("项目"), _("注册代码"),
        _("电梯"), _("地址"), _("使用单位"), _("作业编号"),
    ]  # fmt: skip
    return Sheet(name="parts", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[PartUsed]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, part_rows(parts=chunk)))


def _line(row: PartRow) -> Sequence[Cell]:
    place = row.elevator
    return (
        row.day, row.name, row.model, row.serial_number, row.quantity, row.item,
        place.register_number, place.name, place.address, place.use_unit, str(row.visit),
    )  # fmt: skip
