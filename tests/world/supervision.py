"""Builders of checks on site, done through the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.models import Jurisdiction, Membership, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.sampling.actions import Frozen, draw_sample, freeze_frame
from hoistway.sampling.models import SampleDraw
from hoistway.sampling.queries import Frame, Inspector, Unit
from hoistway.sampling.vocabulary import Answer, DrawPurpose
from hoistway.supervision.actions import (
    Found,
    Officer,
    Proposal,
    Record,
    UnitHand,
    UnitRefusal,
    propose_checks,
    record_check,
    sign_as_officer,
)
from hoistway.supervision.models import Check
from hoistway.supervision.queries import audience_of, checklist_on
from hoistway.supervision.vocabulary import CheckKind, CheckLead, FindingWeight, Measure
from tests.world.emergency import acting
from tests.world.maintenance import a_kept_photo
from tests.world.parties import NOW, a_bureau, a_member, a_use_unit, fresh_number

A_HAND = UnitHand(name="王经理", post="安全总监", file="a" * 64)


def two_officers(*, jurisdiction: Jurisdiction) -> list[Membership]:
    """Return two officers of a new bureau of the area."""
    bureau = a_bureau(jurisdiction=jurisdiction)
    return [a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau) for _ in range(2)]


def a_planned_check(
    *, organisation: Organisation | None = None, jurisdiction: Jurisdiction | None = None,
    by: Actor | None = None, now: datetime = NOW, lead: CheckLead = CheckLead.ON_THE_SPOT,
) -> Check:  # fmt: skip
    """Return a check that is to be done."""
    body = organisation or a_use_unit()
    area = jurisdiction or body.jurisdiction
    actor = by or acting(membership=two_officers(jurisdiction=area)[0])
    proposal = Proposal(
        organisation_id=body.pk, jurisdiction_id=area.pk, form_id=uuid4(), lead=lead,
        kind=CheckKind.ROUTINE,
    )  # fmt: skip
    return propose_checks(proposals=[proposal], now=now, by=actor)[0]


def a_finding(
    *, item: str = "records", words: str = "维保记录缺失",
    weight: FindingWeight = FindingWeight.BREACH, elevator_id: int | None = None,
) -> Found:  # fmt: skip
    """Return a problem as officers write it down."""
    return Found(words=words, weight=weight, item=item, elevator_id=elevator_id)


def a_record(
    *, check: Check, officers: Sequence[Membership], findings: Sequence[Found] = (),
    now: datetime = NOW, measures: Sequence[Measure] | None = None,
) -> Record:  # fmt: skip
    """Return a sound record: «yes» to all but what was found."""
    audience = audience_of(organisation=check.organisation)
    items = checklist_on(audience=audience, day=now.date()).items
    failed = {one.item for one in findings}
    return Record(
        officers=[
            Officer(person_id=one.person_id, card=f"沪{one.person_id:06d}") for one in officers
        ],
        began_at=now - timedelta(hours=1), ended_at=now - timedelta(minutes=1),
        answers={one.code: Answer.NO if one.code in failed else Answer.YES for one in items},
        findings=findings,
        measures=measures or ((Measure.ORDER,) if findings else (Measure.NONE,)),
        unit_facts={"contact": "王经理", "phone": "130-DEMO-0000"},
    )  # fmt: skip


def a_check(
    *, organisation: Organisation | None = None, jurisdiction: Jurisdiction | None = None,
    findings: Sequence[Found] | None = None, officers: Sequence[Membership] | None = None,
    unit: UnitHand | UnitRefusal = A_HAND, now: datetime = NOW,
) -> Check:  # fmt: skip
    """Return a finished check, signed by two officers and the organisation; with one finding."""
    body = organisation or a_use_unit(name=f"使用单位{fresh_number()}")
    area = jurisdiction or body.jurisdiction
    people = list(officers or two_officers(jurisdiction=area))
    first, second = (acting(membership=one) for one in people[:2])
    check = a_planned_check(organisation=body, jurisdiction=area, by=first, now=now)
    default = a_finding(item="licence" if str(body.kind) == "firm" else "records")
    record = a_record(
        check=check, officers=people, now=now,
        findings=[default] if findings is None else findings,
    )  # fmt: skip
    record_check(check_id=check.pk, record=record, form_id=uuid4(), now=now, by=first, unit=unit)
    return sign_as_officer(check_id=check.pk, now=now, by=second)


@dataclass(frozen=True, slots=True)
class CheckRows:
    """A finished check of a firm that refused to sign, and a lot that fell on that firm."""

    check: Check
    draw: SampleDraw
    photo: str

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of their addresses."""
        return {
            "check_number": self.check.number, "check_draw": self.draw.number,
            "file_hash": self.photo,
        }  # fmt: skip


def check_rows(*, elevator: Elevator, now: datetime) -> CheckRows:
    """Return a check of the elevator's firm with a photo of the refusal."""
    assert elevator.firm is not None
    photo = a_kept_photo(now=now)
    unit = UnitRefusal(words="负责人拒绝签字", files=[photo], witness="见证人")
    check = a_check(
        organisation=elevator.firm, jurisdiction=elevator.jurisdiction, unit=unit, now=now
    )
    return CheckRows(check, _a_lot(elevator, now=now), photo)


def _a_lot(elevator: Elevator, *, now: datetime) -> SampleDraw:
    frame = Frame(
        purpose=str(DrawPurpose.FIRMS), place=elevator.jurisdiction.code, year=now.year,
        edition="2022-59", share="0.25", population=1, before=0, size=1,
        units=(Unit(f"ORG{elevator.firm_id}", "ordinary"),),
        inspectors=(Inspector("1", "甲**"), Inspector("2", "乙**")),
    )  # fmt: skip
    frozen = Frozen(
        purpose=DrawPurpose.FIRMS, jurisdiction_id=elevator.jurisdiction_id, frame=frame
    )
    row = freeze_frame(frozen=frozen, form_id=uuid4(), now=now, by=PLATFORM)
    return draw_sample(
        draw_id=row.pk, seed=f"{fresh_number():08d}", seed_source="彩票", now=now, by=PLATFORM
    )
