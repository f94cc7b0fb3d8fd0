"""Roads that were renamed: older records say the old name, and both were right in their time."""

from hoistway.simulation.registers.ground import RENAMED_ROADS
from hoistway.simulation.registers.planted.case import Case


def renamed_road(case: Case, certain: bool) -> bool:
    """Let an official record still say the old name of the road, with the same numbers."""
    road = case.elevator.estate.road
    entry = case.bearer("address")
    past = next((one for one in RENAMED_ROADS if one.new == road), None)
    if entry is None or past is None or not certain:
        return False
    value = entry.fields["address"].replace(past.new, past.old)
    case.wrong(entry, "address", value, error="renamed_road", certain=True)
    return True


ERRORS = {"renamed_road": renamed_road}
