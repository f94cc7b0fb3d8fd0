"""A statement in words: sections of numbers and tables in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.emergency.vocabulary import Cause, RescueLevel
from hoistway.faults.vocabulary import FaultGroup
from hoistway.foundation.terms import Term
from hoistway.reform.models import Statement
from hoistway.reform.queries.statements import (
    Breakdown,
    Change,
    Line,
    Printed,
    Section,
    Told,
    last_day_of,
    printed,
)
from hoistway.reform.vocabulary import (
    CallKind,
    CauseGroup,
    EntrapmentRate,
    KindGroup,
    StatementFigure,
    StatementSpan,
    StatementTable,
)
from hoistway.registry.vocabulary import PlaceKind
from hoistway.web.desk.shapes import Number, chosen, word
from hoistway.web.frame import english, spoken
from hoistway.web.parts.columns import columns
from hoistway.web.pilot.outcome import OutcomeLine, outcome_lines

_WORDS: Mapping[StatementTable, type[Term]] = {
    StatementTable.KINDS: KindGroup, StatementTable.CALLS: CallKind,
    StatementTable.LEVELS: RescueLevel, StatementTable.PLACES: PlaceKind,
    StatementTable.CAUSES: Cause, StatementTable.CAUSE_GROUPS: CauseGroup,
    StatementTable.FAULT_GROUPS: FaultGroup, StatementTable.RATES: EntrapmentRate,
}  # fmt: skip
_ORGANISATIONS = frozenset({StatementTable.FIRMS, StatementTable.UNITS, StatementTable.UNANSWERED})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One line: its name, its count, the cells behind it, and how long its bar is."""

    label: str
    n: int
    cells: tuple[str, ...]
    fraction: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """A table with its head; `head` begins with what the lines are and their count."""

    caption: str
    head: tuple[str, ...]
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """One section with its numbers and tables."""

    key: str
    title: str
    numbers: tuple[Number, ...]
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """One figure beside that of the month before and of the year before."""

    label: str
    text: str
    before: str
    before_percent: str
    year_ago: str
    year_percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """A statement as a page draws it."""

    title: str
    printed: Printed
    sections: tuple[ShownSection, ...]
    changes: tuple[ShownChange, ...]
    trend: SafeString
    pilot: tuple[OutcomeLine, ...]
    notes: tuple[str, ...]


def title_of(*, statement: Statement) -> str:
    """Return the name of a statement: 2026年10月电梯安全统计月报."""
    first = statement.first_day
    if statement.span is StatementSpan.YEAR:
        return _("%(year)s年电梯安全统计年报") % {"year": first.year}
    name = _MONTHS[first.month - 1] if english() else first.month
    return _("%(year)s年%(month)s月电梯安全统计月报") % {"year": first.year, "month": name}


def shown(*, one: Printed) -> ShownStatement:
    """Return a statement in the language of the page."""
    outcome = one.counts.outcome
    return ShownStatement(
        title=title_of(statement=one.statement), printed=one,
        sections=tuple(_section(section, one) for section in one.sections),
        changes=_changes(one.before, one.year_ago), trend=_trend(one),
        pilot=tuple(outcome_lines(results=outcome["results"])) if outcome else (),
        notes=_notes(one),
    )  # fmt: skip


def _section(section: Section, one: Printed) -> ShownSection:
    tables = [_table(table, one) for table in section.tables if table.lines]
    return ShownSection(
        key=str(section.part), title=word(section.part),
        numbers=tuple(_number(told) for told in section.figures), tables=tuple(tables),
    )  # fmt: skip


def _number(told: Told) -> Number:
    label = word(told.formula) if told.formula else word(told.figure)
    unit = {"min": _("分钟"), "h": _("小时")}.get(told.unit, told.unit)
    return Number(label=label, value=told.text, unit=unit, note=_note(told))


def _note(told: Told) -> str:
    if told.figure in {StatementFigure.FAULT_RATE, StatementFigure.HOURS_OUT}:
        return _("%(years).1f 台年") % {"years": (told.whole or 0) / 365.25}
    if told.unit == "min":
        return _("%(n)s 起的平均") % {"n": told.whole}
    return "" if told.part is None else f"{told.part} ÷ {told.whole}"


def _table(table: Breakdown, one: Printed) -> ShownTable:
    most = max((line.n for line in table.lines), default=0)
    drawn = "share" in table.columns
    head = (_first_head(table.table), _count_head(table.table), *map(_head, table.columns))
    return ShownTable(
        caption=word(table.table),
        head=head,
        lines=tuple(_line(line, table, one, most if drawn else 0) for line in table.lines),
    )


def _line(line: Line, table: Breakdown, one: Printed, most: int) -> ShownLine:
    return ShownLine(
        label=line_label(table=table.table, key=line.key, names=one.counts.names), n=line.n,
        cells=line.cells, fraction=line.n / most if most else None,
    )  # fmt: skip


