"""A small city for tests that walk every address: own and foreign rows for every role."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.test import Client

from hoistway.bulletins.models import Bulletin
from hoistway.detection.alarm import Alarm
from hoistway.emergency.actions import place_technicians, put_on_duty
from hoistway.emergency.models import Call, Incident
from hoistway.emergency.vocabulary import IncidentState
from hoistway.filings.models import FirmFiling, Mismatch, SpotCheck
from hoistway.foundation.periods import local_day
from hoistway.lifecycle.actions import file_request
from hoistway.lifecycle.models import UseRequest
from hoistway.maintenance.models import Repair, Visit, YearExport
from hoistway.ondemand.models import ExitStep, FirmPilot
from hoistway.parties.actions import appoint, certify
from hoistway.parties.models import Membership, Organisation
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.plates.models import PrintBatch, Suspicion
from hoistway.plates.queries import address_of, living_plates
from hoistway.reform.models import Statement
from hoistway.registry.models import Elevator, ImportRun
from hoistway.riders.actions import Cry, More, ask_for_rescue, call_without_code, tell_more
from hoistway.riders.models import RiderRequest, UnplacedCall
from hoistway.riders.vocabulary import AskerKind
from hoistway.watch.findings import report
from hoistway.web.public.places import seal_of
from tests.world.batches import a_past_batch
from tests.world.bindings import bound_here, bound_on
from tests.world.bulletins import a_stop_notice
from tests.world.changes import hook_words, hooked_here
from tests.world.conformance import examined_here
from tests.world.credit import CreditRows, credit_rows
from tests.world.duties import DutyRows, duty_rows
from tests.world.emergency import NEARBY, a_rescue, acting
from tests.world.exits import an_exit_step
from tests.world.faults import FaultRows, an_appealed_fault
from tests.world.filed import a_laid_draw
from tests.world.filed_rows import Filed, a_filed_elevator
from tests.world.findings import Wrong, something_wrong
from tests.world.firm_filings import a_firm_filing, an_office
from tests.world.imports import a_run, give
from tests.world.inspections import InspectionRows, inspection_rows
from tests.world.insurance import PolicyRows, policy_rows
from tests.world.lifecycle import a_wish
from tests.world.maintenance import a_kept_photo, a_signed_visit
from tests.world.mismatches import a_photographed_mismatch
from tests.world.monitoring import deviated_here
from tests.world.orders import OrderRows, order_rows
from tests.world.oversight import asked_about, inquiry_words
from tests.world.parties import (
    LONG_AGO,
    a_bureau,
    a_dispatch_centre,
    a_firm,
    a_jurisdiction,
    a_member,
    a_use_unit,
    an_inspection_body,
    an_insurer,
    client_of,
    fresh_number,
)
from tests.world.partners import partner_words
from tests.world.pilot_elevators import a_pilot_elevator
from tests.world.pilot_firms import a_shown_pilot
from tests.world.plates import a_doubted_posting
from tests.world.programs import program_here
from tests.world.reform import reform_words
from tests.world.registry import Site, an_elevator
from tests.world.repairs import a_repair_given_up
from tests.world.report_rows import ReportRows, report_rows
from tests.world.samples import SampleRows, sample_rows
from tests.world.schedules import an_upkept_elevator
from tests.world.statements import a_published_statement
from tests.world.supervision import CheckRows, check_rows
from tests.world.told import told_here
from tests.world.yearplans import PlanRows, plan_rows

TECHNICIAN_NAME = "秘密的赵师傅"
TECHNICIAN_PHONE = "13900001111"
CALLER_PHONE = "13700002222"
ANONYMOUS = "anonymous"
ROLES = [ANONYMOUS, *map(str, RoleKind)]


@dataclass(frozen=True, slots=True)
class Rows:
    """One rescue with everything that an address can name."""

    elevator: Elevator
    incident: Incident
    request: RiderRequest
    unplaced: UnplacedCall
    call: Call
    use_request: UseRequest
    wrong: Wrong
    run: ImportRun
    filed: Filed
    bulletin: Bulletin
    suspicion: Suspicion
    mismatch: Mismatch
    batch: PrintBatch
    spot_check: SpotCheck
    firm_filing: FirmFiling
    visit: Visit
    repair: Repair
    export: YearExport
    duties: DutyRows
    insured: PolicyRows
    inspected: InspectionRows
    faults: FaultRows
    reports: ReportRows
    samples: SampleRows
    firm_pilot: FirmPilot
    plans: PlanRows
    exit_step: ExitStep
    orders: OrderRows
    checked: CheckRows
    credit: CreditRows
    statement: Statement

    def words(self) -> dict[str, str]:
        """Return what fills each variable part of an address."""
        plate = living_plates(elevator_ids=[self.elevator.pk])[self.elevator.pk]
        code, signature = address_of(plate=plate, keys=settings.PLATE_KEYS).split("/")[2:]
        return {
            **reform_words(jurisdiction=self.elevator.jurisdiction),
            "program_uid": str(program_here(elevator=self.elevator).uid),
            "binding_id": str(bound_here(elevator=self.elevator).pk), "link_id": "1",
            "item_id": "1", "message_id": "1", "reach_id": "1", "provider": "plain",
            "deviation_number": deviated_here(elevator=self.elevator).number,
            "message_token": told_here(elevator=self.elevator),
            "code": code, "signature": signature, "token": self.request.token,
            "number": self.incident.number, "call_id": str(self.call.pk),
            "request_number": self.use_request.number, "run_id": str(self.run.pk),
            "posting_id": str(self.suspicion.posting_id), "suspicion_id": str(self.suspicion.pk),
            "bulletin_number": self.bulletin.number, "mismatch_number": self.mismatch.number,
            "batch_number": self.batch.number, "sha256": "0" * 64,
            "draw_id": str(self.spot_check.draw_id), "check_id": str(self.spot_check.pk),
            "firm_filing": self.firm_filing.number, **_of_visit(self.visit),
            "repair_number": self.repair.number, "export_number": self.export.number,
            "report_token": self.reports.report.token,
            "report_photo_id": str(self.reports.photo.pk),
            "place_id": str(self.elevator.place_id),
            "seal": seal_of(place_id=self.elevator.place_id or 0),
            "register_number": self.elevator.register_number, **self.wrong.words(),
            **self.filed.words(), **self.duties.words(), **self.insured.words(),
            **self.inspected.words(), **partner_words(),
            **self.faults.words(), **self.samples.words(),
            **self.reports.words(),
            "frequency_firm_id": str(self.elevator.firm_id),
            "safety_unit_id": str(self.elevator.use_unit_id), "round_kind": "daily",
            "round_first": str(local_day(at=self.incident.opened_at)),
            "firm_pilot": self.firm_pilot.number, "paper": "plan",
            "period_id": str(self.firm_pilot.period_id),
            **self.plans.words(),
            **self.orders.words(),
            **self.checked.words(),
            **inquiry_words(visit=self.visit),
            "exit_number": self.exit_step.case.number, "exit_step_id": str(self.exit_step.pk),
            **self.credit.words(),
            "examination_id": examined_here(elevator=self.elevator),
            "statement_id": str(self.statement.pk), **hook_words(elevator=self.elevator),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """Own rows, foreign rows, and one member of each role who owns the former."""

    own: list[Rows]
    foreign: Rows
    members: Mapping[str, Membership]
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return a new browser of a role, signed in before; of nobody for `anonymous`."""
        client = Client()
        if role != ANONYMOUS:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session(role)
        return client

    def session(self, role: str) -> str:
        """Return the session of a role."""
        if role not in self.sessions:
            cookies = client_of(membership=self.members[role]).cookies
            self.sessions[role] = cookies[settings.SESSION_COOKIE_NAME].value
        return self.sessions[role]


