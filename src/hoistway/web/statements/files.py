"""A statement as a table and on paper."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from hoistway.reform.models import Statement
from hoistway.reform.queries.statements import Printed
from hoistway.reform.vocabulary import StatementPart
from hoistway.web.desk.files import Cell, Sheet
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.statements.shown import (
    ShownSection,
    ShownStatement,
    ShownTable,
    line_label,
    shown,
    span_words,
)

TEMPLATE = Path(__file__).parent / "statement.typ"


def file_name(*, statement: Statement) -> str:
    """Return the name of a file without its ending: `statement-month-2026-10-v1`."""
    first = statement.first_day
    when = f"{first:%Y}" if str(statement.span) == "year" else f"{first:%Y-%m}"
    return f"statement-{statement.span}-{when}-v{statement.version}"


def sheet_of(*, one: Printed) -> Sheet:
    """Return every figure of a statement with what it was reckoned from, one a row."""
    head = [
        _("部分"), _("表"), _("项目"), _("数值"), _("单位"), _("分子或起数"), _("分母或合计"),
        _("其他栏"), _("格式版本"), _("校验值"),
    ]  # fmt: skip
    return Sheet(name=file_name(statement=one.statement), head=head, rows=_rows(one))


def _rows(one: Printed) -> list[list[Cell]]:
    edition, digest = one.statement.edition, one.statement.counts_sha256
    rows: list[list[Cell]] = []
    for section in one.sections:
        part = word(section.part)
        for told in section.figures:
            name = word(told.formula) if told.formula else word(told.figure)
            rows.append(
                [part, "", name, told.text, told.unit, told.part, told.whole, "", edition, digest]
            )
        for table in section.tables:
            for line in table.lines:
                name = line_label(table=table.table, key=line.key, names=one.counts.names)
                text, *rest = (*line.cells, "")
                unit = "%" if table.columns[:1] == ("share",) else ""
                rows.append(
                    [
                        part, word(table.table), name, text, unit, line.n, table.total or None,
                        " | ".join(cell for cell in rest if cell), edition, digest,
                    ]
                )  # fmt: skip
    return rows


def paper_of(*, one: Printed) -> HttpResponse:
    """Return a statement as a PDF. Raises: NoFont."""
    said = shown(one=one)
    statement = one.statement
    data = {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": said.title, "author": _("慧梯"),
        "who": f"{span_words(statement=statement)} · "
        + _("第 %(n)s 版") % {"n": statement.version},
        "sections": [_section(section) for section in said.sections] + _pilot(said),
        "words": [
            {"title": title, "text": text}
            for title, text in (
                (_("典型案例"), statement.typical), (_("工作要求"), statement.asked),
            )
            if text
        ],
        "notes": list(said.notes),
        "digest": _("格式 %(edition)s；计数校验值 %(digest)s")
        % {"edition": statement.edition, "digest": statement.counts_sha256},
    }  # fmt: skip
    pdf = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = file_name(statement=statement)
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _section(section: ShownSection) -> dict[str, object]:
    return {
        "title": section.title,
        "figures": [
            [str(one.label), f"{one.value} {one.unit}".strip(), str(one.note)]
            for one in section.numbers
        ],
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: ShownTable) -> dict[str, object]:
    return {
        "caption": table.caption,
        "head": list(table.head),
        "rows": [[line.label, str(line.n), *line.cells] for line in table.lines],
    }


def _pilot(said: ShownStatement) -> list[dict[str, object]]:
    if not said.pilot:
        return []
    head = [_("指标"), _("试点"), _("固定周期"), _("比值（区间）"), _("扣除原有差别"), _("结论")]
    rows = [
        [
            f"{word(one.kind)}（{one.unit}）", one.pilot, one.fixed, one.ratio, one.adjusted,
            word(one.effect),
        ]
        for one in said.pilot
    ]  # fmt: skip
    table = {"caption": "", "head": head, "rows": rows}
    return [{"title": word(StatementPart.PILOT), "figures": [], "tables": [table]}]
