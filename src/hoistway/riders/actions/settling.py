"""What other rooms have done answers a report: a mended fault, a judged correction."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hoistway.faults.queries import step_behind
from hoistway.faults.vocabulary import FaultDeed
from hoistway.foundation.actors import PLATFORM
from hoistway.registry.models import Claim
from hoistway.registry.queries import claims_of
from hoistway.registry.vocabulary import SourceKind
from hoistway.riders.actions.steps import Told, held_report, step
from hoistway.riders.models import PublicReport, ReportStep
from hoistway.riders.queries.reports import OPEN
from hoistway.riders.vocabulary import ReportDeed, ReportKind, ReportState

_SAID = {
    FaultDeed.ORDER: (ReportDeed.TAKE_UP, "已安排修理。", "A repair was ordered."),
    FaultDeed.MEND: (
        ReportDeed.ANSWER, "故障已修复，电梯恢复使用。请看看是否解决。",
        "The fault is mended and the elevator runs again. Please say whether it is so.",
    ),
    FaultDeed.DISMISS: (
        ReportDeed.ANSWER, "经查看没有发现故障。如仍有问题，请点“没解决”。",
        "Nothing was found. If it still happens, please press “not mended”.",
    ),
}  # fmt: skip


@transaction.atomic
def follow_fault(*, step_id: int, now: datetime) -> None:
    """Take up or answer the open reports of a fault that was ordered mended, mended or dismissed.

    The step names the fault and its step: whoever reads it sees by what it was decided. The
    reporter is asked and may reopen it.
    """
    seen = step_behind(step_id=step_id)
    if seen is None or seen.deed not in _SAID:
        return
    deed, zh, en = _SAID[seen.deed]
    found = PublicReport.objects.filter(fault_id=seen.fault_id, joined=None, state__in=OPEN)
    for key in found.order_by("pk").values_list("pk", flat=True):
        report = held_report(report_id=key)
        if report.state is not ReportState.OPEN or _done(report, deed, seen.pk):
            continue
        facts = {"fault": seen.fault.number, "fault_step": seen.pk, "en": en}
        step(report, deed, now=now, by=PLATFORM, told=Told(words=zh, facts=facts))


def _done(report: PublicReport, deed: ReportDeed, fault_step: int) -> bool:
    steps = ReportStep.objects.filter(report=report, deed=deed)
    if deed is ReportDeed.TAKE_UP:
        return steps.exists()
    return steps.filter(facts__fault_step=fault_step).exists()


@transaction.atomic
def follow_facts(*, elevator_ids: Collection[int], now: datetime) -> None:
    """Answer the open corrections of elevators whose claim was accepted, decided or withdrawn."""
    found = PublicReport.objects.filter(
        elevator_id__in=elevator_ids, kind=ReportKind.CORRECTION, joined=None, state__in=OPEN
    )
    for key in found.order_by("pk").values_list("pk", flat=True):
        report = held_report(report_id=key)
        outcome = _outcome(report) if report.state in ReportState.open_states() else None
        if outcome is None:
            continue
        reason, zh, en = outcome
        facts = {"reason": reason, "claim": report.claim_id, "en": en, "edition": report.edition}
        step(report, ReportDeed.ANSWER, now=now, by=PLATFORM, told=Told(words=zh, facts=facts))
        step(
            report, ReportDeed.CLOSE, now=now, by=PLATFORM,
            told=Told(facts={"reason": reason, "edition": report.edition}),
        )  # fmt: skip


def _outcome(report: PublicReport) -> tuple[str, str, str] | None:
    claim = report.claim
    if claim is None:
        return None
    if claim.withdrawn_at is not None:
        return (
            "withdrawn", "经核实，登记信息无误，未作更改。谢谢您的留意。",
            "It was checked: the register was right and stays as it is. Thank you for looking.",
        )  # fmt: skip
    decided = _decided(claim)
    if decided is None:
        return None
    ((field, wanted),) = claim.fields.items()
    if decided.fields.get(field) == wanted:
        return (
            "accepted", "经核实，登记信息已按您的反映更正。谢谢您。",
            "It was checked and the register corrected as you said. Thank you.",
        )  # fmt: skip
    return (
        "decided", "经核实，登记信息已确认为另一内容。谢谢您的留意。",
        "It was checked: the register now says something else. Thank you for looking.",
    )  # fmt: skip


def _decided(claim: Claim) -> Claim | None:
    """Return what a person decided of the same field after the passenger spoke."""
    (field,) = claim.fields
    later = claims_of(elevator_id=claim.elevator_id or 0).filter(
        kind=SourceKind.PERSON, received_at__gte=claim.received_at, withdrawn_at=None,
        current=True, fields__has_key=field,
    )  # fmt: skip
    return later.order_by("-received_at", "-pk").first()