def _rows(
    *, site: Site, technician: Membership, insurer: Organisation, now: datetime,
    state: IncidentState,
) -> Rows:  # fmt: skip
    elevator = an_elevator(site=site)
    a_pilot_elevator(elevator=elevator, now=now)
    bound_on(elevator=elevator, technician=technician, now=now)
    deviated_here(elevator=elevator, now=now)
    hooked_here(elevator=elevator, now=now)
    _alarm_of(elevator, now=now - timedelta(seconds=1))
    place_technicians(places={technician.person_id: NEARBY}, now=now)
    incident = a_rescue(elevator=elevator, opened_at=now, state=state)
    cry = Cry(
        elevator_id=elevator.pk, has_car=True, form_id=uuid4(), asker=AskerKind.INSIDE,
        genuine_code=True, origin="192.0.2.7",
    )  # fmt: skip
    request = ask_for_rescue(cry=cry, now=now + timedelta(seconds=1))
    call = Call.objects.filter(incident=incident).order_by("pk").first()
    assert call is not None
    assert call.technician_id == technician.person_id
    if state in IncidentState.open_states():
        more = More(key="phone.1", phone=CALLER_PHONE)
        tell_more(token=request.token, more=more, now=now + timedelta(seconds=2))
    unplaced = call_without_code(
        form_id=uuid4(), typed_code="", address="延平路 9 号 3 号楼", phone=CALLER_PHONE, now=now
    )
    return Rows(
        elevator, incident, request, unplaced, call, _asked(elevator, now=now),
        something_wrong(elevator=elevator), a_run(now=now),
        a_filed_elevator(elevator=elevator, now=now),
        a_stop_notice(elevator=elevator, now=now),
        a_doubted_posting(elevator=elevator, by=acting(membership=technician), now=now),
        a_photographed_mismatch(elevator=elevator, now=now),
        a_past_batch(jurisdiction=elevator.jurisdiction, now=now),
        a_laid_draw(elevator=elevator, now=now),
        _firm_filing(elevator, now=now), _visited(elevator, now=now),
        a_repair_given_up(elevator=elevator, now=now),
        an_upkept_elevator(elevator=elevator, person_id=technician.person_id, now=now),
        duty_rows(elevator=elevator, now=now),
        policy_rows(elevator=elevator, insurer=insurer, now=now),
        inspection_rows(elevator=elevator, now=now),
        an_appealed_fault(elevator=elevator, now=now),
        report_rows(elevator=elevator, now=now), sample_rows(elevator=elevator, now=now),
        _in_the_pilot(elevator, now=now), plan_rows(elevator=elevator, now=now),
        an_exit_step(elevator=elevator, now=now), order_rows(elevator=elevator, now=now),
        check_rows(elevator=elevator, now=now),
        credit_rows(elevator=elevator, now=now), a_published_statement(now=now),
    )  # fmt: skip


