"""What is told of rescues, inspections, stops of use, cover and public reports."""

from hoistway.changes.rules.tellings.told import Telling, same
from hoistway.changes.vocabulary import ChangeKind as K
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope

_OWN = {
    "opened": K.INCIDENT_OPENED, "called": K.INCIDENT_CALLED, "accepted": K.INCIDENT_ACCEPTED,
    "under_way": K.INCIDENT_UNDER_WAY, "arrived": K.INCIDENT_ARRIVED, "freed": K.INCIDENT_FREED,
    "closed": K.INCIDENT_CLOSED, "false_alarm": K.INCIDENT_CLOSED,
}  # fmt: skip
_UNTOLD = frozenset({"noted", "told", "evaluated"})
"""Words of people, and what the platform judges for itself, stay inside."""


def _incident(kind: K, *, when: frozenset[str], but: frozenset[str] = frozenset()) -> Telling:
    return Telling(
        kind=kind, event="emergency.IncidentMoved", model="emergency.TimelineEntry",
        key="entry_id", noun="incidents", number="incident__number",
        elevator="incident__elevator__", named=("incident__firm_id",), shared=True, at="at",
        deed=Deed.SEE_INCIDENTS, scope=Scope.RESCUE,
        when={"deed": when} if when else {}, but={"deed": but} if but else {},
        data={
            "deed": "deed", "state": "state", "step": "sequence",
            **same(
                "number", "kind", "level", "began_at", "opened_at", "accepted_at", "arrived_at",
                "freed_at", "closed_at", "people", "injured", "cause", "drill",
                prefix="incident__",
            ),
        },
    )  # fmt: skip


def _incidents() -> tuple[Telling, ...]:
    own = tuple(
        _incident(kind, when=frozenset(deed for deed, one in _OWN.items() if one is kind))
        for kind in dict.fromkeys(_OWN.values())
    )
    return (*own, _incident(K.INCIDENT_MOVED, when=frozenset(), but=frozenset(_OWN) | _UNTOLD))


def _stop(kind: K, event: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"inspection.{event}", model="inspection.StopUse", key="stop_id",
        noun="stops", number="pk", shared=True, at=at, deed=Deed.SEE_ELEVATORS,
        scope=Scope.INSPECTIONS_READ,
        data=same("reason", "clause", "ordered_at", "lifted_at", "edition"),
    )  # fmt: skip


def _cover(kind: K, event: str, key: str, lookup: str) -> Telling:
    return Telling(
        kind=kind, event=f"insurance.{event}", model="insurance.Cover", key=key, lookup=lookup,
        noun="covers", number="pk", named=("policy__insurer_id", "policy__holder_id"),
        shared=True, deed=Deed.SEE_INSURANCE, scope=Scope.INSURANCE,
        data={
            "policy": "policy__number", "policy_state": "policy__state",
            "first_day": "from:period", "after_day": "until:period",
        },
    )  # fmt: skip


def _report(kind: K, event: str, *, prefix: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"riders.{event}",
        model="riders.ReportStep" if prefix else "riders.PublicReport",
        key="step_id" if prefix else "report_id", noun="reports", number=f"{prefix}number",
        elevator=f"{prefix}elevator__", jurisdiction=f"{prefix}jurisdiction_id",
        named=(f"{prefix}firm_id", f"{prefix}use_unit_id", f"{prefix}holder_id"), at=at,
        deed=Deed.SEE_REPORTS, scope=Scope.REPORTS,
        data={
            **({"deed": "deed"} if prefix else {}),
            **same(
                "number", "kind", "topic", "state", "desk", "level", "made_at", "due_at",
                "answered_at", "closed_at", "verdict", "is_mended", prefix=prefix,
            ),
            "fault": f"{prefix}fault__number",
        },
    )  # fmt: skip


RESCUE: tuple[Telling, ...] = (
    *_incidents(),
    Telling(
        kind=K.INSPECTION_RECORDED, event="inspection.InspectionRecorded",
        model="inspection.Inspection", key="inspection_id", noun="inspections", number="number",
        named=("body_id",), shared=True, at="recorded_at", deed=Deed.SEE_INSPECTIONS,
        scope=Scope.INSPECTIONS_READ,
        data={
            **same("number", "kind", "verdict", "held_on", "report_number", "stated_next_on"),
            "body": "ref:body", "replaces": "replaces__number",
        },
    ),
    Telling(
        kind=K.INSPECTION_ASKED, event="inspection.InspectionAsked",
        model="inspection.InspectionRequest", key="request_id", noun="inspection-requests",
        number="pk", named=("body_id", "use_unit_id"), deed=Deed.SEE_INSPECTIONS,
        scope=Scope.INSPECTIONS_READ,
        data={
            **same("kind", "state", "wished_on", "agreed_on", "asked_at"),
            "body": "ref:body", "use_unit": "ref:use_unit",
        },
    ),
    _stop(K.STOP_ORDERED, "StopOrdered", "ordered_at"),
    _stop(K.STOP_LIFTED, "StopLifted", "lifted_at"),
    Telling(
        kind=K.POLICY_ENTERED, event="insurance.PolicyEntered", model="insurance.Policy",
        key="policy_id", noun="policies", number="number", elevator=None,
        named=("insurer_id", "holder_id"), at="entered_at", deed=Deed.SEE_INSURANCE,
        scope=Scope.INSURANCE,
        data={
            **same("number", "holder_kind", "state", "sum_insured_fen", "each_accident_fen"),
            "insurer": "ref:insurer", "first_day": "from:period", "after_day": "until:period",
        },
    ),
    _cover(K.COVER_BEGUN, "PolicyEntered", "policy_id", "policy_id"),
    _cover(K.COVER_ENDED, "CoverEnded", "cover_ids", "pk"),
    _report(K.REPORT_FILED, "ReportFiled", prefix="", at="made_at"),
    _report(K.REPORT_MOVED, "ReportMoved", prefix="report__", at="at"),
)  # fmt: skip
