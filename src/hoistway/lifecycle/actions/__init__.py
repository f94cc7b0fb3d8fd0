"""The verbs that move a request of a use unit."""

from hoistway.lifecycle.actions.checking import (
    InspectionComesFirst,
    OtherDistrict,
    SamePerson,
    confirm_request,
    return_request,
)
from hoistway.lifecycle.actions.filing import (
    OneAtATime,
    file_request,
    held_facts,
    withdraw_request,
)
from hoistway.lifecycle.actions.force import bring_into_force
from hoistway.lifecycle.actions.telling import tell_use_unit

__all__ = [
    "InspectionComesFirst", "OneAtATime", "OtherDistrict", "SamePerson", "bring_into_force",
    "confirm_request", "file_request", "held_facts", "return_request", "tell_use_unit",
    "withdraw_request",
]  # fmt: skip
