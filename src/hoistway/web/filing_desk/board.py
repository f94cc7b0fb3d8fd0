"""备案与张贴进度: how far each district and firm is, drawn and as a file (H1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.progress import Progress, ProgressRow, progress_of
from hoistway.filings.queries import Standing
from hoistway.filings.vocabulary import Basis, FilingState
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.terms import Term
from hoistway.parties.queries import Reach, reach_of
from hoistway.plates.vocabulary import CoverageBy, PlateState
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import Number, Pages, exports, or_failed, word
from hoistway.web.frame import spoken
from hoistway.web.navigation import NavItem
from hoistway.web.parts.stack import stack
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.trend import DayPoint, trend
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

PAGE_ROWS = 50

WORDS: dict[str, Term] = {
    "checked": FilingState.CHECKED, "waiting": FilingState.FILED,
    "disputed": FilingState.DISPUTED, "returned": FilingState.RETURNED, "nobody": Basis.NOBODY,
}  # fmt: skip
"""The official words of the columns."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board."""

    name: str
    url: str
    filings: str
    row: ProgressRow
    filing: SafeString
    plates: SafeString


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows."""

    title: str
    district: str
    by_firm: bool
    numbers: tuple[Number, ...]
    legend: tuple[tuple[str, str], ...]
    whole: SafeString
    rows: tuple[BoardRow, ...]
    pages: Pages | None
    trend: SafeString
    trend_label: str
    edition: str
    basis: str


def _group(request: HttpRequest, actor: Actor) -> CoverageBy:
    """Return how the board is grouped: the city by district first, a district by firm."""
    asked = request.GET.get("by", "")
    one_district = reach_of(by=actor) is not Reach.ALL or request.GET.get("district")
    return CoverageBy.FIRM if one_district or asked == "firm" else CoverageBy.DISTRICT


@require_safe
@signed_in(*REGULATORS)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show the progress of what the reader answers for, or give it as a file."""
    actor = by(request)
    group, district = _group(request, actor), request.GET.get("district", "")
    read = or_failed(
        lambda: progress_of(by=actor, now=clock.now(), group=group, district_code=district)
    )
    if read is not None:
        file = handed_out(request, _sheet(read))
        if file is not None:
            return file
    facts = {
        "board": _shown(request, read) if read else None, "failed": read is None,
        "tabs": _tabs(request, group) if reach_of(by=actor) is Reach.ALL else (),
        "exports": exports(request), "words": WORDS,
    }  # fmt: skip
    return render(request, "filing_desk/board.html", facts)


def _tabs(request: HttpRequest, group: CoverageBy) -> tuple[NavItem, ...]:
    path, of_district = request.path, bool(request.GET.get("district"))
    by_firm = group is CoverageBy.FIRM and not of_district
    return (
        NavItem(label=_("按辖区"), url=path, current=group is CoverageBy.DISTRICT),
        NavItem(label=_("按维保单位"), url=f"{path}?by=firm", current=by_firm),
    )


def _shown(request: HttpRequest, read: Progress) -> Board:
    page = Paginator(read.rows, PAGE_ROWS).get_page(request.GET.get("page"))
    last = read.months[-1]
    rate = percent(last.answered_for / max(1, read.whole.standing.elevators))
    district = spoken((read.district.name_zh, read.district.name_en)) if read.district else ""
    return Board(
        title=_("备案与张贴进度"), district=district, by_firm=read.group is CoverageBy.FIRM,
        numbers=_numbers(read.whole), legend=_legend(), whole=_drawn(read.whole.standing),
        rows=tuple(_row(read, row) for row in page.object_list),
        pages=_pages(page) if page.paginator.num_pages > 1 else None, trend=_trend(read),
        trend_label=_("近 12 个月：现有在用电梯中有维保备案的比例，今天 %(rate)s")
        % {"rate": rate}, edition=read.policy.edition, basis=read.policy.legal_basis,
    )  # fmt: skip


def _pages(page: object) -> Pages:
    number, paginator = page.number, page.paginator  # type: ignore[attr-defined]
    return Pages(
        number=number, total=paginator.num_pages, count=paginator.count,
        previous=number - 1 if number > 1 else None,
        next=number + 1 if number < paginator.num_pages else None,
    )  # fmt: skip


def _trend(read: Progress) -> SafeString:
    total = max(1, read.whole.standing.elevators)
    points = [DayPoint(one.day, 100 * one.answered_for / total) for one in read.months]
    return trend(points=points, label=_("近 12 个月有维保备案的比例"))


def _row(read: Progress, row: ProgressRow) -> BoardRow:
    return BoardRow(
        name=spoken(row.name) or _("登记无维保单位"), url=_url(read, row),
        filings=_filings(read, row), row=row,
        filing=_drawn(row.standing),
        plates=stack(parts=[(row.posted, "safe", word(PlateState.POSTED))], total=row.plates),
    )  # fmt: skip


