"""What is told of the on-demand pilot, supervision and credit."""

from hoistway.changes.rules.tellings.told import Telling, same
from hoistway.changes.vocabulary import ChangeKind as K
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope

_UNSERVED = frozenset({"draft", "submitted", "approved"})
"""Orders that have not reached their unit are nobody's business but the bureau's."""

OVERSIGHT: tuple[Telling, ...] = (
    Telling(
        kind=K.FIRM_PILOT_MOVED, event="ondemand.FirmPilotMoved", model="ondemand.FirmPilotStep",
        key="step_id", noun="pilot-firms", number="pilot__number", elevator=None,
        jurisdiction="pilot__firm__jurisdiction_id", named=("pilot__firm_id",), at="at",
        deed=Deed.SEE_PILOT, scope=Scope.PILOT,
        data={
            "deed": "deed", "firm": "ref:pilot__firm",
            **same("number", "state", "submitted_at", "listed_at", "ended_at", prefix="pilot__"),
        },
    ),
    Telling(
        kind=K.PILOT_MOVED, event="ondemand.ElevatorPilotsMoved", model="ondemand.ElevatorPilot",
        key="pilot_ids", noun="pilots", number="elevator__register_number",
        jurisdiction="jurisdiction_id", named=("firm_pilot__firm_id", "use_unit_id"),
        deed=Deed.SEE_PILOT, scope=Scope.PILOT,
        data={
            **same(
                "state", "proposed_at", "consented_at", "submitted_at", "listed_at",
                "provisional_since", "ended_at", "ended_clause",
            ),
            "firm_pilot": "firm_pilot__number",
        },
    ),
    Telling(
        kind=K.PLAN_ADOPTED, event="yearplans.YearPlansAdopted", model="yearplans.YearPlan",
        key="plan_ids", noun="yearplans", number="uid", named=("firm_id",), shared=True,
        at="adopted_at", deed=Deed.SEE_PILOT, scope=Scope.PILOT,
        data={
            **same("uid", "version", "state", "first_day", "last_day", "edition", "adopted_at"),
            "firm": "ref:firm",
        },
    ),
    Telling(
        kind=K.EXIT_MOVED, event="ondemand.ExitCaseMoved", model="ondemand.ExitStep",
        key="step_id", noun="exit-cases", number="case__number",
        elevator="case__elevator_pilot__elevator__", jurisdiction="case__jurisdiction_id",
        named=(
            "case__firm_pilot__firm_id", "case__elevator_pilot__firm_pilot__firm_id",
            "case__elevator_pilot__use_unit_id",
        ),
        at="at", deed=Deed.SEE_PILOT, scope=Scope.PILOT,
        data={
            "deed": "deed",
            **same(
                "number", "clause", "state", "found_on", "at_once", "answer_by", "correct_by",
                "decided_at", "settled_at", "edition", prefix="case__",
            ),
        },
    ),
    Telling(
        kind=K.SAMPLE_CHECKED, event="sampling.SampleChecked", model="sampling.SampleCheck",
        key="check_id", noun="samples", number="pk", jurisdiction="draw__jurisdiction_id",
        named=("firm_id",), at="checked_at", deed=Deed.SEE_PILOT, scope=Scope.PILOT,
        data={
            "draw": "draw__number", "firm": "ref:firm",
            **same("result", "score", "checked_at", "mend_by", "mended_at", "confirmed_at"),
        },
    ),
    Telling(
        kind=K.INQUIRY_MOVED, event="supervision.InquiryMoved", model="supervision.InquiryStep",
        key="step_id", noun="inquiries", number="inquiry__number",
        elevator="inquiry__visit__elevator__", jurisdiction="inquiry__jurisdiction_id",
        named=("inquiry__firm_id",), at="at", deed=Deed.SEE_CHECKS, scope=Scope.SUPERVISION,
        data={
            "deed": "deed", "visit": "inquiry__visit__uid",
            **same(
                "number", "kind", "state", "outcome", "asked_at", "answer_by", "answered_at",
                "settled_at", prefix="inquiry__",
            ),
        },
    ),
    Telling(
        kind=K.CHECK_FINISHED, event="supervision.CheckFinished", model="supervision.Check",
        key="check_id", noun="checks", number="number", elevator=None,
        jurisdiction="jurisdiction_id", named=("organisation_id",), at="signed_at",
        deed=Deed.SEE_CHECKS, scope=Scope.SUPERVISION,
        when={"state": frozenset({"signed", "refused"})},
        data={
            **same("number", "kind", "lead", "state", "began_at", "ended_at", "signed_at"),
            "organisation": "ref:organisation",
        },
    ),
    Telling(
        kind=K.ORDER_MOVED, event="supervision.OrderMoved", model="supervision.OrderStep",
        key="step_id", noun="orders", number="order__number", elevator=None,
        jurisdiction="order__jurisdiction_id", named=("order__organisation_id",), at="at",
        deed=Deed.SEE_CHECKS, scope=Scope.SUPERVISION, but={"order__state": _UNSERVED},
        data={
            "deed": "deed", "organisation": "ref:order__organisation",
            **same(
                "number", "state", "due_on", "served_at", "reported_at", "settled_at",
                prefix="order__",
            ),
        },
    ),
    Telling(
        kind=K.CREDIT_PUBLISHED, event="credit.RoundMoved", model="credit.CreditScore",
        key="round_id", lookup="round_id", noun="credit", number="pk", elevator=None,
        jurisdiction="organisation__jurisdiction_id", named=("organisation_id",),
        at="round__published_at", deed=Deed.SEE_CREDIT, scope=Scope.CREDIT,
        when={"round__state": frozenset({"published"}), "is_latest": frozenset({"True"})},
        data={
            "round": "round__number", "organisation": "ref:organisation", "grade": "grade",
            "total": "total", "published_at": "round__published_at",
        },
    ),
    Telling(
        kind=K.OBJECTION_MOVED, event="credit.ObjectionMoved", model="credit.Objection",
        key="objection_id", noun="objections", number="number", elevator=None,
        jurisdiction="score__organisation__jurisdiction_id", named=("score__organisation_id",),
        deed=Deed.SEE_CREDIT, scope=Scope.CREDIT,
        data={
            **same("number", "kind", "state", "decide_by", "decided_at"),
            "round": "score__round__number",
        },
    ),
)  # fmt: skip
