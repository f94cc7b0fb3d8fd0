"""Of each topic: which rows of ours are sent, and what may be said of them.

Names of people, telephones and what people wrote are not among them. Paths are read as queries
read them; `from:`/`until:` read the ends of a period.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hoistway.exchange.vocabulary import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which rows make a topic; `area` is the column with the district's code.

    `days` bounds a topic of events to the latest by the column `at`: of older ones nothing is
    sent, and none of them is withdrawn.
    """

    topic: Topic
    model: str
    area: str
    values: Mapping[str, str]
    only: Mapping[str, object] = field(default_factory=dict)
    at: str = ""
    days: int = 0


_ELEVATOR = {
    "register_number": "register_number", "device_code": "device_code",
    "certificate_number": "certificate_number", "serial_number": "serial_number",
    "manufacturer": "made_by", "model": "model", "made_on": "made_on",
    "unit_number": "unit_number", "name": "name", "address": "address", "estate": "estate",
    "building": "building", "kind": "kind", "use_state": "use_state", "place_kind": "place_kind",
    "district": "jurisdiction__code", "district_name": "jurisdiction__name_zh",
    "street": "street", "longitude": "longitude", "latitude": "latitude", "floors": "floors",
    "stops": "stops", "rated_speed_mps": "rated_speed_mps", "rated_load_kg": "rated_load_kg",
    "travel_m": "travel_m", "registered_on": "registered_on", "altered_on": "altered_on",
    "use_unit": "use_unit__credit_code", "use_unit_name": "use_unit__name",
    "firm": "firm__credit_code", "firm_name": "firm__name", "recorded_at": "recorded_at",
}  # fmt: skip


def _of(prefix: str, *names: str) -> dict[str, str]:
    return {name: f"{prefix}{_ELEVATOR[name]}" for name in names}


_WHERE = _of(
    "elevator__", "register_number", "device_code", "address", "estate", "building", "district",
    "district_name", "street", "longitude", "latitude", "use_unit", "use_unit_name",
)  # fmt: skip
_AREA = "elevator__jurisdiction__code"
_QUARTER = 90
"""Chosen: events are settled within a season; what is older is in the reports of the year."""

SOURCES: dict[Topic, Source] = {
    Topic.ELEVATORS: Source(
        topic=Topic.ELEVATORS, model="registry.Elevator", area="jurisdiction__code",
        values=_ELEVATOR, only={"merged_into__isnull": True},
    ),
    Topic.FILINGS: Source(
        topic=Topic.FILINGS, model="filings.ElevatorFiling", area=_AREA,
        values={
            **_WHERE, "number": "number", "filing_kind": "kind", "state": "state",
            "contract_number": "contract_number", "filed_at": "filed_at",
            "first_day": "from:period", "after_day": "until:period",
            "firm": "firm__credit_code", "firm_name": "firm__name",
        },
    ),
    Topic.INSPECTIONS: Source(
        topic=Topic.INSPECTIONS, model="inspection.Inspection", area=_AREA,
        values={
            **_WHERE, "number": "number", "inspection_kind": "kind", "verdict": "verdict",
            "held_on": "held_on", "report_number": "report_number",
            "next_on": "stated_next_on", "body": "body__credit_code", "body_name": "body__name",
            "replaces": "replaces__number", "recorded_at": "recorded_at",
        },
    ),
    Topic.COVERS: Source(
        topic=Topic.COVERS, model="insurance.Cover", area=_AREA,
        values={
            **_WHERE, "cover": "pk", "policy": "policy__number", "policy_state": "policy__state",
            "insurer": "policy__insurer__credit_code", "insurer_name": "policy__insurer__name",
            "holder_name": "policy__holder_name", "first_day": "from:period",
            "after_day": "until:period",
        },
    ),
    Topic.FAULTS: Source(
        topic=Topic.FAULTS, model="faults.Fault", area="jurisdiction__code", at="opened_at",
        days=_QUARTER,
        values={
            **_WHERE, "number": "number", "fault_group": "group", "fault_kind": "kind",
            "state": "state", "opened_at": "opened_at", "firm": "firm__credit_code",
            "firm_name": "firm__name",
        },
    ),
    Topic.RESCUE_ORDERS: Source(
        topic=Topic.RESCUE_ORDERS, model="emergency.Incident", area=_AREA, at="opened_at",
        days=_QUARTER, only={"drill": False},
        values={
            **_WHERE, "number": "number", "incident_kind": "kind", "state": "state",
            "level": "level", "began_at": "began_at", "opened_at": "opened_at",
            "accepted_at": "accepted_at", "arrived_at": "arrived_at", "freed_at": "freed_at",
            "closed_at": "closed_at", "people": "people", "injured": "injured", "cause": "cause",
            "firm": "firm__credit_code", "firm_name": "firm__name",
        },
    ),
    Topic.PUBLIC_REPORTS: Source(
        topic=Topic.PUBLIC_REPORTS, model="riders.PublicReport", area="jurisdiction__code",
        at="made_at", days=_QUARTER, only={"joined__isnull": True},
        values={
            **_WHERE, "number": "number", "report_kind": "kind", "report_topic": "topic",
            "state": "state", "desk": "desk", "made_at": "made_at", "due_at": "due_at",
            "answered_at": "answered_at", "closed_at": "closed_at", "verdict": "verdict",
            "is_mended": "is_mended", "outside_number": "outside_number",
            "firm": "firm__credit_code", "firm_name": "firm__name",
        },
    ),
}  # fmt: skip

MORE: dict[Topic, frozenset[str]] = {
    Topic.RESCUE_ORDERS: frozenset({"order_state", "channel", "channels", "steps", "theirs"}),
    Topic.PUBLIC_REPORTS: frozenset({"theirs", "answer"}),
}
"""Values that are worked out of more than one column."""

STEP = frozenset({"at", "deed", "order_state", "firm_name"})
"""Values of one step of a rescue order."""

OF_PASSAGE = frozenset({"key", "deed", "version", "number", "mode"})
"""What is said with an `@` of the passage: `@deed` is put or gone, `@version` its sequence."""

NAMES: dict[Topic, frozenset[str]] = {
    topic: frozenset(source.values) | MORE.get(topic, frozenset()) | OF_PASSAGE
    for topic, source in SOURCES.items()
} | {Topic.RECEIPTS: STEP}
"""What a profile may name; under receipts stand the values of a step."""
