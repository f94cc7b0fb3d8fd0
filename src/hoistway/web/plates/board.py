"""The plate room's first page: how far posting has come, by district, street and firm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.plates.queries import (
    CoverageRow,
    Missing,
    MissingPlates,
    MissingSearch,
    coverage,
    posting_policy_on,
)
from hoistway.plates.vocabulary import CoverageBy, PlateState
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.shapes import Number, Pages, chosen, exports, or_failed, word
from hoistway.web.frame import spoken
from hoistway.web.navigation import NavItem
from hoistway.web.parts.citymap import Dot, city_map
from hoistway.web.parts.outlines import district_outlines
from hoistway.web.parts.tones import Tone
from hoistway.web.plates.forms import IssueForm
from hoistway.web.plates.paging import paged_list
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent

MOST_DOTS = 400
"""Elevators on the map. Chosen: more dots hide each other in a side column."""

GOOD = 0.95
"""From this share on a bar is green. Chosen: what is missing then fits on some pages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One district, street or firm."""

    row: CoverageRow
    name: str
    tone: Tone
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the board shows."""

    title: str
    numbers: tuple[Number, ...]
    groups: tuple[NavItem, ...]
    group: CoverageBy
    lines: Sequence[Line]
    pages: Pages
    map_svg: SafeString
    bare: int
    legal_basis: str
    done: str


def _group(request: HttpRequest) -> CoverageBy:
    asked = chosen(CoverageBy, request.GET.get("by", ""))
    if isinstance(asked, CoverageBy):
        return asked
    wide = reach_of(by=by(request)) is Reach.ALL
    return CoverageBy.DISTRICT if wide else CoverageBy.STREET