def _visited(elevator: Elevator, *, now: datetime) -> Visit:
    """Return a visit that was signed and kept, with a photo."""
    begun_at = now - timedelta(hours=2)
    visit = a_signed_visit(elevator=elevator, begun_at=begun_at, barrier=a_kept_photo(now=now))
    asked_about(visit=visit, now=now)
    return visit


def _of_visit(visit: Visit) -> dict[str, str]:
    """Return what names a visit, its photo and its record in addresses."""
    assert visit.record is not None
    assert visit.barrier_photo is not None
    return {
        "visit_uid": str(visit.uid),
        "sha256": visit.barrier_photo.sha256,
        "document_uid": str(visit.record.uid),
    }


def _firm_filing(elevator: Elevator, *, now: datetime) -> FirmFiling:
    """Return what the elevator's firm files of itself, which waits for its district."""
    assert elevator.firm is not None
    waiting = FirmFiling.objects.filter(firm=elevator.firm).first()
    return waiting or a_firm_filing(office=an_office(firm=elevator.firm), now=now)


def _in_the_pilot(elevator: Elevator, *, now: datetime) -> FirmPilot:
    """Return the elevator's firm as it stands on the published list of pilot firms."""
    assert elevator.firm is not None
    return a_shown_pilot(firm=elevator.firm, now=now)


