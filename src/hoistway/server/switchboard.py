"""ONE table: which tasks answer which event. The whole choreography on one screen."""

from hoistway.bulletins import events as bulletins
from hoistway.changes.actions import hear
from hoistway.conformance import events as conformance
from hoistway.conformance import tasks as conformance_tasks
from hoistway.credit import events as credit
from hoistway.credit import tasks as credit_tasks
from hoistway.duties import events as duties
from hoistway.duties import tasks as duty_tasks
from hoistway.emergency import events as emergency
from hoistway.emergency import tasks as emergency_tasks
from hoistway.exchange import tasks as exchange_tasks
from hoistway.faults import events as faults
from hoistway.faults import tasks as fault_tasks
from hoistway.filings import events as filings
from hoistway.filings import tasks as filing_tasks
from hoistway.foundation import announce
from hoistway.foundation.event import Event
from hoistway.inspection import events as inspection
from hoistway.inspection import tasks as inspection_tasks
from hoistway.insurance import events as insurance
from hoistway.insurance import tasks as insurance_tasks
from hoistway.ledger import events as ledger
from hoistway.ledger import tasks as ledger_tasks
from hoistway.lifecycle import events as lifecycle
from hoistway.lifecycle import tasks as lifecycle_tasks
from hoistway.maintenance import events as maintenance
from hoistway.maintenance import tasks as maintenance_tasks
from hoistway.messages import events as messages
from hoistway.messages import tasks as message_tasks
from hoistway.monitoring import events as monitoring
from hoistway.monitoring import tasks as monitoring_tasks
from hoistway.ondemand import events as ondemand
from hoistway.ondemand import tasks as ondemand_tasks
from hoistway.plates import events as plates
from hoistway.plates import tasks as plate_tasks
from hoistway.quality import events as quality
from hoistway.quality import tasks as quality_tasks
from hoistway.registry import events as registry
from hoistway.registry import tasks as registry_tasks
from hoistway.riders import events as riders
from hoistway.riders import tasks as rider_tasks
from hoistway.safety import events as safety
from hoistway.sampling import events as sampling
from hoistway.sampling import tasks as sampling_tasks
from hoistway.supervision import events as supervision
from hoistway.supervision import tasks as supervision_tasks
from hoistway.yearplans import events as yearplans
from hoistway.yearplans import tasks as yearplans_tasks

