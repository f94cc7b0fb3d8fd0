"""The verbs that move a rescue."""

from hoistway.emergency.actions.answering import accept_call, decline_call, move_position
from hoistway.emergency.actions.closing import (
    call_false_alarm,
    close_incident,
    evaluate_incident,
    free_passengers,
)
from hoistway.emergency.actions.command import call_technician, escalate, note, stand_down
from hoistway.emergency.actions.dispatch import look_at, sweep
from hoistway.emergency.actions.intake import Cleared, Sighting, clear_sightings, open_incidents
from hoistway.emergency.actions.progress import SignIn, arrive, passenger_says, set_out
from hoistway.emergency.actions.rosters import (
    NoStation,
    Shift,
    begin_duty,
    end_duty,
    found_station,
    keep_duty,
    keep_station,
    place_technicians,
    put_on_duty,
    release_from_duty,
)

__all__ = [
    "Cleared",
    "NoStation",
    "Shift",
    "Sighting",
    "SignIn",
    "accept_call",
    "arrive",
    "begin_duty",
    "call_false_alarm",
    "call_technician",
    "clear_sightings",
    "close_incident",
    "decline_call",
    "end_duty",
    "escalate",
    "evaluate_incident",
    "found_station",
    "free_passengers",
    "keep_duty",
    "keep_station",
    "look_at",
    "move_position",
    "note",
    "open_incidents",
    "passenger_says",
    "place_technicians",
    "put_on_duty",
    "release_from_duty",
    "set_out",
    "stand_down",
    "sweep",
]  # fmt: skip
