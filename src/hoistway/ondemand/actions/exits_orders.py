"""A case of the enforcement team that found a firm unlawful opens a case in the pilot."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.ondemand.actions.exits_steps import Ground, open_row, stepped
from hoistway.ondemand.models import ExitCase, FirmPilot
from hoistway.ondemand.queries.firms import policy_of
from hoistway.ondemand.vocabulary import ExitClause, ExitDeed, FirmPilotState
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.supervision.queries.orders import order_step_behind
from hoistway.supervision.vocabulary import CaseOutcome, OrderDeed


@transaction.atomic
def follow_order(*, step_id: int, now: datetime) -> int:
    """Open a firm's case when the outcome says that the pilot must judge it; return how many.

    The firm is heard and a person decides, as in every case. One order opens one case.
    Announces: ExitCaseMoved. Source: 286号 附件2 四（四）1（3）.
    """
    step = order_step_behind(step_id=step_id)
    if step is None or step.deed is not OrderDeed.OUTCOME or not step.facts.get("unlawful"):
        return 0
    if CaseOutcome(str(step.facts["outcome"])) not in CaseOutcome.penalties():
        return 0
    rows = FirmPilot.objects.select_for_update(of=("self",)).select_related("period", "firm")
    pilot = rows.filter(
        firm_id=step.order.organisation_id, state=FirmPilotState.LISTED
    ).first()  # fmt: skip
    if pilot is None:
        return 0
    known = ExitCase.objects.filter(
        firm_pilot=pilot, clause=ExitClause.FIRM_UNLAWFUL, evidence__order=step.order.number
    )
    if known.exists():
        return 0
    city = jurisdictions().filter(kind=JurisdictionKind.CITY).get()
    facts = {
        "order": step.order.number, "document": str(step.facts["document"]),
        "words": f"{step.order.number}：{CaseOutcome(str(step.facts['outcome'])).zh}"
                 f"（{step.facts['document']}，{step.facts['decided_on']}）",
    }  # fmt: skip
    case = open_row(
        pilot=pilot, ground=Ground(clause=ExitClause.FIRM_UNLAWFUL, facts=facts),
        policy=policy_of(period=pilot.period), day=local_day(at=now), area_id=city.pk,
    )  # fmt: skip
    stepped(case=case, deed=ExitDeed.FOUND, now=now)
    return 1
