"""The record of a check on paper: 特种设备安全监督检查记录."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation.periods import SHANGHAI
from hoistway.supervision.models import Check
from hoistway.supervision.queries import check_seen
from hoistway.web.checks.page import READERS, unit_facts
from hoistway.web.checks.shown import (
    CheckPage,
    FindingRow,
    Signature,
    check_page,
)
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import english
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.signing_in import by, signed_in

TEMPLATE = Path(__file__).parent / "record.typ"


@require_safe
@signed_in(*READERS)
def paper(request: HttpRequest, check_number: str) -> HttpResponse:
    """Give the record of a check as a PDF. Raises: NotFound, NoFont."""
    row = check_seen(by=by(request), number=check_number)
    shown = check_page(check=row, by=by(request), facts=unit_facts(check=row))
    data = {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _("特种设备安全监督检查记录"), "number": row.number,
        "author": _("慧梯"), "facts": _facts(row, shown),
        "items_title": _("检查项目"), "items": [[one[0], one[1]] for one in shown.answers],
        "findings_title": _("发现的问题"),
        "findings": [_finding(one) for one in shown.findings] or [_("未发现问题")],
        "rest": [
            [_("处理措施"), shown.measures or "—"],
            [_("被检查单位意见"), _opinion(row, shown)], [_("备注"), row.remark or "—"],
        ],
        "signed_title": _("签字"), "signed": [_signed(one) for one in shown.signatures],
        "refusal": _refusal(row), "hash": _("记录校验值（SHA-256）") + " " + row.record_sha256,
    }  # fmt: skip
    pdf = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{row.number}.pdf"'
    return answer


def _facts(row: Check, shown: CheckPage) -> list[list[str]]:
    began = _at(row.began_at) if row.began_at else "—"
    ended = _at(row.ended_at) if row.ended_at else "—"
    officers = listed(f"{one['name']} {one['card']}" for one in row.officers)
    return [
        [_("检查种类"), word(row.kind)], [_("来源"), word(row.lead)],
        [_("被检查单位"), shown.row.name],
        [_("统一社会信用代码"), row.organisation.credit_code or "—"],
        [_("检查时间"), f"{began} – {ended}"], [_("检查人员和执法证件号"), officers or "—"],
        [_("抽看的电梯"), listed(row.elevators) or "—"], *[list(one) for one in shown.facts],
    ]  # fmt: skip


def _at(instant: datetime) -> str:
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _finding(one: FindingRow) -> str:
    what = f"{one.item}：" if one.item else ""
    rules = f"（{listed(one.articles)}）" if one.articles else ""
    return f"{what}{one.finding.words}{rules} · {word(one.finding.weight)}"


def _opinion(row: Check, shown: CheckPage) -> str:
    said = [row.opinion, *(one.opinion for one in shown.signatures)]
    return "；".join(one for one in said if one) or "—"


def _signed(one: Signature) -> list[str]:
    at = _at(one.at)
    return [word(one.side), f"{one.name} {one.post}", f"{word(one.way)} {at}"]


def _refusal(row: Check) -> str:
    if not row.refusal:
        return ""
    said = _("拒绝签字：%(words)s；见证人 %(witness)s；附件 %(n)s 份")
    return said % {
        "words": row.refusal["words"], "witness": row.refusal["witness"] or "—",
        "n": len(row.refusal["files"]),
    }  # fmt: skip
