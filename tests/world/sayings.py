"""Builders of what sources say of elevators."""

from datetime import datetime, timedelta

from hoistway.foundation.actors import PLATFORM
from hoistway.registry.actions import FieldValue, Saying, Tally, say
from hoistway.registry.models import Elevator
from tests.world.parties import NOW, a_jurisdiction, fresh_number

DAY = timedelta(days=1)


def fields_of(number: int, **more: FieldValue) -> dict[str, FieldValue]:
    """Return what a register says of an elevator of 静安区."""
    said: dict[str, FieldValue] = {
        "register_number": f"31103101062011{number:06d}", "name": f"{number}号梯",
        "address": f"静安区延平路{number}号", "estate": f"春江苑{number}", "kind": "3110",
        "catalogue": "2014", "jurisdiction": "310106", "use_state": "in_use",
        "use_unit": "春江苑物业管理处", "firm": "上海永大电梯有限公司", "rated_speed_mps": 1.75,
        "rated_load_kg": 1000, "stops": 18, "serial_number": f"D{number:07d}", "made_by": "三菱",
        "longitude": 121.443, "latitude": 31.233, "installed_on": "2011-05-01",
        "floor_labels": ["B1", "1", "2"],
    }  # fmt: skip
    return said | more


def a_saying(
    *, source: str = "supervision", record: str = "", at: datetime = NOW,
    elevator_id: int = 0, **fields: FieldValue,
) -> Saying:  # fmt: skip
    """Return a saying; its fields are only those given."""
    return Saying(
        source=source, record_key=record or f"R{fresh_number()}", fields=fields, observed_at=at,
        elevator_id=elevator_id,
    )  # fmt: skip


def said(*sayings: Saying, now: datetime = NOW) -> Tally:
    """Let sources say this to the platform."""
    return say(sayings=sayings, now=now, by=PLATFORM)


def a_registered_elevator(**more: FieldValue) -> Elevator:
    """Return an elevator that entered the register by what supervision says of it."""
    a_jurisdiction()
    number = fresh_number()
    tally = said(a_saying(record=f"S{number}", **fields_of(number, **more)))
    return Elevator.objects.get(pk=tally.first_id)
