"""逾期与催办: who is overdue about what, urged by hand, and everything that was urged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.filings.actions import urge_now
from hoistway.filings.models import Urging
from hoistway.filings.queries import Overdue, last_urged, overdue, urgings
from hoistway.filings.vocabulary import UrgeReason
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import names_of
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import Pages, exports, or_failed, paged
from hoistway.web.filing_desk.forms import OverdueFilter, UrgeForm
from hoistway.web.frame import english, spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueRow:
    """One organisation and what of one sort it is overdue with, or what ends soon."""

    organisation_id: int
    name: str
    reason: UrgeReason
    count: int
    first_due: date
    days: int
    warns: bool
    urged_at: datetime | None
    urged_today: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def overdue_list(request: HttpRequest) -> HttpResponseBase:
    """Show who is overdue, urge one of them, or give the list as a file."""
    refusal, status = "", 200
    if request.method == "POST":
        form = UrgeForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            try:
                urge_now(
                    organisation_id=told["organisation"], reason=UrgeReason(told["reason"]),
                    now=clock.now(), by=by(request),
                )  # fmt: skip
            except Refusal as no:
                refusal, status = no.sentence("en" if english() else "zh"), no.status
            else:
                return redirect(f"{reverse('regulator-filing-overdue')}?{request.GET.urlencode()}")
    return _shown(request, refusal, status)


def _shown(request: HttpRequest, refusal: str, status: int) -> HttpResponseBase:
    form = OverdueFilter(request.GET, by=by(request))
    rows = or_failed(lambda: _rows(by(request), form, now=clock.now()))
    file = handed_out(request, _sheet(rows or []))
    if file is not None:
        return file
    page = Paginator(rows or [], PAGE_ROWS).get_page(request.GET.get("page"))
    pages = Pages(
        number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
        previous=page.previous_page_number() if page.has_previous() else None,
        next=page.next_page_number() if page.has_next() else None,
    )  # fmt: skip
    facts = {
        "filter": form, "rows": list(page.object_list), "pages": pages, "failed": rows is None,
        "exports": exports(request), "refusal": refusal,
    }  # fmt: skip
    return render(request, "filing_desk/overdue.html", facts, status=status)


def _rows(actor: Actor, form: OverdueFilter, *, now: datetime) -> list[OverdueRow]:
    asked, text, day = form.read("reason"), form.read("q") or "", local_day(at=now)
    reasons = [UrgeReason(asked)] if asked else list(UrgeReason)
    groups: dict[tuple[int, UrgeReason, bool], list[Overdue]] = {}
    for one in overdue(day=day, by=actor, reasons=reasons):
        groups.setdefault((one.organisation_id, one.reason, one.warns), []).append(one)
    keys = {organisation for organisation, _reason, _warns in groups}
    names, urged = names_of(organisation_ids=keys), last_urged(by=actor, organisation_ids=keys)
    rows = [
        _row(names[key[0]], ones, urged.get(key[:2]), day=day)
        for key, ones in groups.items()
        if all(word in " ".join(names[key[0]]) for word in text.split())
    ]
    return sorted(rows, key=lambda row: (row.warns, -row.days, -row.count, row.organisation_id))


def _row(
    name: tuple[str, str], ones: Sequence[Overdue], urged_at: datetime | None, *, day: date
) -> OverdueRow:  # fmt: skip
    first = min(one.due for one in ones)
    return OverdueRow(
        organisation_id=ones[0].organisation_id, name=spoken(name), reason=ones[0].reason,
        count=sum(one.count for one in ones), first_due=first, days=(day - first).days,
        warns=ones[0].warns, urged_at=urged_at,
        urged_today=urged_at is not None and local_day(at=urged_at) == day,
    )  # fmt: skip


def _sheet(rows: Sequence[OverdueRow]) -> Sheet:
    head = [_("单位"), _("催办事由"), _("数量"), _("最早期限"), _("逾期天数"), _("上次催办")]
    lines = (
        (row.name, row.reason, row.count, row.first_due, max(0, row.days), row.urged_at)
        for row in rows
    )
    return Sheet(name="filing-overdue", head=head, rows=lines)


@require_safe
@signed_in(*REGULATORS)
def urging_list(request: HttpRequest) -> HttpResponseBase:
    """Show what was urged, by the clock and by hand, or give it as a file."""
    form = OverdueFilter(request.GET, by=by(request))
    wanted = _urged(by(request), form)
    head = [_("时间"), _("单位"), _("催办事由"), _("数量"), _("逾期天数"), _("方式"), _("辖区")]
    file = handed_out(request, Sheet(name="urgings", head=head, rows=_urging_lines(wanted)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "pages": pages, "exports": exports(request), "failed": read is None,
        "rows": [(row, spoken(_name(row)), _way(row)) for row in rows],
    }  # fmt: skip
    return render(request, "filing_desk/urgings.html", facts)


def _urged(actor: Actor, form: OverdueFilter) -> QuerySet[Urging]:
    found = urgings(by=actor)
    for word in (form.read("q") or "").split():
        found = found.filter(
            Q(organisation__name__icontains=word) | Q(organisation__name_en__icontains=word)
        )
    reason = form.read("reason")
    return found.filter(reason=reason) if reason else found


def _name(row: Urging) -> tuple[str, str]:
    return row.organisation.name, row.organisation.name_en or row.organisation.name


def _way(row: Urging) -> str:
    """Say by whom it was urged, and on which day of the policy."""
    if row.by.get("kind") == "person":
        return _("人工：%(name)s") % {"name": row.by.get("name", "")}
    return _("到期前提醒") if row.days < 0 else _("第 %(n)s 天自动催办") % {"n": row.days}


def _urging_lines(wanted: QuerySet[Urging]) -> Iterator[Sequence[Cell]]:
    for row in wanted.iterator(chunk_size=500):
        area = spoken((row.jurisdiction.name_zh, row.jurisdiction.name_en))
        yield (
            row.at, spoken(_name(row)), row.reason, row.count, max(0, row.days), _way(row), area,
        )  # fmt: skip
