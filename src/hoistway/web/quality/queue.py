"""数据核对: the queue of findings by kind, settled from the list, many alike at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.finding import RELATED, FindingLine, lines_of
from hoistway.dossier.queue import Pattern, counts_by_kind, found_findings, loaded, patterns
from hoistway.dossier.values import Pair, area_words, field_words, value_words
from hoistway.foundation import clock
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import Pages, exports, or_failed, page_by_keys
from hoistway.web.frame import spoken
from hoistway.web.parts.signs import Column
from hoistway.web.quality.drawings import signs_of
from hoistway.web.quality.filters import QueueFilter
from hoistway.web.quality.reasons import ACCEPT, REJECT
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT,
)  # fmt: skip
ROWS = 20
"""Findings of one page. Chosen: each is looked at; fifty would be scrolled past."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line with what is drawn in the list."""

    line: FindingLine
    signs: tuple[Column, ...]
    next_id: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind on this page."""

    kind: FindingKind
    rows: tuple[QueueRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many findings of a kind wait, with the way to them."""

    kind: FindingKind
    count: int
    fraction: float
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One change that many findings propose."""

    first_id: int
    field: Pair
    before: Pair
    after: Pair
    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue."""

    groups: tuple[Group, ...]
    kinds: tuple[KindCount, ...]
    patterns: tuple[PatternRow, ...]
    pages: Pages
    may_settle: bool
    may_answer: bool


@require_safe
@signed_in(*READERS)
def findings(request: HttpRequest) -> HttpResponseBase:
    """Show the findings that fit the filter, or give them as a file."""
    form = QueueFilter(request.GET, by=by(request))
    wanted = found_findings(by=by(request), search=form.search(), now=clock.now())
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    queue = or_failed(lambda: _queue(request, form, wanted))
    facts = {
        "filter": form, "queue": queue, "exports": exports(request), "failed": queue is None,
        "accept": ACCEPT, "reject": REJECT,
    }  # fmt: skip
    return render(request, "quality/findings.html", facts)


def _queue(request: HttpRequest, form: QueueFilter, wanted: QuerySet[Finding]) -> Queue:
    actor, asked = by(request), form.search().kind
    everything = found_findings(
        by=actor, search=form.search_without_kind(), now=clock.now()
    )  # fmt: skip
    counts = counts_by_kind(rows=everything)
    total = sum(n for kind, n in counts if asked in (None, kind))
    keys, pages = page_by_keys(request, wanted, total=total, size=ROWS)
    rows = loaded(keys=keys, by=actor)
    areas = area_words()
    may_settle = may(by=actor, deed=Deed.SETTLE_FINDINGS)
    found = patterns(rows=wanted) if asked and may_settle else []
    return Queue(
        groups=_groups(lines_of(findings=rows, areas=areas), dict(counts)), pages=pages,
        kinds=_kinds(request, counts, asked), may_settle=may_settle,
        patterns=tuple(_pattern(row, areas) for row in found),
        may_answer=may(by=actor, deed=Deed.ANSWER_FINDINGS),
    )  # fmt: skip


def _groups(lines: Sequence[FindingLine], totals: dict[FindingKind, int]) -> tuple[Group, ...]:
    following = [line.id for line in lines[1:]] + [None]
    shown = [
        QueueRow(line, signs_of(line), after)
        for line, after in zip(lines, following, strict=True)
    ] if lines else []  # fmt: skip
    return tuple(
        Group(kind, tuple(rows), totals.get(kind, 0))
        for kind, rows in groupby(shown, key=lambda row: row.line.kind)
    )


def _kinds(
    request: HttpRequest, counts: Sequence[tuple[FindingKind, int]], asked: FindingKind | None
) -> tuple[KindCount, ...]:
    top = max((n for _kind, n in counts), default=1)
    rows = []
    for kind, n in counts:
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "kind"}})
        if kind is not asked:
            query["kind"] = str(kind)
        rows.append(KindCount(kind, n, n / top, f"?{query.urlencode()}", kind is asked))
    return tuple(rows)


def _pattern(row: Pattern, areas: dict[str, Pair]) -> PatternRow:
    return PatternRow(
        first_id=row.first_id, field=field_words(row.field), count=row.count,
        before=value_words(field=row.field, value=row.value, areas=areas),
        after=value_words(field=row.field, value=row.proposal, areas=areas),
    )  # fmt: skip


def _sheet(wanted: QuerySet[Finding]) -> Sheet:
    head = [
        _("编号"), _("种类"), _("状态"), _("注册代码"), _("对象"), _("地址"), _("辖区"), _("字段"),
        _("登记值"), _("建议值"), _("置信度"), _("来源"), _("发现时间"), _("处理时间"),
        _("处理人"), _("理由"), _("规则版本"),
    ]  # fmt: skip
    return Sheet(name="findings", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Finding]) -> Iterator[Sequence[Cell]]:
    areas = area_words()
    for finding in wanted.select_related(*RELATED).iterator(chunk_size=500):
        yield _line(lines_of(findings=[finding], areas=areas)[0])


def _line(line: FindingLine) -> Sequence[Cell]:
    return (
        line.id, line.kind, line.state, line.subject.register_number, line.subject.name,
        line.subject.where, spoken(line.jurisdiction), spoken(line.field_name), spoken(line.held),
        spoken(line.proposed), round(line.confidence, 3), line.source, line.found_at,
        line.settled_at, line.settled_by, line.settled_reason, line.edition,
    )  # fmt: skip
