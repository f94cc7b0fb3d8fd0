"""What is printed of an order, its proofs, and its case file."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation.attachments import kept_rows
from hoistway.foundation.refusal import NotFound
from hoistway.supervision.actions.orders_bundling import case_bundle
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import order_seen, order_steps
from hoistway.supervision.vocabulary import FindingWeight, OrderDeed
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english
from hoistway.web.lifecycle.typeset import typeset
from hoistway.web.orders.shown import READERS, REGULATORS, service_lines
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import plain_day

TEMPLATE = Path(__file__).parent / "order.typ"
_INSIDE = frozenset({OrderDeed.DRAFTED, OrderDeed.SUBMITTED, OrderDeed.RETURNED})


def order_pdf(*, order: Order) -> bytes:
    """Return the order on paper, in the language of the page. Raises: NoFont."""
    content, unit, check = order.content, order.organisation, order.check_made
    signed = order.signed_text or {}
    problems = [
        [
            str(place), one["words"], one["place"] or "—", word(FindingWeight(one["weight"])),
        ]
        for place, one in enumerate(content["problems"], start=1)
    ]  # fmt: skip
    data = {
        "lang": "en" if english() else "zh", "region": "GB" if english() else "CN",
        "title": _("特种设备安全监察指令书"),
        "author": str(signed.get("organ", "")) or order.jurisdiction.name_zh,
        "number": order.number or _("草稿，未批准"),
        "to": _("%(unit)s：") % {"unit": unit.name},
        "opening": _("经监督检查（%(check)s），你单位存在下列问题：") % {"check": check.number},
        "head": [_("序号"), _("问题"), _("电梯"), _("程度")], "problems": problems,
        "parts": [
            [_("违反的规定"), content["rules"]], [_("依据"), content["bases"]],
            [_("整改要求"), [content["measures"]]],
            [_("整改期限"), [plain_day(order.due_on) if order.due_on else "—"]],
            *([[_("停止使用"), [_("有严重事故隐患的电梯自即日起停止使用，直至复查合格。")]]]
              if content["stop"] else []),
            [_("救济途径"), [content["remedy"]]],
        ],
        "signs": [
            [_("监察人员"), "、".join(
                f"{one.get('name', '')}（{one.get('card', '')}）" for one in check.officers
            )],
            [_("批准"), f"{signed.get('approved_by', '')} {signed.get('approved_on', '')}"],
            *service_lines(order=order),
        ],
        "seal": _("（特种设备安全监察专用章）"),
        "hash": signed.get("sha256", ""),
        "note": _("原文由平台签名存证，SHA-256："),
    }  # fmt: skip
    return typeset(template=TEMPLATE, data=data, fonts=settings.FONTS)


@require_safe
@signed_in(*READERS)
def paper(request: HttpRequest, order_id: int) -> HttpResponse:
    """Give the order as a PDF."""
    order = order_seen(by=by(request), order_id=order_id)
    answer = HttpResponse(order_pdf(order=order), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="order-{order.pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@signed_in(*REGULATORS)
def case(request: HttpRequest, order_id: int) -> HttpResponse:
    """Give the file of a case that was handed over. Raises: NoCase."""
    order = order_seen(by=by(request), order_id=order_id)
    papers = {"order.pdf": order_pdf(order=order)} if order.case else {}
    data = case_bundle(order_id=order.pk, papers=papers, by=by(request))
    answer = HttpResponse(data, content_type="application/zip")
    number = (order.case or {}).get("number", order.pk)
    answer["Content-Disposition"] = f'attachment; filename="case-{number}.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@signed_in(*READERS)
def file(
    request: HttpRequest, order_id: int, order_step_id: int, file_place: int
) -> HttpResponseBase:
    """Give a step's photo or paper to whoever may read the order. Raises: NotFound."""
    order = order_seen(by=by(request), order_id=order_id)
    step = next((one for one in order_steps(order_id=order.pk) if one.pk == order_step_id), None)
    inside = by(request).role not in map(str, REGULATORS)
    if step is None or (inside and step.deed in _INSIDE):
        raise NotFound
    named = [one["sha256"] for one in step.facts.get("files", ())]
    if step.deed is OrderDeed.REPORTED:
        told = [(one["file"] or {}).get("sha256", "") for one in step.facts["told"]]
        named = [*told, *named]
    row = kept_rows(sha256s=named[file_place : file_place + 1])
    found = next(iter(row.values()), None)
    if found is None:
        raise NotFound
    return served(attachment=found, name=f"order-{order.pk}-{step.deed}-{file_place + 1}")