def _asked(elevator: Elevator, *, now: datetime) -> UseRequest:
    """Let the elevator's use unit ask for a suspension that waits for its district."""
    assert elevator.use_unit is not None
    unit = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    wish = a_wish(on=local_day(at=now))
    by = acting(membership=unit)
    return file_request(elevator_id=elevator.pk, wish=wish, form_id=uuid4(), now=now, by=by)


def _alarm_of(elevator: Elevator, *, now: datetime) -> None:
    """Let the detector find people shut in between two landings."""
    instant = int(now.timestamp() * 1000)
    found = Alarm(
        slot=elevator.pk, kind="entrapment_off_level", ended=False, began_at_ms=instant - 40_000,
        detected_at_ms=instant, at_ms=instant, evidence=("call", "variation"), codes=0, flags=6,
        floor=2, door=2, service_mode=1, car_status=0, people=255, power=1, flips=2, attempts=0,
    )  # fmt: skip
    report(alarms=[found], carless=frozenset(), edition="test", now=now)


def _on_call(firm: Organisation, *, now: datetime) -> Membership:
    """Return a technician on duty whose name and number can be recognised anywhere."""
    member = appoint(
        name=TECHNICIAN_NAME, phone=TECHNICIAN_PHONE, organisation=firm,
        role=RoleKind.TECHNICIAN, since=LONG_AGO,
    )  # fmt: skip
    day = now.date()
    certify(
        membership=member, kind=CertificateKind.T, number=f"T-{fresh_number():06d}",
        valid_from=day - timedelta(days=300), valid_until=day + timedelta(days=300),
    )  # fmt: skip
    put_on_duty(
        person_id=member.person_id, firm_id=firm.pk, station_id=None,
        since=now - timedelta(days=1), until=now + timedelta(days=1),
    )  # fmt: skip
    return member


def a_city(*, rows: int = 1, now: datetime) -> City:
    """Return a city in which each role owns this many rescues, one of them under way."""
    district = a_jurisdiction()
    firm, unit = a_firm(jurisdiction=district), a_use_unit(jurisdiction=district)
    technician, insurer = _on_call(firm, now=now), an_insurer()
    site = Site(firm=firm, use_unit=unit, jurisdiction=district)
    past = [
        _rows(
            site=site, technician=technician, insurer=insurer,
            now=now - timedelta(hours=3 + number), state=IncidentState.CLOSED,
        )
        for number in range(rows - 1)
    ]  # fmt: skip
    live = _rows(
        site=site, technician=technician, insurer=insurer, now=now - timedelta(minutes=5),
        state=IncidentState.ACCEPTED,
    )  # fmt: skip
    elsewhere = a_jurisdiction(code="310115", name="浦东新区")
    other_firm = a_firm(jurisdiction=elsewhere)
    foreign = _rows(
        site=Site(
            firm=other_firm, use_unit=a_use_unit(jurisdiction=elsewhere), jurisdiction=elsewhere
        ),
        technician=_on_call(other_firm, now=now), insurer=an_insurer(),
        now=now - timedelta(minutes=4), state=IncidentState.ACCEPTED,
    )  # fmt: skip
    city = a_jurisdiction(code="310000")
    homes = {
        RoleKind.FIRM_OFFICE: firm, RoleKind.USE_UNIT: unit,
        RoleKind.DISPATCHER: a_dispatch_centre(),
        RoleKind.DISTRICT_REGULATOR: a_bureau(jurisdiction=district),
        RoleKind.CITY_REGULATOR: a_bureau(jurisdiction=city),
        RoleKind.INSPECTOR: an_inspection_body(), RoleKind.INSURER: insurer,
    }  # fmt: skip
    for row in (live, *past):
        give(run=row.run, organisation_id=homes[RoleKind.DISTRICT_REGULATOR].pk)
    members = {
        str(role): appoint(
            name=f"某{role.zh}", phone="", organisation=home, role=role, since=LONG_AGO
        )
        for role, home in homes.items()
    }
    members[str(RoleKind.TECHNICIAN)] = technician
    return City(own=[live, *past], foreign=foreign, members=members)
