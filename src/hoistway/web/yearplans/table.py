"""The notice's annual plan table 年度计划表: items, content, intervals, months; xlsx and PDF."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.cells import harmless
from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.standards import edition_in_use
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.signing_in import by, signed_in
from hoistway.web.yearplans.shown import READERS, line_rows
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.queries import lines_of, months_of, plain, plan_seen, visits_of_year

TEMPLATE = Path(__file__).with_name("table.typ")
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARK = "●"


@require_safe
@signed_in(*READERS)
def table_pdf(request: HttpRequest, plan_uid: UUID) -> HttpResponse:
    """Give the annual plan table on paper. Raises: NotFound, NoFont."""
    plan = plan_seen(uid=plan_uid, by=by(request))
    data = _table(plan, local_day(at=clock.now()))
    made = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    return _file(made, plan, "pdf", "application/pdf")


@require_safe
@signed_in(*READERS)
def table_xlsx(request: HttpRequest, plan_uid: UUID) -> HttpResponse:
    """Give the annual plan table as a workbook. Raises: NotFound."""
    plan = plan_seen(uid=plan_uid, by=by(request))
    return _file(_workbook(_table(plan, local_day(at=clock.now()))), plan, "xlsx", _KIND)


def _file(content: bytes, plan: YearPlan, ending: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"year-plan-{plan.elevator.register_number}-v{plan.version}.{ending}"
    way = "inline" if ending == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _table(plan: YearPlan, today: date) -> dict[str, Any]:
    lines = lines_of(plan_ids=[plan.pk]).get(plan.pk, [])
    given = [plain(line=row) for row in lines]
    visits = visits_of_year(lines=given, first=plan.first_day, last=plan.last_day)
    months = months_of(first=plan.first_day, last=plan.last_day)
    edition = edition_in_use()
    mark = spoken(edition.mark)
    return {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _("电梯“按需维保”年度计划表"), "author": _("慧梯"),
        "mark": f"{edition.name}：{mark}" if mark else "", "pairs": _pairs(plan, len(visits)),
        "head": [_("编号"), _("维保项目"), _("维保内容"), _("方式"), _("周期"), _("理由")],
        "months": [f"{month:%m}" for month in months],
        "rows": [
            [
                row.item, row.name, row.asks, word(row.way), row.interval, row.why,
                [place in row.months for place in range(len(months))],
            ]
            for row in line_rows(lines=lines, visits=visits, months=months)
        ],
        "visits": _("现场维保（最迟日期）"),
        "days": [f"{one.on:%Y-%m-%d}" for one in visits],
        "signs": [_("维保单位（盖章）"), _("使用单位（签字）"), _("日期")],
        "closing": _(
            "依据：沪市监特种〔2020〕286号附件2三4、四（二）。现场维保间隔最长"
            "不超过3个月。● 为计划到场检查的月份，远程检查项目按监测数据每日核对。"
        ),
        "made": _("打印日期 %(day)s") % {"day": f"{today:%Y-%m-%d}"},
    }  # fmt: skip


def _pairs(plan: YearPlan, visits: int) -> list[list[str]]:
    place = plan.elevator
    return [
        [_("注册代码"), place.register_number], [_("电梯"), place.name],
        [_("地址"), place.address], [_("电梯种类"), word(place.kind)],
        [_("制造单位"), place.made_by or "—"], [_("型号"), place.model or "—"],
        [_("使用单位"), organisation_name(place.use_unit) or "—"],
        [_("维保单位"), organisation_name(plan.firm)],
        [_("计划期"), f"{plan.first_day:%Y-%m-%d} – {plan.last_day:%Y-%m-%d}"],
        [_("版本"), f"{plan.version} · {word(plan.state)}"],
        [_("全年现场维保"), str(visits)], [_("规则版本"), plan.edition],
    ]  # fmt: skip


def _workbook(table: dict[str, Any]) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    page = book.add_worksheet()
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "border": 1})
    title = book.add_format({"bold": True, "font_size": 14})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for column, width in enumerate((9, 26, 34, 14, 12, 34)):
        page.set_column(column, column, width)
    page.set_column(6, 6 + 12, 4)
    page.write_string(0, 0, str(table["title"]), title)
    at = 1
    for at, (label, value) in enumerate(table["pairs"], start=1):
        page.write_string(at, 0, label, bold)
        page.write_string(at, 1, harmless(value))
    at += 2
    for column, label in enumerate([*table["head"], *table["months"]]):
        page.write_string(at, column, label, bold)
    page.repeat_rows(at)
    for row in table["rows"]:
        at += 1
        for column, value in enumerate(row[:6]):
            page.write_string(at, column, harmless(value), wrap)
        for place, checked in enumerate(row[6]):
            page.write_string(at, 6 + place, _MARK if checked else "", wrap)
    at += 2
    page.write_string(at, 0, str(table["visits"]), bold)
    page.write_string(at, 1, "、".join(table["days"]))
    for line in (*table["signs"], str(table["closing"]), str(table["mark"])):
        at += 1
        page.write_string(at, 0, line)
    book.close()
    return buffer.getvalue()
