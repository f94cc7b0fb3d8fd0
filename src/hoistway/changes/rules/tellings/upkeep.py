"""What is told of maintenance, repairs, notices, deviations and faults."""

from hoistway.changes.rules.tellings.told import Telling, same
from hoistway.changes.vocabulary import ChangeKind as K
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope


def _visit(kind: K, event: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"maintenance.{event}", model="maintenance.Visit", key="visit_id",
        noun="visits", number="uid", named=("firm_id", "elevator__use_unit_id"), at=at,
        deed=Deed.SEE_MAINTENANCE, scope=Scope.MAINTENANCE,
        data={
            **same(
                "uid", "kind", "level", "state", "edition", "due_on", "begun_at", "signed_at",
                "counted_on", "confirm_by", "answered_at",
            ),
            "firm": "ref:firm", "record": "record__uid",
        },
    )  # fmt: skip


def _repair(kind: K, event: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"maintenance.{event}", model="maintenance.Repair", key="repair_id",
        noun="repairs", number="number", named=("firm_id", "elevator__use_unit_id"), at=at,
        deed=Deed.SEE_MAINTENANCE, scope=Scope.MAINTENANCE,
        data={
            **same(
                "number", "source", "item", "urgency", "state", "due_at", "opened_at",
                "stopped_at", "returned_at",
            ),
            "firm": "ref:firm", "found_in": "found_in__uid", "done_in": "done_in__uid",
        },
    )  # fmt: skip


def _notice(kind: K, event: str) -> Telling:
    return Telling(
        kind=kind, event=f"duties.{event}", model="duties.NoticeStep", key="step_id",
        noun="notices", number="notice__number", elevator="notice__elevator__",
        jurisdiction="notice__jurisdiction_id", named=("notice__firm_id", "notice__use_unit_id"),
        at="at", deed=Deed.SEE_DUTIES, scope=Scope.MAINTENANCE,
        data={
            "deed": "deed",
            **same(
                "number", "kind", "grade", "state", "issued_at", "due_at", "ended_at",
                prefix="notice__",
            ),
        },
    )  # fmt: skip


_FAULT = {
    **same(
        "number", "group", "kind", "state", "stopped", "began_at", "opened_at", "mended_at",
        "closed_at", "cause", "verified",
    ),
    "firm": "ref:firm", "repair": "repair__number",
}  # fmt: skip


def _inside(prefix: str, data: dict[str, str]) -> dict[str, str]:
    return {
        name: f"ref:{prefix}{path[4:]}" if path.startswith("ref:") else f"{prefix}{path}"
        for name, path in data.items()
    }


UPKEEP: tuple[Telling, ...] = (
    _visit(K.VISIT_SIGNED, "VisitSigned", "signed_received_at"),
    _visit(K.VISIT_ANSWERED, "VisitAnswered", "answered_at"),
    _repair(K.REPAIR_OPENED, "RepairOpened", "opened_at"),
    _repair(K.REPAIR_MOVED, "RepairMoved", ""),
    _notice(K.NOTICE_ISSUED, "NoticeIssued"),
    _notice(K.NOTICE_MOVED, "NoticeMoved"),
    Telling(
        kind=K.DEVIATION_MOVED, event="monitoring.DeviationMoved",
        model="monitoring.DeviationStep", key="step_id", noun="deviations",
        number="deviation__number", elevator="deviation__elevator__", shared=True, at="at",
        deed=Deed.SEE_MONITORING, scope=Scope.MAINTENANCE,
        data={
            **same(
                "number", "kind", "floor", "state", "safety", "found_at", "due_at", "done_at",
                "settled_at", "edition", prefix="deviation__",
            ),
            "visit": "deviation__visit__uid",
        },
    ),
    Telling(
        kind=K.FAULT_OPENED, event="faults.FaultOpened", model="faults.Fault", key="fault_id",
        noun="faults", number="number", jurisdiction="jurisdiction_id",
        named=("firm_id", "use_unit_id"), at="opened_at", deed=Deed.SEE_FAULTS,
        scope=Scope.FAULTS, data=_FAULT,
    ),
    Telling(
        kind=K.FAULT_MOVED, event="faults.FaultMoved", model="faults.FaultStep", key="step_id",
        noun="faults", number="fault__number", elevator="fault__elevator__",
        jurisdiction="fault__jurisdiction_id", named=("fault__firm_id", "fault__use_unit_id"),
        at="at", deed=Deed.SEE_FAULTS, scope=Scope.FAULTS,
        data={"deed": "deed", **_inside("fault__", _FAULT)},
    ),
)  # fmt: skip
