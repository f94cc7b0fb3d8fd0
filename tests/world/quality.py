"""Builders of what sources say and of portraits that rules judge."""

from datetime import UTC, date, datetime, timedelta

from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Around, Portrait, Said, Word
from hoistway.registry.actions import Saying, say
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import SourceKind
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor, fresh_number

TODAY = date(2026, 11, 22)

ON_RECORD = {
    "certificate_number": "梯11沪A00001(20)", "kind": "3110", "use_state": "in_use",
    "place_kind": "residential", "name": "1号楼1号梯", "jurisdiction": "310106",
    "address": "静安区延平路12号", "street": "江宁路街道",
    "longitude": 121.4430, "latitude": 31.2330,
    "use_unit": "春江物业", "firm": "申恒电梯", "made_by": "三菱", "serial_number": "D0001",
    "rated_speed_mps": 1.75, "rated_load_kg": 1000, "persons": 13, "stops": 16,
    "travel_m": 45.0, "installed_on": "2015-06-01", "registered_on": "2015-07-01",
}  # fmt: skip
"""What a faultless record says."""


def said_of(
    elevator: Elevator | None = None, *, source: str = "supervision", days_ago: int = 30,
    **fields: object,
) -> Elevator:  # fmt: skip
    """Let a source say something of an elevator, of a new one unless one is given."""
    a_jurisdiction()
    record = f"{source}/{elevator.pk if elevator else fresh_number()}"
    if elevator is None:
        number = fresh_number()
        own = {
            "register_number": f"311031010620150{number:05d}", "serial_number": f"D{number:05d}",
            "certificate_number": f"梯11沪A{number:05d}(20)", "unit_number": f"{number}#",
        }  # fmt: skip
        fields = {**ON_RECORD, **own, **fields}
    saying = Saying(
        source=source, record_key=record, fields=fields, elevator_id=elevator.pk if elevator else 0,
        observed_at=NOW - timedelta(days=days_ago),
    )  # fmt: skip
    say(sayings=[saying], now=NOW, by=PLATFORM)
    claim = Claim.objects.get(source=source, record_key=record, current=True)
    return Elevator.objects.get(pk=claim.elevator_id)


def a_regulator(*, jurisdiction: Jurisdiction | None = None) -> Actor:
    """Return a regulator of a district, of 静安区 unless told otherwise."""
    bureau = a_bureau(jurisdiction=jurisdiction or a_jurisdiction())
    return an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def a_passenger() -> Actor:
    """Return somebody without a name."""
    return A_PASSENGER


def a_portrait(
    *, others: dict[str, dict[str, object]] | None = None, around: Around | None = None,
    **held: object,
) -> Portrait:  # fmt: skip
    """Return a portrait: what supervision says is held, `others` are further sources' words."""
    voices = {"supervision": held, **(others or {})}
    said: dict[str, list[Said]] = {}
    for claim_id, (source, fields) in enumerate(voices.items(), 1):
        kind = source.partition(":")[0]
        known = kind in [str(one) for one in SourceKind]
        for field, value in fields.items():
            said.setdefault(field, []).append(
                Word(
                    claim_id=claim_id, kind=SourceKind(kind if known else "other"), source=source,
                    value=value, observed_at=datetime(2026, 1, claim_id, tzinfo=UTC),
                )
            )  # fmt: skip
    return Portrait(
        elevator_id=1, jurisdiction_code=str(held.get("jurisdiction", "310106")), held=held,
        said={field: tuple(ones) for field, ones in said.items()}, around=around or Around(),
        holders=dict.fromkeys(held, 1), has_use_unit=True, has_firm=True,
    )  # fmt: skip


def judged(judge, portrait: Portrait, city: City | None = None) -> list[tuple]:
    """Return field, proposal and certainty of what a rule says."""
    found = judge(portrait=portrait, city=city or City(day=TODAY))
    return [(v.field, v.proposal, v.certain) for v in found]
