import importlib
import inspect
import pkgutil

from procrastinate.contrib.django import app

import hoistway
from hoistway.foundation import announce
from hoistway.server import settings, switchboard

CHOREOGRAPHY = {
    "IncidentOpened": ["emergency.dispatch_incident", "emergency.tell_use_unit"],
    "IncidentMoved": ["exchange.follow_incident"],
    "TechnicianCalled": ["emergency.call_technician"],
    "FireServiceNeeded": ["emergency.alert_desk"],
    "PassengersFreed": [],
    "IncidentClosed": [],
    "MessageQueued": ["messages.send"],
    "ElevatorsRegistered": ["quality.examine_registered", "maintenance.follow_registered"],
    "FactsChanged": [
        "quality.examine_changed",
        "filings.close_if_mended",
        "filings.keep_in_step",
        "maintenance.follow_register",
        "inspection.follow_register",
        "riders.follow_facts",
    ],
    "ElevatorsMerged": [
        "quality.examine_pair",
        "filings.follow_register",
        "maintenance.follow_merge",
        "inspection.follow_merge",
    ],
    "ElevatorsSplit": [
        "quality.examine_pair",
        "filings.follow_register",
        "maintenance.follow_merge",
        "inspection.follow_merge",
    ],
    "ImportAsked": ["registry.take_import_in"],
    "FindingsOpened": [],
    "NobodyAnswers": ["quality.tell_nobody_answers"],
    "FirmFiled": [],
    "FirmFilingSettled": [
        "filings.tell_firm",
        "filings.look_again_at_firm",
        "filings.judge_firm_again",
    ],
    "StaffLeft": ["emergency.release_leavers", "maintenance.release_leavers"],
    "ElevatorsFiled": ["filings.tell_filed"],
    "ElevatorFilingSettled": ["filings.tell_settled", "filings.look_again_at_filing"],
    "FilingDisputed": ["filings.tell_disputed"],
    "ResponsibilityTurned": [
        "filings.close_if_mended",
        "filings.end_former_bindings",
        "maintenance.follow_register",
        "ondemand.follow_responsibility",
    ],
    "MismatchOpened": ["filings.tell_mismatch"],
    "MismatchMoved": ["filings.tell_mismatch"],
    "TableAsked": ["filings.take_table_in"],
    "BulletinPublished": [],
    "PlatePosted": [],
    "PlateReported": [],
    "BatchAsked": ["plates.draw_batch"],
    "PlateSuspected": [],
    "FaultOpened": ["faults.tell_found"],
    "FaultMoved": ["faults.tell_moved", "riders.follow_fault"],
    "InspectionRecorded": ["ondemand.follow_inspection"],
    "StopOrdered": ["inspection.tell_stop", "ondemand.follow_stop"],
    "StopLifted": ["inspection.tell_stop", "ondemand.follow_stop"],
    "InspectionAsked": ["inspection.tell_asked"],
    "InspectionTableAsked": ["inspection.take_table_in"],
    "PolicyEntered": ["ondemand.follow_policy"],
    "ReportFiled": ["riders.tell_filed"],
    "ReportMoved": ["riders.tell_moved", "exchange.follow_report"],
    "PhoneCodeAsked": ["riders.send_phone_code"],
    "CoverEnded": ["insurance.tell_ended", "ondemand.follow_covers"],
    "TableHandedIn": ["insurance.take_table_over"],
    "ComplaintVerified": ["ondemand.follow_complaint"],
    "DigestSigned": ["ledger.stamp_digest"],
    "VisitSigned": [
        "maintenance.count_visit",
        "maintenance.ask_unit",
        "maintenance.link_repairs",
        "monitoring.follow_visit",
    ],
    "VisitAnswered": ["maintenance.tell_answer"],
    "RepairOpened": ["maintenance.tell_of_repair", "faults.follow_repair"],
    "RepairMoved": ["maintenance.tell_of_repair", "faults.follow_repair"],
    "CodeAsked": ["maintenance.send_code"],
    "VisitsAssigned": ["maintenance.tell_technician"],
    "YearExportAsked": ["maintenance.write_year"],
    "NoticeIssued": ["duties.tell_notice"],
    "NoticeMoved": ["duties.tell_notice"],
    "DeviationMoved": ["monitoring.tell_moved"],
    "YearPlansAdopted": ["ondemand.follow_plans"],
    "YearPlansAsked": ["yearplans.propose"],
    "FirmPilotMoved": ["ondemand.tell_firm_step"],
    "FirmPageNamed": ["ondemand.read_firm_page"],
    "ElevatorPilotsMoved": ["ondemand.tell_elevators_moved", "ondemand.follow_pilots"],
    "ExitCaseMoved": ["ondemand.tell_exit"],
    "SampleDrawn": [],
    "SampleChecked": ["sampling.tell_checked"],
    "CheckRecorded": ["supervision.tell_check"],
    "InquiryMoved": ["supervision.tell_inquiry"],
    "CheckFinished": ["supervision.tell_check"],
    "OrderMoved": ["supervision.tell_order", "ondemand.follow_order"],
    "SafetyRoundKept": [],
    "ExaminationAsked": ["conformance.examine"],
    "RoundAsked": ["credit.compute_round"],
    "RoundMoved": ["credit.tell_round"],
    "ObjectionMoved": ["credit.tell_objection"],
    "UseRequestFiled": [],
    "UseRequestSettled": ["lifecycle.tell_use_unit"],
}


