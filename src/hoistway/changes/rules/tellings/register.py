"""What is told of elevators, filings, plates and bulletins."""

from hoistway.changes.rules.tellings.told import Telling, same
from hoistway.changes.vocabulary import ChangeKind as K
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope

_FACTS = {
    **same(
        "device_code", "certificate_number", "serial_number", "unit_number", "name", "address",
        "estate", "building", "kind", "use_state", "place_kind", "street", "longitude", "latitude",
        "floors", "stops", "rated_speed_mps", "rated_load_kg", "travel_m", "made_by", "model",
        "made_on", "registered_on",
    ),
    "jurisdiction": "jurisdiction__code", "use_unit": "ref:use_unit", "firm": "ref:firm",
    "recorded_at": "recorded_at",
}  # fmt: skip


def _elevator(kind: K, event: str, key: str, data: dict[str, str]) -> Telling:
    return Telling(
        kind=kind, event=f"registry.{event}" if "." not in event else event,
        model="registry.Elevator", key=key, noun="elevators", number="register_number",
        elevator="", shared=True, deed=Deed.SEE_ELEVATORS, scope=Scope.REGISTER, data=data,
    )  # fmt: skip


def _filing(kind: K, event: str, key: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"filings.{event}", model="filings.ElevatorFiling", key=key,
        noun="filings", number="number", jurisdiction="jurisdiction_id",
        named=("firm_id", "elevator__use_unit_id"), at=at, deed=Deed.SEE_FILINGS,
        scope=Scope.FILINGS,
        data={
            **same("number", "kind", "state", "contract_number", "filed_at", "checked_at"),
            "firm": "ref:firm", "first_day": "from:period", "after_day": "until:period",
        },
    )  # fmt: skip


def _firm_filing(kind: K, event: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"filings.{event}", model="filings.FirmFiling", key="filing_id",
        noun="firm-filings", number="number", elevator=None, jurisdiction="jurisdiction_id",
        named=("firm_id",), at=at, deed=Deed.SEE_FILINGS, scope=Scope.FILINGS,
        data={**same("number", "state", "filed_at", "checked_at"), "firm": "ref:firm"},
    )  # fmt: skip


def _mismatch(kind: K, event: str) -> Telling:
    return Telling(
        kind=kind, event=f"filings.{event}", model="filings.MismatchStep", key="step_id",
        noun="mismatches", number="mismatch__number", elevator="mismatch__elevator__",
        jurisdiction="mismatch__jurisdiction_id",
        named=("mismatch__firm_id", "mismatch__use_unit_id", "mismatch__reporter_id"), at="at",
        deed=Deed.SEE_MISMATCHES, scope=Scope.FILINGS,
        data={
            "deed": "deed",
            **same("number", "field", "filed", "found", "state", "due_at", prefix="mismatch__"),
        },
    )  # fmt: skip


def _request(kind: K, event: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"lifecycle.{event}", model="lifecycle.UseRequest", key="request_id",
        noun="use-requests", number="number", jurisdiction="jurisdiction_id",
        named=("use_unit_id",), at=at, deed=Deed.SEE_ELEVATORS, scope=Scope.REGISTER,
        data={
            **same("number", "kind", "state", "effective_on", "until", "filed_at", "checked_at"),
            "use_unit": "ref:use_unit",
        },
    )  # fmt: skip


def _plate(kind: K, event: str, at: str) -> Telling:
    return Telling(
        kind=kind, event=f"plates.{event}", model="plates.Plate", key="plate_id", noun="plates",
        number="code", shared=True, at=at, deed=Deed.SEE_ELEVATORS, scope=Scope.REGISTER,
        data=same("code", "state", "posted_at", "reported_at"),
    )  # fmt: skip


REGISTER: tuple[Telling, ...] = (
    _elevator(K.ELEVATOR_REGISTERED, "ElevatorsRegistered", "first_id..last_id", _FACTS),
    _elevator(K.ELEVATOR_FACTS, "FactsChanged", "elevator_ids", _FACTS),
    _elevator(
        K.ELEVATOR_MERGED, "ElevatorsMerged", "gone_id",
        {"merged_into": "merged_into__register_number"},
    ),
    _elevator(
        K.ELEVATOR_SPLIT, "ElevatorsSplit", "gone_id",
        {"merged_into": "merged_into__register_number"},
    ),
    _elevator(
        K.ELEVATOR_TURNED, "filings.ResponsibilityTurned", "elevator_ids",
        {"firm": "ref:firm", "use_unit": "ref:use_unit"},
    ),
    _request(K.REQUEST_FILED, "UseRequestFiled", "filed_at"),
    _request(K.REQUEST_SETTLED, "UseRequestSettled", "checked_at"),
    _filing(K.FILING_FILED, "ElevatorsFiled", "filing_ids", "filed_at"),
    _filing(K.FILING_SETTLED, "ElevatorFilingSettled", "filing_id", "checked_at"),
    _filing(K.FILING_DISPUTED, "FilingDisputed", "filing_id", ""),
    _firm_filing(K.FIRM_FILED, "FirmFiled", "filed_at"),
    _firm_filing(K.FIRM_SETTLED, "FirmFilingSettled", "checked_at"),
    _mismatch(K.MISMATCH_OPENED, "MismatchOpened"),
    _mismatch(K.MISMATCH_MOVED, "MismatchMoved"),
    _plate(K.PLATE_POSTED, "PlatePosted", "posted_at"),
    _plate(K.PLATE_REPORTED, "PlateReported", "reported_at"),
    Telling(
        kind=K.BULLETIN_PUBLISHED, event="bulletins.BulletinPublished", model="bulletins.Bulletin",
        key="bulletin_id", noun="bulletins", number="number", jurisdiction="jurisdiction_id",
        named=("organisation_id",), public=True, deed=Deed.SEE_ELEVATORS, scope=Scope.BULLETINS,
        data=same("number", "kind", "scope", "state", "title_zh", "title_en", "written_at"),
    ),
)  # fmt: skip
