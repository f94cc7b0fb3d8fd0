"""The city checks an application and lists the firm (核对, no licence); a firm withdraws."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.actions.exits_leaving import leave_with_firm
from hoistway.ondemand.actions.firm_steps import at_hand, is_known, move, stepped
from hoistway.ondemand.actions.firms_conditions import look_at
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.vocabulary import ExitClause, FirmPilotState, PilotDeed
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

_TO_CHECK = frozenset({FirmPilotState.SUBMITTED})
_TO_WITHDRAW = FirmPilotState.living()


class ConditionsLacking(Refusal):
    """Raised when a firm would be listed for which a clause does not hold at that moment."""

    code = "firm_conditions_lacking"
    zh = "不能列入名单，以下条件此刻不成立：{zh}。"
    en = "The firm cannot be listed; at this moment these do not hold: {en}."
    clause = "沪市监特种〔2020〕286号 附件2 二"


class ReasonsMissing(Refusal):
    """Raised when an application would be returned without reasons."""

    code = "reasons_missing"
    zh = "请写明退回的理由。"
    en = "Say why the application is returned."
    status = 422


@transaction.atomic
def list_firm(*, number: str, form_id: UUID, now: datetime, by: Actor) -> FirmPilot:
    """Put a firm on the published list, if all clauses hold at this moment.

    Its standard and its commitment are public here from now on; if its own page was read
    already and says both, the promise counts as published (C7).
    Source: 286号 附件2 四（一）: 经核对后，公布试点企业名单.
    Raises: NotAllowed, NotFound, ApplicationMoved, ConditionsLacking.
    """
    require(by=by, deed=Deed.LIST_PILOT_FIRM)
    pilot = at_hand(number=number, by=by, form_id=form_id, states=_TO_CHECK)
    if is_known(pilot=pilot, form_id=form_id):
        return pilot
    verdicts = look_at(pilot=pilot, now=now)
    lacking = [one for one in verdicts if not one.holds]
    if lacking:
        raise ConditionsLacking(
            zh="；".join(f"{one.clause.zh}（{one.ground.zh}）" for one in lacking),
            en="; ".join(f"{one.clause.en} ({one.ground.en.lower()})" for one in lacking),
        )
    pilot.listed_at = now
    if pilot.website_read.get("says_both") and pilot.website_copy_id:
        pilot.published_at = now
    move(pilot=pilot, state=FirmPilotState.LISTED)
    facts = {"clauses": [one.as_json() for one in verdicts]}
    stepped(pilot=pilot, deed=PilotDeed.LISTED, form_id=form_id, now=now, by=by, facts=facts)
    return pilot


@transaction.atomic
def return_application(
    *, number: str, words: str, form_id: UUID, now: datetime, by: Actor
) -> FirmPilot:
    """Give an application back to the firm with the reasons; the firm may hand it in again.

    Raises: NotAllowed, NotFound, ApplicationMoved, ReasonsMissing.
    """
    require(by=by, deed=Deed.LIST_PILOT_FIRM)
    pilot = at_hand(number=number, by=by, form_id=form_id, states=_TO_CHECK)
    if is_known(pilot=pilot, form_id=form_id):
        return pilot
    if not words.strip():
        raise ReasonsMissing
    pilot.answer_by = None
    move(pilot=pilot, state=FirmPilotState.RETURNED)
    stepped(pilot=pilot, deed=PilotDeed.RETURNED, form_id=form_id, now=now, by=by, words=words)
    return pilot


@transaction.atomic
def withdraw_application(
    *, number: str, words: str, form_id: UUID, now: datetime, by: Actor
) -> FirmPilot:
    """Take an application back, or leave the pilot as a listed firm; a new one may follow.

    Every elevator of a listed firm is back on fixed intervals the same day.
    Announces: FirmPilotMoved, ElevatorPilotsMoved. Raises: NotAllowed, NotFound, ApplicationMoved.
    Source: 286号 附件2 二: 自愿参加试点.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    pilot = at_hand(number=number, by=by, form_id=form_id, states=_TO_WITHDRAW)
    if is_known(pilot=pilot, form_id=form_id):
        return pilot
    was_listed = pilot.state is FirmPilotState.LISTED
    pilot.ended_at, pilot.answer_by = now, None
    move(pilot=pilot, state=FirmPilotState.WITHDRAWN)
    stepped(
        pilot=pilot, deed=PilotDeed.WITHDRAWN, form_id=form_id, now=now, by=by, words=words,
        facts={"listed": was_listed},
    )  # fmt: skip
    leave_with_firm(firm_pilot_id=pilot.pk, clause=ExitClause.FIRM_EXITED, now=now, by=by)
    return pilot
