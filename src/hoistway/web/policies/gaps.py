"""Elevators whose cover runs out soon, has run out, or never was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.insurance.queries import GapSearch, gaps, standing_on
from hoistway.insurance.vocabulary import CoverStanding
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged
from hoistway.web.parts.tones import Tone
from hoistway.web.policies.forms import GapFilter
from hoistway.web.policies.listing import READERS
from hoistway.web.policies.shown import STANDING_TONES
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One elevator; `last` is the last covered day, `left` how many are left, negative since."""

    register_number: str
    name: str
    address: str
    jurisdiction: str
    use_unit: str
    firm: str
    standing: CoverStanding
    tone: Tone
    last: date | None
    left: int | None
    ago: int


@require_safe
@signed_in(*READERS)
def policy_gaps(request: HttpRequest) -> HttpResponseBase:
    """Show the elevators without cover for long, or give them as a file."""
    actor, today = by(request), local_day(at=clock.now())
    form = GapFilter(request.GET, by=actor)
    wanted = gaps(by=actor, day=today, search=_search(form))
    file = handed_out(request, _sheet(wanted, today))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": _rows(rows, today), "pages": pages, "exports": exports(request),
        "failed": read is None, "opens_file": actor.role != str(RoleKind.INSURER),
    }  # fmt: skip
    return render(request, "policies/gaps.html", facts)


def _search(form: GapFilter) -> GapSearch:
    standing = chosen(CoverStanding, form.read("standing") or "")
    return GapSearch(
        text=form.read("q") or "", jurisdiction_code=form.read("district") or "",
        standing=standing if isinstance(standing, CoverStanding) else None,
    )  # fmt: skip


def _rows(rows: Iterable["Elevator"], today: date) -> list[GapRow]:
    found = list(rows)
    stands = standing_on(elevator_ids=[row.pk for row in found], day=today)
    return [
        GapRow(
            register_number=row.register_number, name=row.name, address=row.address,
            jurisdiction=row.jurisdiction.name_zh,
            use_unit=row.use_unit.name if row.use_unit else "",
            firm=row.firm.name if row.firm else "", standing=stands[row.pk].standing,
            tone=STANDING_TONES[stands[row.pk].standing], last=stands[row.pk].last,
            left=_left(stands[row.pk].last, today), ago=-(_left(stands[row.pk].last, today) or 0),
        )
        for row in found
    ]  # fmt: skip


def _left(last: date | None, today: date) -> int | None:
    return None if last is None else (last - today) // timedelta(days=1)


def _sheet(wanted: QuerySet["Elevator"], today: date) -> Sheet:
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"),
        _("保险状态"), _("最后在保日"),
    ]  # fmt: skip
    return Sheet(name="insurance-gaps", head=head, rows=_lines(wanted, today))


def _lines(wanted: QuerySet["Elevator"], today: date) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, _rows(chunk, today)))


def _line(row: GapRow) -> Sequence[Cell]:
    return (
        row.register_number, row.name, row.address, row.jurisdiction, row.use_unit, row.firm,
        row.standing, row.last,
    )  # fmt: skip
