"""The rounds of a month on paper."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.queries import policy_named, unit_seen
from hoistway.safety.vocabulary import RoundAnswer
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.safety.shown import answers_of, called, facts_of
from hoistway.web.safety.unit import RoundRow, month_asked, rows_of
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import clock as clock_time
from hoistway.web.templatetags.house import day

TEMPLATE = Path(__file__).parent / "paper.typ"


@require_safe
@signed_in(*REGULATORS, RoleKind.USE_UNIT)
def paper(request: HttpRequest, safety_unit_id: int) -> HttpResponse:
    """Give the rounds of a month as a PDF. Raises: NotFound, NoFont."""
    unit = unit_seen(by=by(request), unit_id=safety_unit_id)
    month = month_asked(request, now=clock.now())
    rows = rows_of(unit=unit, month=month)
    data = {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _("日管控、周排查、月调度记录"), "author": _("慧梯"),
        "who": f"{spoken((unit.name, unit.name_en or unit.name))} · {month:%Y-%m}",
        "empty": _("这个月没有记录"), "rounds": [_said(row) for row in reversed(rows)],
        "head": [_("项目"), _("结果")],
    }  # fmt: skip
    pdf = typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="safety-{unit.pk}-{month:%Y-%m}.pdf"'
    return answer


def _said(row: RoundRow) -> dict[str, object]:
    kept = row.kept
    policy = policy_named(edition=kept.edition)
    late = f"（{_('补记')}）" if row.late else ""
    figures = "；".join(
        f"{word(one.fact)} {one.count}" for one in facts_of(counts=kept.facts["counts"])
    )
    said = _("完成人 %(who)s · %(day)s %(time)s%(late)s") % {
        "who": kept.facts.get("holder", ""), "day": day(kept.at), "time": clock_time(kept.at),
        "late": late,
    }  # fmt: skip
    return {
        "title": called(row=kept), "who": said,
        "rows": [
            [spoken((zh, en)), word(one), "x" if one is RoundAnswer.WRONG else ""]
            for zh, en, one in answers_of(row=kept, policy=policy)
        ],
        "words": kept.words, "figures": f"{_('平台数据')}：{figures}" if figures else "",
        "hash": f"{kept.edition} · SHA-256 {(kept.signed_text or {}).get('sha256', '')}",
    }  # fmt: skip