TABLE: dict[type[Event], tuple[announce.Task, ...]] = {
    emergency.IncidentOpened: (emergency_tasks.dispatch_incident, emergency_tasks.tell_use_unit),
    emergency.IncidentMoved: (exchange_tasks.follow_incident,),
    emergency.TechnicianCalled: (emergency_tasks.ring_technician,),
    emergency.FireServiceNeeded: (emergency_tasks.alert_desk,),
    emergency.PassengersFreed: (),  # the riders' and the use unit's pages read it live
    emergency.IncidentClosed: (),  # credit and partners will answer here
    messages.MessageQueued: (message_tasks.send,),
    registry.ElevatorsRegistered: (
        quality_tasks.examine_registered,
        maintenance_tasks.follow_registered,
    ),
    registry.FactsChanged: (
        quality_tasks.examine_changed,
        filing_tasks.close_if_mended,
        filing_tasks.keep_in_step,
        maintenance_tasks.follow_register,
        inspection_tasks.follow_register,
        rider_tasks.follow_facts,
    ),
    registry.ElevatorsMerged: (
        quality_tasks.examine_pair,
        filing_tasks.follow_register,
        maintenance_tasks.follow_merge,
        inspection_tasks.follow_merge,
    ),
    registry.ElevatorsSplit: (
        quality_tasks.examine_pair,
        filing_tasks.follow_register,
        maintenance_tasks.follow_merge,
        inspection_tasks.follow_merge,
    ),
    registry.ImportAsked: (registry_tasks.take_import_in,),
    quality.FindingsOpened: (),  # the desk's lists show them
    quality.NobodyAnswers: (quality_tasks.tell_unanswered,),
    filings.FirmFiled: (),  # the district's list shows it
    filings.FirmFilingSettled: (
        filing_tasks.tell_firm,
        filing_tasks.look_again_at_firm,
        filing_tasks.judge_firm_again,
    ),
    filings.StaffLeft: (emergency_tasks.release_leavers, maintenance_tasks.release_leavers),
    filings.ElevatorsFiled: (filing_tasks.tell_filed,),
    filings.ElevatorFilingSettled: (filing_tasks.tell_settled, filing_tasks.look_again_at_filing),
    filings.FilingDisputed: (filing_tasks.tell_disputed,),
    filings.ResponsibilityTurned: (
        filing_tasks.close_if_mended,
        filing_tasks.end_former_bindings,
        maintenance_tasks.follow_register,
        ondemand_tasks.follow_responsibility,
    ),
    filings.MismatchOpened: (filing_tasks.tell_mismatch,),
    filings.MismatchMoved: (filing_tasks.tell_mismatch,),
    filings.TableAsked: (filing_tasks.take_table_in,),
    bulletins.BulletinPublished: (),  # code pages and desks read it live
    plates.PlatePosted: (),  # the plate room's board reads it live
    plates.PlateReported: (),
    plates.BatchAsked: (plate_tasks.draw_batch,),
    plates.PlateSuspected: (),  # the district's list shows it
    ledger.DigestSigned: (ledger_tasks.stamp_digest,),
    maintenance.VisitSigned: (
        maintenance_tasks.count_visit,
        maintenance_tasks.ask_unit,
        maintenance_tasks.link_repairs,
        monitoring_tasks.follow_visit,
    ),
    maintenance.VisitAnswered: (maintenance_tasks.tell_answer,),
    maintenance.RepairOpened: (maintenance_tasks.tell_of_repair, fault_tasks.follow_repair),
    maintenance.RepairMoved: (maintenance_tasks.tell_of_repair, fault_tasks.follow_repair),
    maintenance.CodeAsked: (maintenance_tasks.send_asked_code,),
    maintenance.VisitsAssigned: (maintenance_tasks.tell_technician,),
    maintenance.YearExportAsked: (maintenance_tasks.write_year,),
    duties.NoticeIssued: (duty_tasks.tell_notice,),
    duties.NoticeMoved: (duty_tasks.tell_notice,),
    faults.FaultOpened: (fault_tasks.tell_found,),
    faults.FaultMoved: (fault_tasks.tell_moved, rider_tasks.follow_fault),
    insurance.PolicyEntered: (ondemand_tasks.follow_policy,),
    insurance.CoverEnded: (insurance_tasks.tell_ended, ondemand_tasks.follow_covers),
    insurance.TableHandedIn: (insurance_tasks.take_table_over,),
    inspection.InspectionRecorded: (ondemand_tasks.follow_inspection,),
    inspection.StopOrdered: (inspection_tasks.tell_stop, ondemand_tasks.follow_stop),
    inspection.StopLifted: (inspection_tasks.tell_stop, ondemand_tasks.follow_stop),
    inspection.InspectionAsked: (inspection_tasks.tell_asked,),
    inspection.InspectionTableAsked: (inspection_tasks.take_table_in,),
    riders.ReportFiled: (rider_tasks.tell_filed,),
    riders.ReportMoved: (rider_tasks.tell_moved, exchange_tasks.follow_report),
    riders.PhoneCodeAsked: (rider_tasks.send_phone_code,),
    riders.ComplaintVerified: (ondemand_tasks.follow_complaint,),  # credit will answer here
    monitoring.DeviationMoved: (monitoring_tasks.tell_moved,),
    yearplans.YearPlansAdopted: (ondemand_tasks.follow_plans,),
    yearplans.YearPlansAsked: (yearplans_tasks.propose_asked,),
    ondemand.FirmPilotMoved: (ondemand_tasks.tell_firm_step,),
    ondemand.FirmPageNamed: (ondemand_tasks.read_firm_page,),
    ondemand.ElevatorPilotsMoved: (
        ondemand_tasks.tell_elevators_moved,
        ondemand_tasks.follow_pilots,
    ),
    ondemand.ExitCaseMoved: (ondemand_tasks.tell_exit,),
    sampling.SampleDrawn: (),  # the desk shows it
    sampling.SampleChecked: (sampling_tasks.tell_checked,),
    supervision.InquiryMoved: (supervision_tasks.tell_inquiry,),
    supervision.CheckRecorded: (supervision_tasks.tell_check,),
    supervision.CheckFinished: (supervision_tasks.tell_check,),
    supervision.OrderMoved: (supervision_tasks.tell_order, ondemand_tasks.follow_order),
    safety.SafetyRoundKept: (),  # desks and lists read it live
    conformance.ExaminationAsked: (conformance_tasks.examine,),
    credit.RoundAsked: (credit_tasks.compute_round,),
    credit.RoundMoved: (credit_tasks.tell_round,),
    credit.ObjectionMoved: (credit_tasks.tell_objection,),
    lifecycle.UseRequestFiled: (),  # the district's list shows it
    lifecycle.UseRequestSettled: (lifecycle_tasks.tell_use_unit,),
}


def connect() -> None:
    """Fill the subscriptions from the table."""
    announce.connect(TABLE, listen=(hear,))  # what others follow: the log of changes
