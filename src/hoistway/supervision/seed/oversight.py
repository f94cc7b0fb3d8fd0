"""What the demo's districts asked about records, each brought to its stage by the real deeds."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.maintenance.actions.notes import Correction
from hoistway.parties.models import Membership
from hoistway.parties.queries import bureaus_of, members
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions.inquiring import (
    Asked,
    answer_inquiry,
    ask_firm,
    mark_overdue,
    settle_inquiry,
)
from hoistway.supervision.actions.looking import keep_habits, look_at_visits
from hoistway.supervision.models import Inquiry, Look
from hoistway.supervision.vocabulary import InquiryKind, InquiryOutcome

CASES = 6
"""Records that the first district asked about. Chosen: each stage is shown, most are not asked."""

_ASKED = {
    InquiryKind.QUESTION: "请说明本次维保的作业时间和人员分工。",
    InquiryKind.DISPUTE: "监测数据与记录不一致，本记录暂按存疑处理，请说明。",
    InquiryKind.CORRECTION: "测量值与上次完全相同，请核对后更正。",
}
_ANSWERED = "两人分别在机房和底坑作业，监测终端当时断电检修。"


def lay_out_oversight(*, chance: Random, now: datetime) -> int:
    """Let the desk look at all visits, and districts ask about some; return how many were asked."""
    look_at_visits(now=now)
    keep_habits(now=now)
    asked = 0
    looks = Look.objects.filter(counted=True).select_related("visit", "firm")
    kinds = list(InquiryKind)
    for number, look in enumerate(looks.order_by("jurisdiction_id", "-weight", "pk")[:CASES]):
        district = _somebody(bureaus_of(jurisdiction_ids=[look.jurisdiction_id]),
                             RoleKind.DISTRICT_REGULATOR, now)  # fmt: skip
        office = _somebody({look.firm_id}, RoleKind.FIRM_OFFICE, now)
        if district is None or office is None:
            continue
        then = now - timedelta(days=12 - 2 * number)
        then = max(then, (look.visit.signed_received_at or then) + timedelta(hours=1))
        if then >= now:
            continue
        kind = kinds[number % len(kinds)]
        row = ask_firm(
            visit_uid=look.visit.uid, kind=kind, asked=_said(_ASKED[kind], chance), now=then,
            by=district,
        )  # fmt: skip
        _follow(row, number, (district, office), chance, then, now)
        asked += 1
    mark_overdue(now=now)
    return asked


def _follow(
    row: Inquiry, number: int, sides: tuple[Actor, Actor], chance: Random, then: datetime,
    now: datetime,
) -> None:  # fmt: skip
    """Take an inquiry as far as the demo shows it: left open, answered or settled."""
    district, office = sides
    if number % 4 == 0:
        return
    fixed = None
    if row.kind is InquiryKind.CORRECTION:
        fixed = Correction(about="A-1-29", reads="7.4 mm", words="抄录错误，以复测值为准")
    answered = min(then + timedelta(days=1), now)
    answer_inquiry(
        number=row.number, asked=_said(_ANSWERED, chance), correction=fixed, now=answered, by=office
    )
    if number % 2:
        return
    outcome = InquiryOutcome.CORRECTED if fixed else InquiryOutcome.SOUND
    settle_inquiry(
        number=row.number, outcome=outcome, asked=_said("已核对，予以认可。", chance),
        now=min(answered + timedelta(days=1), now), by=district,
    )  # fmt: skip


def _said(words: str, chance: Random) -> Asked:
    return Asked(form_id=UUID(int=chance.getrandbits(128), version=4), words=words)


def _somebody(bodies: set[int], role: RoleKind, now: datetime) -> Actor | None:
    for body in sorted(bodies):
        found: Membership | None = members(organisation_id=body, role=role, at=now).first()
        if found is not None:
            return Actor(
                kind=ActorKind.PERSON, name=found.person.name, person_id=found.person_id,
                role=str(found.role), organisation_id=body,
                jurisdiction_id=found.organisation.jurisdiction_id,
            )  # fmt: skip
    return None
