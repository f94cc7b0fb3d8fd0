"""`/v1/statements`: the figures of a month or a year as they were stated and printed."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import Fields
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.values import Day
from hoistway.openapi.writes import write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.reform.actions.statements import publish_statement, state
from hoistway.reform.models import Statement
from hoistway.reform.queries.statements import (
    Section,
    last_day_of,
    printed_statement,
    statement_seen,
    statements,
)
from hoistway.reform.vocabulary import (
    EntrapmentRate,
    StatementFigure,
    StatementPart,
    StatementSpan,
    StatementTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

router = Router(tags=["reform"])

_LARGEST = 2**63


class StatementsAsked(Turned):
    """Which statements."""

    span: StatementSpan | None = None
    published: bool | None = Field(default=None, description="Only (not) published ones")


class StatementOut(Out):
    """One version of the statement of a month or a year."""

    statement: int
    span: StatementSpan
    first_day: date
    last_day: date
    version: int
    edition: str
    counts_sha256: str
    at: datetime
    published_at: datetime | None
    typical: str = Field(description="Typical cases, as published")
    asked: str = Field(description="What is asked of whom, as published")


class StatedOut(BaseModel):
    """One figure as it is printed, and what it is a part of."""

    figure: StatementFigure
    text: str
    part: int | None
    whole: int | None
    unit: str
    formula: EntrapmentRate | None


class LineOfTable(BaseModel):
    """One line of a table: its key, its count, and the cells behind it."""

    key: str
    n: int
    cells: list[str]


class TableOut(BaseModel):
    """One breakdown; `total` is what its lines are parts of, `columns` name the cells."""

    table: StatementTable
    total: int
    columns: list[str]
    lines: list[LineOfTable]


class SectionOut(BaseModel):
    """One section of a statement."""

    part: StatementPart
    figures: list[StatedOut]
    tables: list[TableOut]


class StatementWhole(StatementOut):
    """One statement with every figure and table."""

    sections: list[SectionOut]


class StatementIn(BaseModel):
    """Which month or year is to be stated: any day of it that is over."""

    span: StatementSpan
    day: Day


class PublishIn(BaseModel):
    """The words beside the figures; everybody reads them, so no personal data."""

    typical: str = Field(default="", max_length=4000)
    asked: str = Field(default="", max_length=4000)


@router.get("", response=Page[StatementOut], url_name="statements", summary="List statements")
def list_statements(request: HttpRequest, wanted: Query[StatementsAsked]) -> HttpResponse:
    """Answer, to regulators, every version of every statement, the latest first."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    rows = statements(by=by).defer("counts")
    if wanted.span is not None:
        rows = rows.filter(span=wanted.span)
    if wanted.published is not None:
        rows = rows.filter(published_at__isnull=not wanted.published)
    found, following = turn(rows=rows, order=("-pk",), after=wanted.after, limit=wanted.limit)
    told = [StatementOut(**_fields(row)) for row in found]
    return answer_page(request=request, rows=told, schema=StatementOut, following=following)


@router.get(
    "/{statement}", response=StatementWhole, url_name="statement", summary="Read a statement"
)
def read_statement(request: HttpRequest, statement: int) -> HttpResponse:
    """Answer one version with all its sections."""
    by = acting(request=request, scope=Scope.SUPERVISION)
    row = _seen(by, statement)
    sections = printed_statement(statement=row, public=False).sections
    told = StatementWhole(**_fields(row), sections=_sections(sections))
    return answer_one(request=request, row=told)


@router.post("", response={201: StatementOut}, url_name="statements", summary="State a span")
def state_span(request: HttpRequest, body: StatementIn) -> HttpResponse:
    """Count, as the city, a month or a year that is over; what has not changed is not repeated."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row = state(span=body.span, day=body.day, now=clock.now(), by=by)
        return StatementOut(**_fields(row)).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{statement}/publish", response=StatementOut, url_name="statement-publish",
    summary="Publish a statement",
)  # fmt: skip
def publish(request: HttpRequest, statement: int, body: PublishIn) -> HttpResponse:
    """Let, as the city, everybody read a statement."""
    by = acting(request=request, scope=Scope.SUPERVISION_WRITE)

    def do() -> Answer:
        row = _seen(by, statement)
        publish_statement(
            statement_id=row.pk, typical=body.typical, asked=body.asked, now=clock.now(), by=by
        )
        return StatementOut(**_fields(_seen(by, statement))).model_dump(mode="json")

    return write_once(request=request, do=do, status=200)


def _seen(by: Actor, key: int) -> Statement:
    if not 0 < key < _LARGEST:
        raise NotFound
    return statement_seen(by=by, statement_id=key)


def _fields(row: Statement) -> Fields:
    return {
        "statement": row.pk, "span": row.span, "first_day": row.first_day,
        "last_day": last_day_of(span=row.span, first_day=row.first_day), "version": row.version,
        "edition": row.edition, "counts_sha256": row.counts_sha256, "at": row.at,
        "published_at": row.published_at, "typical": row.typical, "asked": row.asked,
    }  # fmt: skip


def _sections(rows: "Iterable[Section]") -> list[SectionOut]:
    return [
        SectionOut(
            part=one.part,
            figures=[
                StatedOut(
                    figure=told.figure, text=told.text, part=told.part, whole=told.whole,
                    unit=told.unit, formula=told.formula,
                )
                for told in one.figures
            ],
            tables=[
                TableOut(
                    table=table.table, total=table.total, columns=list(table.columns),
                    lines=[
                        LineOfTable(key=line.key, n=line.n, cells=list(line.cells))
                        for line in table.lines
                    ],
                )
                for table in one.tables
            ],
        )
        for one in rows
    ]  # fmt: skip
