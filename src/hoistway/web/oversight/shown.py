"""Visits, signs and inquiries as the pages of the desk show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hoistway.maintenance.models import Visit
from hoistway.maintenance.vocabulary.evidence import EvidenceReason
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.models import Inquiry, Look
from hoistway.supervision.vocabulary import InquiryState, Irregularity
from hoistway.web.desk.shapes import chosen, listed, word
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.visits.shown import TONES, title_of

READERS = (*REGULATORS, RoleKind.FIRM_OFFICE)
INQUIRIES: dict[InquiryState, Tone] = {
    InquiryState.OPEN: "caution", InquiryState.ANSWERED: "active", InquiryState.SETTLED: "safe",
    InquiryState.TO_CHECK: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign with the facts behind it in one line."""

    sign: Irregularity
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """One visit of the desk."""

    visit: Visit
    title: str
    tone: Tone
    firm: str
    day: date | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryRow:
    """One inquiry in a list; `late` where its deadline has passed."""

    inquiry: Inquiry
    tone: Tone
    firm: str
    by: date | None
    late: bool


def desk_row(*, visit: Visit, look: Look | None) -> DeskRow:
    """Return one line of the desk."""
    return DeskRow(
        visit=visit, title=title_of(visit=visit), tone=TONES[visit.state],
        firm=organisation_name(visit.firm), day=visit.counted_on or visit.due_on,
        signs=signs_of(look=look),
    )  # fmt: skip


def signs_of(*, look: Look | None) -> tuple[Sign, ...]:
    """Return what is irregular in words, the heaviest first."""
    if look is None:
        return ()
    return tuple(
        Sign(sign=Irregularity(code), why=why_words(facts=look.facts.get(code, {})))
        for code in look.codes
    )


def why_words(*, facts: Mapping[str, Any]) -> str:
    """Return the facts of a sign as one line."""
    words = {
        "days": _("超期 %(n)s 天"), "due": _("最迟 %(n)s"), "done": _("实际 %(n)s"),
        "minutes": _("用时 %(n)s 分钟"), "least": _("至少应 %(n)s 分钟"),
        "items": _("%(n)s 个检查项"), "seconds": _("在 %(n)s 秒内勾选"),
        "visits": _("连续 %(n)s 次以上没有任何问题"), "by": _("应于 %(n)s 前确认"),
        "score": _("疑点 %(n)s"),
    }  # fmt: skip
    said = [text % {"n": facts[key]} for key, text in words.items() if facts.get(key) not in
            (None, "")]  # fmt: skip
    if "covered" in facts:
        said.append(_("监测覆盖 %(n)s") % {"n": f"{float(facts['covered']):.0%}"})
    reasons = [word(chosen(EvidenceReason, str(code))) for code in facts.get("reasons", ())]
    if reasons:
        said.append(listed(reasons))
    if facts.get("rides"):
        said.append(_("载客 %(n)s 次") % {"n": facts["rides"]})
    return " · ".join(said)


def inquiry_row(*, inquiry: Inquiry, today: date) -> InquiryRow:
    """Return one inquiry as lists show it."""
    by = inquiry.answer_by if inquiry.state is InquiryState.OPEN else inquiry.settle_by
    pending = inquiry.state in {InquiryState.OPEN, InquiryState.ANSWERED}
    return InquiryRow(
        inquiry=inquiry, tone=INQUIRIES[inquiry.state], firm=organisation_name(inquiry.firm),
        by=by if pending else None, late=bool(pending and by and by < today),
    )  # fmt: skip
