"""Filings, and elevators that lack one, as tables to hand out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hoistway.dossier.elevator import card_of
from hoistway.filings.vocabulary.tables import TableColumn
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import members
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, in_chunks
from hoistway.web.desk.shapes import word
from hoistway.web.filings.shown import FilingRow, filing_rows

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hoistway.filings.models import ElevatorFiling
    from hoistway.registry.models import Elevator

CHUNK = 500


def elevator_sheet(*, elevators: "QuerySet[Elevator]") -> Sheet:
    """Return elevators that lack a filing as a table; a firm can fill it in and hand it in."""
    head = [
        *(word(column) for column in TableColumn), _("电梯"), _("地址"), _("辖区"),
        _("登记的维保单位"), _("使用单位"),
    ]  # fmt: skip
    return Sheet(name="not-filed", head=head, rows=_elevators(elevators))


def _elevators(wanted: "QuerySet[Elevator]") -> Iterator[Sequence[Cell]]:
    blank = [""] * (len(TableColumn) - 1)
    for elevator in wanted.iterator(chunk_size=CHUNK):
        card = card_of(elevator=elevator, rescue_number="")
        yield [card.register_number, *blank, card.name, card.address, card.jurisdiction,
               card.firm, card.use_unit]  # fmt: skip


def filing_sheet(*, filings: "QuerySet[ElevatorFiling]", by: Actor, now: datetime) -> Sheet:
    """Return the list as a table; a firm can mend and hand it in again under the same headings."""
    head = [
        *(word(column) for column in TableColumn), _("备案编号"), _("状态"),
        _("使用单位答复"), _("须更正"), _("电梯"), _("地址"), _("辖区"), _("维保单位"),
        _("使用单位"), _("提交时间"), _("核对时间"), _("退回或裁定理由"),
    ]  # fmt: skip
    return Sheet(name="filings", head=head, rows=_lines(filings, _crew_names(by, now)))


def _crew_names(by: Actor, now: datetime) -> dict[int, str]:
    """Return the names of the firm's own technicians; of others' none are handed out."""
    if by.role != str(RoleKind.FIRM_OFFICE):
        return {}
    staff = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    return {one.person_id: one.person.name for one in staff}


def _lines(wanted: "QuerySet[ElevatorFiling]", names: dict[int, str]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: _chunk(chunk, names))


def _chunk(chunk: list["ElevatorFiling"], names: dict[int, str]) -> Iterator[Sequence[Cell]]:
    for filing, row in zip(chunk, filing_rows(filings=chunk), strict=True):
        crew = "、".join(names[key] for key in filing.technicians if key in names)
        yield _line(filing, row, crew)


def _line(filing: "ElevatorFiling", row: FilingRow, crew: str) -> Sequence[Cell]:
    card = row.elevator
    return (
        card.register_number, row.kind, row.contract_number, row.first_day, row.last_day, crew,
        filing.promise_min, filing.remark, row.number, row.state, row.unit_answer,
        _("是") if row.blocked else _("否"), card.name, card.address, card.jurisdiction, row.firm,
        card.use_unit, row.filed_at, filing.checked_at, filing.checked_reason,
    )  # fmt: skip