def line_label(*, table: StatementTable, key: str, names: Mapping[str, list[str]]) -> str:
    """Return what a line of a table is called."""
    if not key:
        unknown = table in {StatementTable.CAUSES, StatementTable.CAUSE_GROUPS}
        return _("尚未查明") if unknown else _("未登记")
    if table in _WORDS:
        return word(chosen(_WORDS[table], key)) or key
    if table is StatementTable.AGES:
        first, last = key.split("-")
        if not last:
            return _("%(first)s 年及以上") % {"first": first}
        return _("%(first)s–%(last)s 年") % {"first": first, "last": last}
    if table is StatementTable.HOURS:
        first, last = key.split("-")
        return f"{first}:00–{last}:00"
    pair = names.get(f"o{key}" if table in _ORGANISATIONS else key)
    return spoken((pair[0], pair[1])) if pair else key


def _first_head(table: StatementTable) -> str:
    return {
        StatementTable.REPEATED: _("注册代码"), StatementTable.AREAS: _("区"),
        StatementTable.AREA_RESCUES: _("区"),
    }.get(table, _("项目"))  # fmt: skip


def _count_head(table: StatementTable) -> str:
    if table in {StatementTable.KINDS, StatementTable.AREAS}:
        return _("台数")
    if table is StatementTable.UNANSWERED:
        return _("未应答")
    return _("分子") if table is StatementTable.RATES else _("起数")


def _head(column: str) -> str:
    return {
        "share": _("占比 %"), "new": _("新登记"), "rate": _("比率"), "unit": _("单位"),
        "divided_by": _("分母"), "people": _("解救人数"), "people_share": _("人数占比 %"),
        "arrival": _("平均到达（分钟）"), "rescue": _("平均救援（分钟）"), "fleet": _("维保台数"),
        "declined": _("无法前往"), "called": _("派单"),
    }[column]  # fmt: skip


def _changes(before: tuple[Change, ...], year_ago: tuple[Change, ...]) -> tuple[ShownChange, ...]:
    old = {change.figure: change for change in before}
    older = {change.figure: change for change in year_ago}
    found = []
    for figure in dict.fromkeys([*old, *older]):
        last, year = old.get(figure), older.get(figure)
        now = last or year
        assert now is not None  # noqa: S101 -- the figure stands in one of both
        found.append(
            ShownChange(
                label=_named(now), text=now.text,
                before=last.before if last else "—", before_percent=_percent(last),
                year_ago=year.before if year else "—", year_percent=_percent(year),
            )
        )  # fmt: skip
    return tuple(found)


def _percent(change: Change | None) -> str:
    return f"{change.percent} %" if change and change.percent else "—"


def _named(change: Change) -> str:
    name = word(
        EntrapmentRate.PASSENGER if change.figure is StatementFigure.RATE else change.figure
    )
    unit = {"min": _("分钟")}.get(change.unit, change.unit)
    return f"{name}（{unit}）" if unit else name


def _trend(one: Printed) -> SafeString:
    """Return the passenger rate of the months up to this one as columns."""
    if len(one.trend) < 2:
        return SafeString("")
    months = one.statement.span is StatementSpan.MONTH
    days = []
    for first, part, whole in one.trend:
        name = f"{first:%Y-%m}" if months else str(first.year)
        text = printed(part=part, whole=whole, scale=100, digits=one.how.digits)
        days.append((name, float(part), f"{name}: {text} % ({part} ÷ {whole})"))
    return columns(days=days, label=_("各期乘客电梯困人起数"))


def _notes(one: Printed) -> tuple[str, ...]:
    how = one.how
    counted_on = one.statement.at
    return (
        _("客梯困人率 = 当期乘客电梯困人次数 ÷ 在用乘客电梯总数 × 100%；年报为各月平均。"),
        _(
            "困人率有多种算法，各自的分子和分母列在表中，不能互相比较。每百台年困人不计人为和外部原因。"
        ),
        _("舍入：四舍五入，由计数直接计算，保留 %(digits)s 位小数，不用已舍入的数再算。")
        % {"digits": how.digits},
        _("误报和演练不计；到达和响应从通知维保单位起算；限时之前自行脱困的不计入响应率和到达率。"),
        _(
            "台数为 %(day)s 登记在册的电梯，不含当期以后新登记的；"
            "维保台数不足 %(n)s 台的单位不排名。"
        )
        % {"day": f"{counted_on:%Y-%m-%d}", "n": how.least_fleet},
        _("咨询电话不在本平台接听，不统计。没有数据的项目以“—”表示，不是零。"),
    )


def span_words(*, statement: Statement) -> str:
    """Return the days of a statement."""
    last = last_day_of(span=statement.span, first_day=statement.first_day)
    return f"{statement.first_day:%Y-%m-%d} – {last:%Y-%m-%d}"
