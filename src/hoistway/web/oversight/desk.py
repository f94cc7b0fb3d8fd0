"""Every visit and record of the district, irregular first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.supervision.queries.inquiries import inquiry_counts
from hoistway.supervision.queries.oversight import OversightRows, OversightSearch, sign_counts
from hoistway.supervision.vocabulary import Irregularity
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import (
    PAGE_ROWS,
    BarRow,
    Number,
    Pages,
    chosen,
    exports,
    or_failed,
    word,
)
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.oversight.shown import DeskRow, desk_row
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

DAYS = 30
"""How far back the desk looks unless it is told. Chosen: two rounds of fifteen days."""


class OversightFilter(Filter):
    """What is asked of the visits."""

    choices = {"sign": Irregularity}

    q = forms.CharField(label=gettext_lazy("注册代码、地址、单位"), required=False, max_length=80)
    sign = forms.ChoiceField(label=gettext_lazy("异常"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)
    from_day = forms.DateField(label=gettext_lazy("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=gettext_lazy("到"), required=False, widget=DayInput)

    def search(self, *, today: date) -> OversightSearch:
        """Return what the form asks; without days the last thirty."""
        last = self.read("to_day") or today
        sign = chosen(Irregularity, self.read("sign") or "")
        return OversightSearch(
            first=self.read("from_day") or last - timedelta(days=DAYS), last=last,
            text=self.read("q") or "", kind=sign if isinstance(sign, Irregularity) else None,
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def oversight(request: HttpRequest) -> HttpResponseBase:
    """Show the visits that fit the filter, irregular ones first, or give them as a file."""
    actor, today = by(request), local_day(at=clock.now())
    form = OversightFilter(request.GET, by=actor)
    search = form.search(today=today)
    rows = OversightRows(by=actor, search=search)
    file = handed_out(request, _sheet(rows))
    if file is not None:
        return file
    read = or_failed(lambda: _page(request, rows))
    shown, pages = read or ([], None)
    counts = sign_counts(by=actor, first=search.first, last=search.last)
    facts = {
        "filter": form, "rows": shown, "pages": pages, "failed": read is None,
        "exports": exports(request), "numbers": _numbers(actor, today), "bars": _bars(counts),
        "search": search,
    }  # fmt: skip
    return render(request, "oversight/desk.html", facts)


def _page(request: HttpRequest, rows: OversightRows) -> tuple[list[DeskRow], Pages]:
    count = rows.count()
    last = max(1, -(-count // PAGE_ROWS))
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 9 else 1
    start = (number - 1) * PAGE_ROWS
    found = rows.part(start=start, end=start + PAGE_ROWS)
    return [desk_row(visit=visit, look=look) for visit, look in found], Pages(
        number=number, total=last, count=count, previous=number - 1 if number > 1 else None,
        next=number + 1 if number < last else None,
    )  # fmt: skip


def _numbers(actor: Actor, today: date) -> list[Number]:
    counts = inquiry_counts(by=actor, today=today)
    url = reverse("inquiries")
    return [
        Number(label=_("待答复"), value=counts["open"], tone="caution", url=url),
        Number(label=_("待认可"), value=counts["answered"], tone="active", url=url),
        Number(label=_("已逾期"), value=counts["late"], tone="caution", url=f"{url}?tab=late"),
    ]


def _bars(counts: dict[Irregularity, int]) -> list[BarRow]:
    most = max([*counts.values(), 1])
    return [
        BarRow(label=word(sign), fraction=count / most, text=str(count), tone="caution")
        for sign, count in counts.items()
    ]


def _sheet(rows: OversightRows) -> Sheet:
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"),
        _("维保内容"), _("状态"), _("日期"), _("异常"), _("事实"),
    ]  # fmt: skip
    return Sheet(name="oversight", head=head, rows=_lines(rows))


def _lines(rows: OversightRows) -> Iterator[Sequence[Cell]]:
    for visit, look in rows.all():
        row, lift = desk_row(visit=visit, look=look), visit.elevator
        yield (
            lift.register_number, lift.name, lift.address, lift.jurisdiction.name_zh,
            organisation_name(lift.use_unit), row.firm, row.title, visit.state, row.day,
            "；".join(word(one.sign) for one in row.signs),
            "；".join(one.why for one in row.signs if one.why),
        )  # fmt: skip
