from dataclasses import replace

import pytest

from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.rules.permissions import MAY, REACH, Reach, may, reach_of, require
from hoistway.parties.vocabulary import Deed, RoleKind

NAMELESS = Actor(kind=ActorKind.PERSON, name="nobody")
DEVICE = Actor(kind=ActorKind.DEVICE, name="310")

TABLE = {
    "technician": (
        "firm",
        {
            "see_elevators", "see_incidents", "answer_call", "call_rescue", "suggest_correction",
            "bind_elevator", "post_plate", "see_maintenance", "do_maintenance", "report_hazard",
            "see_faults", "report_fault", "see_inspections", "see_monitoring",
        },
    ),
    "firm_office": (
        "firm",
        {
            "see_elevators", "see_incidents", "see_alarms", "see_quality", "answer_findings",
            "suggest_correction",
            "see_filings", "file_maintenance", "see_mismatches", "answer_mismatch", "see_plates",
            "post_plate", "write_bulletin", "see_maintenance", "plan_maintenance", "see_duties",
            "keep_duties", "report_hazard", "see_reports", "answer_report", "see_faults",
            "report_fault", "mend_fault", "appeal_fault", "see_inspections", "mend_defect",
            "see_insurance", "see_monitoring", "dismiss_deviation", "see_pilot", "apply_pilot",
            "plan_year", "answer_exit", "answer_inquiry", "see_checks", "answer_order",
            "see_credit", "object_credit",
            "keep_programs", "follow_changes", "see_conformance",
        },
    ),
    "use_unit": (
        "use_unit",
        {
            "see_elevators", "see_incidents", "call_rescue", "see_quality", "answer_findings",
            "suggest_correction", "file_use_request",
            "see_filings", "confirm_filing", "see_mismatches", "answer_mismatch", "post_plate",
            "write_bulletin", "see_maintenance", "confirm_maintenance", "see_duties",
            "acknowledge_notice", "see_reports", "answer_report", "see_faults", "report_fault",
            "appeal_fault", "see_inspections", "ask_inspection", "mend_defect", "see_insurance",
            "see_monitoring", "see_pilot", "consent_pilot", "answer_exit", "see_checks",
            "answer_order", "see_safety", "keep_safety",
            "keep_programs", "follow_changes",
        },
    ),
    "dispatcher": (
        "all",
        {
            "see_elevators", "see_incidents", "see_alarms", "see_feeds", "see_messages",
            "call_rescue", "command_rescue", "see_faults", "report_fault", "resend_messages",
            "keep_programs", "follow_changes",
        },
    ),
    "district_regulator": (
        "jurisdiction",
        {
            "see_elevators", "see_incidents", "see_alarms", "judge_rescue", "see_quality",
            "settle_findings", "correct_register", "import_register", "check_use_request",
            "see_filings", "check_filing", "see_mismatches", "report_mismatch",
            "settle_mismatch", "see_plates", "manage_plates", "post_plate", "write_bulletin",
            "check_bulletin", "see_maintenance", "hold_records", "see_duties", "settle_hazard",
            "see_reports", "answer_report", "verify_report", "moderate_report", "see_faults",
            "judge_fault", "see_inspections", "settle_stop", "see_insurance", "see_monitoring",
            "see_pilot", "check_pilot", "see_samples", "draw_sample",
            "see_oversight", "ask_firm", "see_checks", "plan_checks", "do_check",
            "approve_order", "see_safety", "see_credit", "see_reform", "keep_efforts",
            "keep_programs", "follow_changes", "see_conformance",
        },
    ),
    "city_regulator": (
        "all",
        {
            "see_elevators", "see_incidents", "see_alarms", "see_feeds", "see_messages",
            "judge_rescue", "see_quality", "settle_findings", "correct_register",
            "import_register", "check_use_request",
            "see_filings", "check_filing", "see_mismatches", "report_mismatch",
            "settle_mismatch", "see_plates", "manage_plates", "post_plate", "write_bulletin",
            "check_bulletin", "see_maintenance", "hold_records", "see_duties", "settle_hazard",
            "see_reports", "answer_report", "verify_report", "moderate_report", "see_faults",
            "judge_fault", "see_inspections", "settle_stop", "see_insurance", "see_monitoring",
            "see_pilot", "check_pilot", "see_samples", "draw_sample",
            "see_oversight", "ask_firm", "see_checks", "plan_checks", "do_check",
            "approve_order", "see_safety", "see_credit", "see_reform", "keep_efforts",
            "confirm_standard", "resend_messages", "list_pilot_firm", "open_pilot",
            "settle_case", "run_credit", "state_figures",
            "keep_programs", "follow_changes", "see_conformance", "see_partners", "keep_partners",
        },
    ),
    "inspector": (
        "all",
        {
            "see_elevators", "see_filings", "see_mismatches", "report_mismatch", "see_faults",
            "see_inspections", "record_inspection",
            "keep_programs", "follow_changes",
        },
    ),
    "insurer": ("none", {"see_insurance", "keep_insurance",
            "keep_programs", "follow_changes",
        }),
}  # fmt: skip


def somebody(role: RoleKind) -> Actor:
    return Actor(kind=ActorKind.PERSON, name="x", person_id=1, role=str(role))


def test_every_role_has_a_reach_and_deeds() -> None:
    assert set(REACH) == set(MAY) == set(RoleKind)


def test_every_deed_is_allowed_to_somebody() -> None:
    assert frozenset[Deed]().union(*MAY.values()) == frozenset(Deed)


@pytest.mark.parametrize("role", RoleKind)
def test_a_role_sees_and_does_what_the_table_of_the_house_says(role: RoleKind) -> None:
    by = somebody(role)

    assert (str(reach_of(by=by)), {str(d) for d in Deed if may(by=by, deed=d)}) == TABLE[role]


def test_the_platform_sees_and_does_everything() -> None:
    assert reach_of(by=PLATFORM) is Reach.ALL
    assert all(may(by=PLATFORM, deed=deed) for deed in Deed)


@pytest.mark.parametrize("by", [A_PASSENGER, DEVICE, NAMELESS], ids=lambda by: by.name)
def test_who_has_no_role_sees_and_does_nothing(by: Actor) -> None:
    assert reach_of(by=by) is Reach.NONE
    assert not any(may(by=by, deed=deed) for deed in Deed)


def test_what_is_not_allowed_is_refused() -> None:
    require(by=somebody(RoleKind.DISPATCHER), deed=Deed.COMMAND_RESCUE)

    with pytest.raises(NotAllowed):
        require(by=somebody(RoleKind.TECHNICIAN), deed=Deed.COMMAND_RESCUE)


def test_a_program_may_what_its_person_may_but_decides_nothing_about_rights() -> None:
    person = Actor(ActorKind.PERSON, "甲", 1, "city_regulator", 2, 3)
    program = replace(person, program="cloud")

    assert may(by=person, deed=Deed.RUN_CREDIT)
    assert not may(by=program, deed=Deed.RUN_CREDIT)
    assert may(by=program, deed=Deed.SEE_CREDIT)
    assert reach_of(by=program) is reach_of(by=person)
