"""The bulletin for everybody: the published rounds as page, csv, JSON and PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.queries import (
    edition_said,
    published_rounds,
    published_scores,
    trend_of,
)
from hoistway.credit.vocabulary import Grade
from hoistway.foundation.refusal import NotFound
from hoistway.web.credit.shown import (
    GRADE_TONES,
    ScoreRow,
    edition_words,
    model_notes,
    score_row,
)
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import BarRow, exports, paged, word
from hoistway.web.frame import english, spoken
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.parts.tones import Tone
from hoistway.web.public.keeping import LIST_S, for_all_sites, kept_for
from hoistway.web.templatetags.house import plain_day

TEMPLATE = Path(__file__).parent / "bulletin.typ"
LAST = 4
"""Rounds of which a line says the grades. Chosen: two years of half-years."""


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier grade."""

    grade: Grade
    tone: Tone
    round_number: str


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One firm in the bulletin."""

    row: ScoreRow
    formers: Sequence[Former]


def _asked(request: HttpRequest) -> CreditRound | None:
    """Return the round that the address names, else the latest. Raises: NotFound."""
    number = request.GET.get("round", "")
    found = published_rounds()
    if number:
        found = found.filter(number=number)
        if not found.exists():
            raise NotFound
    return found.first()


@require_safe
def bulletin(request: HttpRequest) -> HttpResponseBase:
    """Show a published round: spread of grades, every firm, what the figures mean."""
    row = _asked(request)
    wanted = published_scores(round_=row)
    for text in request.GET.get("q", "")[:80].split():
        wanted = wanted.filter(organisation__name__icontains=text)
    if row is not None:
        file = handed_out(request, _sheet(row, wanted))
        if file is not None:
            return file
    found, pages = paged(request, wanted) if row else ([], None)
    facts = {
        "round": row, "others": published_rounds()[:8], "rows": _rows(found), "pages": pages,
        "exports": exports(request), **(_said(row) if row else {}), "q": request.GET.get("q", ""),
    }  # fmt: skip
    response = render(request, "credit/bulletin.html", facts)
    return kept_for(response=response, request=request, seconds=LIST_S)


def _rows(found: Sequence[CreditScore]) -> list[BulletinRow]:
    trend = trend_of(organisation_ids=[one.organisation_id for one in found], published_only=True)
    return [
        BulletinRow(
            score_row(score=one),
            [
                Former(former.grade, GRADE_TONES[former.grade], former.round_number)
                for former in trend.get(one.organisation_id, [])[-LAST:]
            ],
        )
        for one in found
    ]


def _said(row: CreditRound) -> dict[str, object]:
    grades = list(published_scores(round_=row).order_by().values_list("grade", flat=True))
    total = len(grades) or 1
    said = edition_said(edition=row.edition)
    return {
        "edition": edition_words(row.edition), "notes": model_notes(edition=row.edition),
        "least": said.minimum_fleet, "rated": len(grades),
        "grades": [
            BarRow(
                word(one), grades.count(one) / total,
                f"{grades.count(one)}（{grades.count(one) / total * 100:.1f}%）", GRADE_TONES[one],
            )
            for one in Grade
        ],
    }  # fmt: skip


def _sheet(row: CreditRound, wanted: QuerySet[CreditScore]) -> Sheet:
    head = [
        _("评价编号"), _("单位"), _("统一社会信用代码"), _("评价对象"), _("在用电梯台数"),
        _("得分"), _("等级"), _("一票否决"), _("评价期"), _("评价模型"), _("数据校验值"),
    ]  # fmt: skip
    return Sheet(name=row.number, head=head, rows=_lines(row, wanted))


def _lines(row: CreditRound, wanted: QuerySet[CreditScore]) -> Iterator[Sequence[Cell]]:
    period = f"{row.first_day} – {row.last_day}"

    def cells(score: CreditScore) -> Sequence[Cell]:
        one = score_row(score=score)
        return (
            row.number, one.name, score.organisation.credit_code, one.subject, one.fleet,
            one.total if one.rated else "", one.grade, "、".join(one.vetoes), period, row.edition,
            row.facts_sha256,
        )  # fmt: skip

    return in_chunks(wanted, lambda chunk: map(cells, chunk))


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Give a published round to programs; the fields are those of the table."""
    row = _asked(request)
    said: dict[str, object] = {"round": None, "subjects": []}
    if row is not None:
        scores = [(one, score_row(score=one)) for one in published_scores(round_=row)]
        said = {
            "round": row.number, "edition": row.edition,
            "first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat(),
            "published_at": row.published_at.isoformat() if row.published_at else None,
            "facts_sha256": row.facts_sha256,
            "note": spoken(edition_said(edition=row.edition).label),
            "subjects": [
                {
                    "name": line.name, "credit_code": one.organisation.credit_code,
                    "subject": str(one.subject), "fleet": one.fleet,
                    "total": one.total if line.rated else None, "grade": str(one.grade),
                    "vetoes": [veto["veto"] for veto in one.vetoes],
                }
                for one, line in scores
            ],
        }  # fmt: skip
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    for_all_sites(response=answer)
    return kept_for(response=answer, request=request, seconds=LIST_S)


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Give a published round as a PDF. Raises: NotFound, NoFont."""
    row = _asked(request)
    scores = [score_row(score=one) for one in published_scores(round_=row)] if row else []
    data = {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _("电梯维保单位信用评价通报"), "author": _("慧梯"),
        "period": _period(row), "head": [
            _("单位"), _("评价对象"), _("在用电梯台数"), _("得分"), _("等级"), _("一票否决"),
        ],
        "rows": [
            [
                one.name, word(one.subject), str(one.fleet), one.total if one.rated else "—",
                word(one.grade), "、".join(one.vetoes) or "—",
            ]
            for one in scores
        ],
        "grades": [
            [word(one), str(sum(score.grade is one for score in scores))] for one in Grade
        ],
        "notes": [*(model_notes(edition=row.edition) if row else []), *general_notes()],
        "hash": row.facts_sha256 if row else "",
    }  # fmt: skip
    pdf = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = row.number if row else "credit"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _period(row: CreditRound | None) -> str:
    if row is None:
        return _("还没有公布的信用评价。")
    said = _("%(number)s · 评价期 %(first)s 至 %(last)s · %(edition)s")
    return said % {
        "number": row.number, "first": plain_day(row.first_day), "last": plain_day(row.last_day),
        "edition": edition_words(row.edition),
    }  # fmt: skip


def general_notes() -> list[str]:
    """Return what holds for every round."""
    return [
        _("得分由平台按冻结的数据计算，不是人工填写；C、D 级和一票否决经人工确认。"),
        _("法人、分支机构、维保点分别评价；目前仅按单位名称区分。"),
        _("比率类指标对样本少的单位按经验贝叶斯法向全市均值靠拢；达不到最低台数的不评级。"),
        _("公示满五年不再显示；信用修复或作出依据被撤销的，不再显示。"),
    ]
