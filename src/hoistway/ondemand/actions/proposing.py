"""A firm puts elevators on its list, and takes them off again."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hoistway.filings.queries import maintainers_on
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions import return_to_fixed
from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.ondemand.actions.moving import (
    MOST_AT_ONCE,
    MovedReport,
    Step,
    enter,
    fitting,
    held_pilots,
    move,
)
from hoistway.ondemand.events import ElevatorPilotsMoved
from hoistway.ondemand.models import ElevatorPilot, FirmPilot
from hoistway.ondemand.queries import listed_firm, policy_of
from hoistway.ondemand.queries.elevators import pilot_of, pilots_of_form
from hoistway.ondemand.vocabulary import ElevatorPilotState, PilotDeed
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState


class FirmNotListed(Refusal):
    """Raised when a firm that is not on the published list puts elevators on its list."""

    code = "pilot_firm_not_listed"
    zh = "本单位未列入公布的试点企业名单，不能申报试点电梯。"
    en = "Your firm is not on the published list: it cannot propose elevators."
    clause = "286号 附件2 四（二）"


class NumberUnknown(Refusal):
    """Raised when a number names no elevator of the firm's fleet."""

    code = "pilot_number_unknown"
    zh = "本单位维保的电梯中没有这个注册代码。"
    en = "No elevator that your firm maintains has this number."
    status = 404


class NotYourElevator(Refusal):
    """Raised when another firm answers for an elevator by its filing."""

    code = "pilot_other_firm"
    zh = "该电梯的维保备案不在本单位名下。"
    en = "By its filing another firm maintains this elevator."
    clause = "286号 附件2 四（二）"


class OutOfUse(Refusal):
    """Raised when an elevator is not in use."""

    code = "pilot_out_of_use"
    zh = "该电梯不在使用状态。"
    en = "This elevator is not in use."


class NobodyConsents(Refusal):
    """Raised when no use unit is known that could consent."""

    code = "pilot_no_use_unit"
    zh = "没有登记使用单位，无人可以同意。"
    en = "No use unit is registered: nobody could consent."
    clause = "286号 附件2 三 1"


class OnItsWay(Refusal):
    """Raised when an elevator is on its way already."""

    code = "pilot_on_its_way"
    zh = "该电梯已在申报或试点中（{state_zh}）。"
    en = "This elevator is on its way already («{state_en}»)."


@transaction.atomic
def propose_elevators(
    *, register_numbers: Sequence[str], form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Put a firm's elevators on its list and ask their use units; each is judged by itself.

    The same form again gives the same report. Announces: ElevatorPilotsMoved.
    Raises: NotAllowed, FirmNotListed. Source: 286号 附件2 四（二）.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    today = local_day(at=now)
    firm = listed_firm(firm_id=by.organisation_id, on=today)
    if firm is None:
        raise FirmNotListed
    report = MovedReport(form_id=form_id)
    report.moved = pilots_of_form(by=by, form_id=form_id, deed=PilotDeed.PROPOSED)
    done = {one.elevator.register_number for one in report.moved}
    wanted = [one for one in dict.fromkeys(register_numbers) if one and one not in done]
    chosen = _chosen(wanted[:MOST_AT_ONCE], report, now, by)
    step = Step(deed=PilotDeed.PROPOSED, form_id=form_id, edition=firm.period.edition)
    report.moved += _begun(chosen, firm, step, now, by)
    return report


def _chosen(
    wanted: Sequence[str], report: MovedReport, now: datetime, by: Actor
) -> list[Elevator]:  # fmt: skip
    """Return the elevators that may be put on the list; the report names why others may not."""
    rows = elevators(by=by).filter(register_number__in=wanted)
    held = {row.register_number: row for row in rows.select_for_update(of=("self",))}
    keys = [row.pk for row in held.values()]
    firms = maintainers_on(elevator_ids=keys, day=local_day(at=now))
    ways = pilot_of(elevator_ids=keys)
    found = []
    for number in wanted:
        elevator = held.get(number)
        refusal = _refusal(elevator, firms[elevator.pk].firm_id if elevator else None, ways, by)
        if refusal is not None:
            report.refused[number] = refusal
        elif elevator is not None:
            found.append(elevator)
    return found


def _refusal(
    elevator: Elevator | None, firm_id: int | None, ways: dict[int, ElevatorPilot], by: Actor
) -> Refusal | None:
    if elevator is None:
        return NumberUnknown()
    if elevator.pk in ways:
        state = ways[elevator.pk].state
        return OnItsWay(state_zh=state.zh, state_en=state.en)
    if firm_id != by.organisation_id:
        return NotYourElevator()
    if elevator.use_state is not UseState.IN_USE:
        return OutOfUse()
    return NobodyConsents() if elevator.use_unit_id is None else None


def _begun(
    chosen: Sequence[Elevator], firm: FirmPilot, step: Step, now: datetime, by: Actor
) -> list[ElevatorPilot]:
    if not chosen:
        return []
    consent_by = local_day(at=now) + timedelta(days=policy_of(period=firm.period).consent_days)
    pilots = ElevatorPilot.objects.bulk_create(
        ElevatorPilot(
            elevator=row, firm_pilot=firm, jurisdiction_id=row.jurisdiction_id,
            use_unit_id=row.use_unit_id, state=ElevatorPilotState.PROPOSED, proposed_at=now,
            consent_by=consent_by,
        )
        for row in chosen
    )  # fmt: skip
    keys = [one.pk for one in pilots]
    enter(pilots=pilots, step=step, now=now, by=by)
    keep_conditions(pilot_ids=keys, now=now)
    announce(ElevatorPilotsMoved(form_id=str(step.form_id), pilot_ids=keys))
    touch("pilot")
    return pilots


@transaction.atomic
def withdraw_elevators(
    *, pilot_ids: Collection[int], words: str, form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Let a firm take elevators off its list or out of the pilot of its own will.

    What was in the pilot is back on fixed intervals the same day. Announces: ElevatorPilotsMoved.
    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    seen = Q(firm_pilot__firm_id=by.organisation_id)
    step = Step(deed=PilotDeed.WITHDRAWN, form_id=form_id, words=words.strip()[:1000])
    fit, report = fitting(pilots=held_pilots(pilot_ids=pilot_ids, seen=seen), step=step)
    inside = [one.elevator_id for one in fit if one.state in ElevatorPilotState.entered()]
    move(pilots=fit, step=step, columns={"ended_at": now}, now=now, by=by)
    if inside:
        return_to_fixed(
            elevator_ids=inside, reason="维保单位撤回试点", at_once=False, now=now, by=by
        )
    report.moved += fit
    return report