def rooms() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(hoistway.__path__)]


def furniture(name: str) -> list[str]:
    found = []
    for room in rooms():
        path = f"hoistway.{room}.{name}"
        if importlib.util.find_spec(path):
            found.append(path)
    return found


def test_every_event_is_answered_by_the_tasks_of_the_table() -> None:
    answered = {
        event.__name__: [task.name for task in tasks]  # type: ignore[attr-defined]
        for event, tasks in announce.subscriptions().items()
    }

    assert answered == CHOREOGRAPHY


def test_every_event_of_every_room_stands_in_the_table() -> None:
    events = {
        kind
        for path in furniture("events")
        for _, kind in inspect.getmembers(importlib.import_module(path), inspect.isclass)
        if issubclass(kind, announce.Event) and kind is not announce.Event
    }

    assert events == set(switchboard.TABLE)


BY_THE_CLOCK = {
    "changes.compact",
    "exchange.draw_tonight", "exchange.draw_topic", "exchange.send_due", "exchange.compare_counts",
    "reform.keep",
    "credit.expire_rounds",
    "credit.remind_late",
    "duties.urge_duties", "inspection.turn_day", "inspection.warn_due", "insurance.warn_gaps",
    "ledger.sign_digests", "monitoring.examine", "monitoring.find_silence",
    "server.forget_what_is_past", "registry.index_unlisted", "telemetry.count_floors",
    "telemetry.look_for_movements", "telemetry.roll_up_use", "telemetry.look_for_silence",
    "quality.whole_register", "filings.turn_day",
    "filings.settle_due", "filings.urge_overdue", "maintenance.turn_day", "maintenance.let_pass",
    "ondemand.compare",
    "maintenance.judge_signed", "maintenance.remind_units", "messages.ask_for_receipts",
    "yearplans.turn_day", "ondemand.look_at_firms", "ondemand.keep_conditions",
    "ondemand.remind_late", "ondemand.find_exits", "safety.urge_rounds", "supervision.weigh_firms",
    "supervision.sweep_orders", "supervision.look_at_visits", "supervision.turn_oversight_day",
    "reform.state", "programs.fold_minutes", "programs.warn_ending",
}  # fmt: skip
"""Tasks that answer no event: the hour of the day calls them."""


def test_every_task_of_every_room_is_known_to_the_worker() -> None:
    assert sorted(settings.PROCRASTINATE_IMPORT_PATHS) == furniture("tasks")

    ours = {
        task.name for task in app.tasks.values() if task.func.__module__.startswith("hoistway.")
    }
    assert ours == {name for names in CHOREOGRAPHY.values() for name in names} | BY_THE_CLOCK


def test_the_worker_works_every_queue() -> None:
    """A worker that names no queue takes from all; one that did would have to name these."""
    source = inspect.getsource(importlib.import_module("hoistway.server.work"))

    assert "queues=" not in source


def test_every_task_takes_the_fields_of_its_event_and_what_later_releases_add() -> None:
    for event, tasks in switchboard.TABLE.items():
        fields = set(event.__dataclass_fields__)
        for task in tasks:
            parameters = inspect.signature(task.func).parameters  # type: ignore[attr-defined]
            kinds = {p.kind for p in parameters.values()}
            assert kinds == {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
            assert set(parameters) - {"later"} == fields