def _url(read: Progress, row: ProgressRow) -> str:
    """Return where a line leads: from a district to its firms, from a firm to its elevators."""
    query = QueryDict(mutable=True)
    if read.group is CoverageBy.DISTRICT:
        query["district"] = row.key
        return f"{reverse('regulator-filing-board')}?{query.urlencode()}"
    if not row.key:
        return ""
    query["unit"] = row.name[0]
    if read.district:
        query["district"] = read.district.code
    return f"{reverse('elevators')}?{query.urlencode()}"


def _filings(read: Progress, row: ProgressRow) -> str:
    """Return where the filings of a line are listed; a tab is still to be added."""
    query = QueryDict(mutable=True)
    if read.group is CoverageBy.FIRM:
        query["q"] = row.name[0]
    district = read.district.code if read.district else row.key
    if read.group is CoverageBy.DISTRICT or read.district:
        query["district"] = district
    return f"{reverse('regulator-filings')}?{query.urlencode()}"


def _parts(standing: Standing) -> list[tuple[int, str, str]]:
    """Return the parts of the bar; what is open also where a checked filing still holds."""
    open_now = standing.waiting + standing.disputed
    sure = max(0, min(standing.checked, standing.elevators - standing.unfiled - open_now))
    late = min(standing.overdue, standing.unfiled)
    return [
        (sure, "safe", word(FilingState.CHECKED)),
        (standing.elevators - standing.unfiled - sure, "active", _("待核对或有争议")),
        (standing.unfiled - late, "quiet", _("未备案，未到期")),
        (late, "caution", _("逾期未备案")),
    ]


def _drawn(standing: Standing) -> SafeString:
    return stack(parts=_parts(standing), total=standing.elevators)


def _legend() -> tuple[tuple[str, str], ...]:
    return tuple((tone, name) for _count, tone, name in _parts(Standing()))


def _numbers(whole: ProgressRow) -> tuple[Number, ...]:
    one = whole.standing
    late: Tone = "caution" if one.overdue else "safe"
    of = _("%(n)s / %(all)s 台")
    urge, listed = reverse("regulator-filing-overdue"), reverse("elevators")
    return (
        Number(label=_("在用电梯"), value=f"{one.elevators:,}", unit=_("台"), url=listed),
        Number(
            label=word(FilingState.CHECKED), value=percent(one.share),
            note=of % {"n": f"{one.checked:,}", "all": f"{one.elevators:,}"},
            tone="safe" if one.checked == one.elevators else "active",
        ),
        Number(
            label=word(FilingState.FILED), value=f"{one.waiting:,}", unit=_("份"),
            note=_("另有争议 %(n)s 份") % {"n": one.disputed} if one.disputed else "",
            tone="active" if one.waiting else "quiet", url=reverse("regulator-filings"),
        ),
        Number(
            label=_("逾期未备案"), value=f"{one.overdue:,}", unit=_("台"), tone=late, url=urge,
        ),
        Number(
            label=word(Basis.NOBODY), value=f"{one.unmaintained:,}", unit=_("台"),
            tone="caution" if one.unmaintained else "safe",
        ),
        Number(
            label=_("现场不一致"), value=f"{one.mismatches:,}",
            tone="caution" if one.mismatches else "quiet", url=reverse("mismatches"),
        ),
        Number(
            label=_("证照到期"), value=f"{whole.running_out:,}", unit=_("项"), url=urge,
            tone="caution" if whole.running_out else "quiet", note=_("已到期或即将到期"),
        ),
        Number(
            label=_("电梯码已张贴"), value=percent(whole.posted_share),
            note=of % {"n": f"{whole.posted:,}", "all": f"{whole.plates:,}"},
            tone="safe" if whole.posted == whole.plates else "active",
            url=reverse("regulator-plates"),
        ),
    )  # fmt: skip


def _sheet(read: Progress) -> Sheet:
    head = [
        _("辖区") if read.group is CoverageBy.DISTRICT else _("维保单位"), _("截至"),
        _("在用电梯"), _("已备案（含待核对）"), word(WORDS["checked"]), _("已核对比例"),
        word(WORDS["waiting"]), word(WORDS["disputed"]), word(WORDS["returned"]), _("未备案"),
        _("逾期未备案"), word(Basis.NOBODY), _("现场不一致"), _("许可、证书到期"),
        _("应张贴电梯码"), word(PlateState.POSTED), _("已张贴比例"), _("逾期未张贴"),
        _("张贴期限"), _("规则版本"),
    ]  # fmt: skip
    name = f"filing-progress-{read.day:%Y%m%d}"
    return Sheet(name=name, head=head, rows=_lines(read))


def _lines(read: Progress) -> Iterator[Sequence[Cell]]:
    whole = _("合计")
    for row, name in [*((row, spoken(row.name)) for row in read.rows), (read.whole, whole)]:
        one = row.standing
        yield (
            name or _("登记无维保单位"), read.day, one.elevators, one.filed, one.checked,
            round(one.share, 4), one.waiting, one.disputed, one.returned, one.unfiled,
            one.overdue, one.unmaintained, one.mismatches, row.running_out, row.plates,
            row.posted, round(row.posted_share, 4), row.plates_overdue, row.plates_due,
            read.policy.edition,
        )  # fmt: skip
