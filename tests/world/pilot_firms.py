"""Builders of firms fit for the pilot: connected elevators, visits on record, a plan."""

from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.ledger.actions import sign_content
from hoistway.maintenance.models import Visit
from hoistway.ondemand.actions import (
    Seal,
    draft_application,
    look_at_firms,
    submit_application,
    write_plan,
)
from hoistway.ondemand.models import FirmPilot
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.maintenance import a_signed_visit
from tests.world.mismatches import a_picture
from tests.world.ondemand import a_listed_firm, a_period
from tests.world.parties import NOW, a_firm, an_actor
from tests.world.registry import Site, an_elevator
from tests.world.use import heard_elevator

STANDARD = "按需维保由监测中心全天候值守，逐台确定现场项目。" * 6 + "每次到场逐项检查，拍照留痕。"
PROMISE = "困人三十分钟内到场；故障一天内修复；每季度向使用单位报告设备状况，并接受监督。" * 2


def a_plan(*, sealed: Attachment | None = None, **said: object) -> dict[str, object]:
    """Return a plan that lacks nothing; `said` says some of it otherwise."""
    return {
        "standard": STANDARD, "watch_hours": 24, "safety_hours": 24, "other_days": 7,
        "gap_days": 90, "promise": PROMISE, "rescue_minutes": 30, "repair_hours": 24,
        "quality": "按 ISO 9001 建立质量管理体系，设专职质量负责人，对每台试点电梯按季度复核。" * 2,
        "quality_head": "周质量", "audit_months": 12, "platform": "own",
        "platform_name": "云梯监测平台", "records": "app",
        "plan_file": sealed.sha256 if sealed else "0" * 64,
    } | said  # fmt: skip


def a_fit_firm(*, now: datetime = NOW, visits: int = 20, days: int = 30) -> Organisation:
    """Return a firm whose one elevator was heard for so many days and visited on record."""
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm))
    heard_elevator(slot=elevator.pk, now=now, days=days)
    signed = a_signed_visit(elevator=elevator, begun_at=now - timedelta(days=20))
    rows = [
        Visit(
            uid=uuid4(), elevator=elevator, firm=firm, kind=signed.kind, level=signed.level,
            edition=signed.edition, state=signed.state, record=signed.record, made_at=now,
            counted_on=local_day(at=now) - timedelta(days=number + 1),
        )
        for number in range(visits - 1)
    ]  # fmt: skip
    Visit.objects.bulk_create(rows)
    return firm


def an_office_of(*, firm: Organisation) -> Actor:
    """Return somebody of a firm's office who acts."""
    return an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm)


def the_city() -> Actor:
    """Return somebody of the city's bureau who acts."""
    return an_actor(role=RoleKind.CITY_REGULATOR)


def a_seal(*, by: Actor, now: datetime = NOW) -> Seal:
    """Return a signer with a scan that bears the firm's seal."""
    file = keep(upload=a_picture(name="seal.jpg"), now=now, by=by)
    return Seal(signer="李总", position="总经理", file=file)


def a_shown_pilot(*, firm: Organisation, now: datetime) -> FirmPilot:
    """Return a listed firm with all its papers, its sealed commitment, and a copy of its page."""
    by, pilot = an_office_of(firm=firm), a_listed_firm(firm=firm, now=now)
    seal = a_seal(by=by, now=now)
    sealed = sign_content(content={"application": pilot.number}, now=now).as_json()
    pilot.plan, pilot.commitment_file = a_plan(sealed=seal.file), seal.file
    pilot.commitment, pilot.website_copy = sealed, seal.file
    pilot.website_read = {"at": now.isoformat(), "handed_in": True, "says_both": True}
    pilot.save()
    look_at_firms(now=now)
    return pilot


def a_submitted_application(*, firm: Organisation | None = None, now: datetime = NOW) -> FirmPilot:
    """Return an application that the city is to check, brought there by the firm's own deeds."""
    a_period(now=now)
    firm = firm or a_fit_firm(now=now)
    by = an_office_of(firm=firm)
    pilot = draft_application(form_id=uuid4(), now=now, by=by)
    seal = a_seal(by=by, now=now)
    write_plan(number=pilot.number, plan=a_plan(sealed=seal.file), now=now, by=by)
    return submit_application(
        number=pilot.number, seal=seal, form_id=uuid4(), now=now, by=by
    )  # fmt: skip
