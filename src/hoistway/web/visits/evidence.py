"""What speaks against a visit, in words; for the firm and for regulators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.maintenance.queries.evidence import judgement_of, looks_thin, uids_of
from hoistway.maintenance.vocabulary.evidence import EvidenceReason
from hoistway.parties.vocabulary import RoleKind

READERS = frozenset({RoleKind.FIRM_OFFICE, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR})
"""Who reads it. Chosen: those who can act; a faker need not learn what is looked at."""


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One reason with the figures behind it, and the other visit it points to."""

    code: EvidenceReason
    weight: float
    figures: str
    other: UUID | None


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """The judgement of a visit; `looks_thin` asks for a person's look."""

    score: float
    looks_thin: bool
    reasons: tuple[ReasonShown, ...]
    heard: str
    edition: str
    judged_at: datetime


def evidence_shown(*, visit_id: int, by: Actor) -> EvidenceShown | None:
    """Return what speaks against a visit, None before it was judged and for other readers."""
    judgement = judgement_of(visit_id=visit_id) if by.role in READERS else None
    if judgement is None:
        return None
    others = uids_of(visit_ids=[r[2]["visit"] for r in judgement.reasons if "visit" in r[2]], by=by)
    return EvidenceShown(
        score=judgement.score, looks_thin=looks_thin(judgement=judgement),
        reasons=tuple(
            ReasonShown(EvidenceReason(code), weight, _figures(facts), others.get(_visit(facts)))
            for code, weight, facts in judgement.reasons
        ),
        heard=_heard(judgement.facts["motion"]), edition=judgement.edition,
        judged_at=judgement.judged_at,
    )  # fmt: skip


def _visit(facts: Mapping[str, Any]) -> int:
    return int(facts.get("visit", 0))


def _figures(facts: Mapping[str, Any]) -> str:
    """Return the figures of a reason as one line."""
    words = {
        "minutes": _("%(n)s 分钟"), "least": _("至少应 %(n)s 分钟"), "seconds": _("%(n)s 秒"),
        "metres": _("%(n)s 米"), "rides": _("载客 %(n)s 次"), "people": _("%(n)s 人"),
        "needed": _("应 %(n)s 人"), "covered": _("监测覆盖 %(n)s"), "items": _("项目 %(n)s"),
        "photos": _("照片 %(n)s"),
    }  # fmt: skip
    return " · ".join(words[key] % {"n": _said(facts[key])} for key in words if key in facts)


def _said(value: object) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _heard(motion: Mapping[str, Any] | None) -> str:
    if motion is None:
        return _("这段时间没有运行监测数据。")
    return _(
        "同期监测：检修 %(inspection)s 分钟，停止服务 %(out)s 分钟，载客运行 %(rides)s 次，"
        "开门 %(doors)s 次，覆盖 %(covered)s。"
    ) % {
        "inspection": round(motion["inspection_s"] / 60), "out": round(motion["out_s"] / 60),
        "rides": motion["rides"], "doors": motion["door_moves"],
        "covered": f"{motion['covered']:.0%}",
    }  # fmt: skip