@require_safe
@signed_in(*REGULATORS)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show how far posting has come, or give it as a file."""
    return board_page(request)


def board_page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    """Answer with the board, above it what was refused."""
    actor, today = by(request), local_day(at=clock.now())
    group = _group(request)
    rows = or_failed(lambda: coverage(by=actor, day=today, group=group))
    if rows is not None:
        file = handed_out(request, _sheet(rows, group))
        if file is not None:
            return file
    shown = None if rows is None else _shown(request, actor, today, group, rows)
    facts = {
        "board": shown, "exports": exports(request), "failed": shown is None, "refusal": refusal,
        "form": IssueForm({}, by=actor),
    }  # fmt: skip
    return render(request, "plates/board.html", facts, status=status)


def _shown(
    request: HttpRequest, actor: Actor, today: date, group: CoverageBy, rows: list[CoverageRow]
) -> Board:
    late_first = sorted(rows, key=lambda row: (-row.overdue, row.share, row.name_zh))
    cut, pages = paged_list(request, late_first)
    missing = MissingPlates(by=actor, day=today, search=MissingSearch())[0:MOST_DOTS]
    return Board(
        title=_title(actor), numbers=_numbers(rows), groups=_groups(request, group), group=group,
        lines=[_line(row, group) for row in cut], pages=pages, map_svg=_map(missing, actor),
        bare=sum(row.bare for row in rows),
        legal_basis=posting_policy_on(day=today).legal_basis, done=_done(request),
    )  # fmt: skip


def _title(actor: Actor) -> str:
    wide = reach_of(by=actor) is Reach.ALL
    return _("全市电梯码张贴进度") if wide else _("本辖区电梯码张贴进度")


def _numbers(rows: Sequence[CoverageRow]) -> tuple[Number, ...]:
    total, posted = sum(row.elevators for row in rows), sum(row.posted for row in rows)
    stock, overdue = sum(row.stock for row in rows), sum(row.overdue for row in rows)
    broken, lost = sum(row.damaged for row in rows), sum(row.lost for row in rows)
    doubted = sum(row.suspicions for row in rows)
    missing = reverse("regulator-plates-missing")
    share = posted / total if total else None
    return (
        Number(
            label=word(PlateState.POSTED), value=percent(share),
            note=_("%(posted)s / %(total)s 台") % {"posted": f"{posted:,}", "total": f"{total:,}"},
            tone="safe" if share is not None and share >= GOOD else "active",
        ),
        Number(
            label=_("逾期未张贴"), value=f"{overdue:,}", unit=_("台"),
            tone="caution" if overdue else "safe", url=f"{missing}?late=on",
        ),
        Number(label=_("库存待张贴"), value=f"{stock:,}", unit=_("块"), url=missing),
        Number(
            label=_("损坏或遗失"), value=f"{broken + lost:,}", unit=_("块"),
            tone="caution" if broken + lost else "quiet",
            note=_("其中遗失 %s") % lost if lost else "",
        ),
        Number(
            label=_("可疑张贴"), value=f"{doubted:,}", unit=_("起"),
            tone="caution" if doubted else "safe", url=reverse("regulator-plates-suspicions"),
        ),
    )  # fmt: skip


def _groups(request: HttpRequest, group: CoverageBy) -> tuple[NavItem, ...]:
    items = []
    for one in CoverageBy:
        query = QueryDict(mutable=True)
        query["by"] = str(one)
        items.append(NavItem(word(one), f"?{query.urlencode()}", current=one is group))
    return tuple(items)


def _line(row: CoverageRow, group: CoverageBy) -> Line:
    tone: Tone = "safe" if row.share >= GOOD else "caution" if row.overdue else "active"
    code, _slash, street = row.key.partition("/")
    asked = {
        CoverageBy.DISTRICT: {"district": code},
        CoverageBy.STREET: {"district": code, "street": street},
        CoverageBy.FIRM: {"firm": row.name_zh},
    }[group]
    url = f"{reverse('regulator-plates-missing')}?{urlencode(asked)}"
    return Line(row, _named(row, group), tone, url)


def _named(row: CoverageRow, group: CoverageBy) -> str:
    name = spoken((row.name_zh, row.name_en))
    if group is CoverageBy.FIRM:
        return name or _("无维保单位")
    if group is CoverageBy.STREET and row.key.endswith("/"):
        return _("%s（街镇未登记）") % name
    return name


def _map(missing: Iterable[Missing], actor: Actor) -> SafeString:
    own = ""
    if reach_of(by=actor) is Reach.JURISDICTION:
        own = jurisdictions().filter(pk=actor.jurisdiction_id).values_list("code", flat=True)[0]
    dots = [
        Dot(
            one.longitude, one.latitude, "caution" if one.overdue else "active",
            f"{one.address} {one.name}", size=9,
        )
        for one in missing
        if one.longitude is not None and one.latitude is not None
    ]  # fmt: skip
    return city_map(outlines=district_outlines(code=own), dots=dots, label=_("未张贴的电梯"))


def _done(request: HttpRequest) -> str:
    """Return what was just done, as the way back to this page says."""
    told = {"issued": _("已制发 %s 块。"), "urged": _("已催办 %s 家单位。")}
    for name, sentence in told.items():
        count = request.GET.get(name, "")
        if count.isascii() and count.isdigit():
            return sentence % count
    return ""


def _sheet(rows: Sequence[CoverageRow], group: CoverageBy) -> Sheet:
    head = [
        word(group), _("期限"), _("在用电梯"), word(PlateState.POSTED), _("张贴率"),
        word(PlateState.ISSUED), word(PlateState.PRINTED), word(PlateState.DAMAGED),
        word(PlateState.LOST), _("尚未制发"), _("逾期"), _("疑点"),
    ]  # fmt: skip
    lines = (
        (
            _named(row, group), row.due, row.elevators, row.posted, round(row.share, 4),
            row.issued, row.printed, row.damaged, row.lost, row.bare, row.overdue,
            row.suspicions,
        )
        for row in rows
    )  # fmt: skip
    return Sheet(name="plates", head=head, rows=lines)
