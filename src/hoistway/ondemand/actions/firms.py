"""A firm applies: it drafts, writes its plan, commits itself under seal, and takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ledger.actions import sign_content
from hoistway.ondemand.actions.firm_steps import at_hand, move, stepped
from hoistway.ondemand.actions.firms_conditions import look_at
from hoistway.ondemand.models import FirmPilot, FirmPilotStep
from hoistway.ondemand.queries.firms import period_on, policy_of
from hoistway.ondemand.rules.firm_commitment import Commitment, content
from hoistway.ondemand.rules.firm_plan import BY_CODE, plan_faults
from hoistway.ondemand.vocabulary import FirmPilotState, PilotDeed
from hoistway.parties.queries import firms, require
from hoistway.parties.vocabulary import Deed

WRITABLE = frozenset({FirmPilotState.DRAFT, FirmPilotState.RETURNED})
"""States in which the firm may still write."""


class NoPeriod(Refusal):
    """Raised when no pilot period is in force."""

    code = "no_pilot_period"
    zh = "当前没有生效的试点期，不能申请“按需维保”试点。"
    en = "No pilot period is in force; nobody can apply for on-demand maintenance."
    clause = "沪市监特种〔2020〕286号 附件2 一"


class ApplicationStands(Refusal):
    """Raised when the firm has an application that has not ended."""

    code = "application_stands"
    zh = "本单位的申请 {number} 尚未结束，不能再次申请。"
    en = "Application {number} of this firm has not ended; there is one at a time."


class PlanIncomplete(Refusal):
    """Raised when a plan would be handed in that lacks something."""

    code = "plan_incomplete"
    zh = "方案还不完整：{zh}。"
    en = "The plan is not complete: {en}."
    clause = "沪市监特种〔2020〕286号 附件2 二 3"
    status = 422


class SignerMissing(Refusal):
    """Raised when nobody is named who signs the commitment."""

    code = "signer_missing"
    zh = "请填写签署人姓名和职务。"
    en = "Say who signs, and in which position."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Who signs the commitment for the firm, and the scan of it with the firm's seal."""

    signer: str
    position: str
    file: Attachment


@transaction.atomic
def draft_application(*, form_id: UUID, now: datetime, by: Actor) -> FirmPilot:
    """Begin the application of the actor's firm to the period in force.

    The same form twice is one application. Source: 286号 附件2 四（一）.
    Raises: NotAllowed, NotFound, NoPeriod, ApplicationStands.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    firm = firms().filter(pk=by.organisation_id).select_for_update().first()
    if firm is None:
        raise NotFound
    known = FirmPilotStep.objects.filter(form_id=form_id, pilot__firm=firm).first()
    if known is not None:
        return FirmPilot.objects.get(pk=known.pilot_id)
    living = sorted(str(state) for state in FirmPilotState.living())
    stands = FirmPilot.objects.filter(firm=firm, state__in=living).first()
    if stands is not None:
        raise ApplicationStands(number=stands.number)
    day = local_day(at=now)
    period = period_on(day=day)
    if period is None:
        raise NoPeriod
    key = fresh_key(table="ondemand_firmpilot")
    pilot = FirmPilot(pk=key, number=f"SQ{day:%y%m%d}{key:06d}", period=period, firm=firm)
    pilot.save(force_insert=True)
    stepped(pilot=pilot, deed=PilotDeed.DRAFTED, form_id=form_id, now=now, by=by)
    look_at(pilot=pilot, now=now)
    return pilot


@transaction.atomic
def write_plan(*, number: str, plan: Mapping[str, object], now: datetime, by: Actor) -> FirmPilot:
    """Keep what the firm has written of its plan so far; unknown fields are left out.

    Raises: NotAllowed, NotFound, ApplicationMoved.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    pilot = at_hand(number=number, by=by, states=WRITABLE)
    pilot.plan = {**pilot.plan, **{key: said for key, said in plan.items() if key in BY_CODE}}
    pilot.save(update_fields=["plan"])
    look_at(pilot=pilot, now=now)
    return pilot


@transaction.atomic
def submit_application(
    *, number: str, seal: Seal, form_id: UUID, now: datetime, by: Actor
) -> FirmPilot:
    """Seal the firm's self-commitment over the plan, and hand both in to the city.

    What is sealed is canonical and signed by the platform; a step that only grows keeps it.
    Source: 286号 附件2 四（一）.
    Raises: NotAllowed, NotFound, ApplicationMoved, SignerMissing, PlanIncomplete.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    pilot = at_hand(number=number, by=by, form_id=form_id, states=WRITABLE)
    if FirmPilotStep.objects.filter(form_id=form_id, pilot=pilot).exists():
        return pilot
    if not (seal.signer.strip() and seal.position.strip()):
        raise SignerMissing
    faults = plan_faults(plan=pilot.plan)
    if faults:
        raise PlanIncomplete(
            zh="；".join(f"{BY_CODE[one.code].zh}{one.zh}" for one in faults),
            en="; ".join(f"{BY_CODE[one.code].en} {one.en}" for one in faults),
        )
    sealed = sign_content(content=content(said=_commitment(pilot, seal, now)), now=now).as_json()
    days = policy_of(period=pilot.period).city_check_days
    pilot.commitment, pilot.commitment_file = sealed, seal.file
    pilot.submitted_at, pilot.answer_by = now, local_day(at=now) + timedelta(days=days)
    move(pilot=pilot, state=FirmPilotState.SUBMITTED)
    facts = {"commitment": sealed, "seal_file": seal.file.sha256}
    stepped(pilot=pilot, deed=PilotDeed.SUBMITTED, form_id=form_id, now=now, by=by, facts=facts)
    look_at(pilot=pilot, now=now)
    return pilot


def _commitment(pilot: FirmPilot, seal: Seal, now: datetime) -> Commitment:
    period, firm = pilot.period, pilot.firm
    plan = {key: said for key, said in pilot.plan.items() if key != "plan_file"}
    return Commitment(
        number=pilot.number, firm=firm.name, credit_code=firm.credit_code,
        period=period.document_number, first_day=period.first_day.isoformat(),
        last_day=period.last_day.isoformat(), plan=plan,
        plan_file=str(pilot.plan.get("plan_file", "")), seal_file=seal.file.sha256,
        signer=seal.signer.strip(), position=seal.position.strip(), signed_at=now.isoformat(),
    )  # fmt: skip
