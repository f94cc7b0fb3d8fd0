"""What became of a rescue, as its rows tell it."""

from datetime import datetime, timedelta

from hoistway.emergency.models import Call, Incident, TimelineEntry
from tests.world.parties import NOW


def after(seconds: float) -> datetime:
    """Return the instant so many seconds after NOW."""
    return NOW + timedelta(seconds=seconds)


def fresh(incident: Incident) -> Incident:
    """Return the rescue as it is now."""
    return Incident.objects.get(pk=incident.pk)


def deeds(incident: Incident) -> list[str]:
    """Return the deeds of the timeline in their order."""
    return [str(entry.deed) for entry in timeline(incident)]


def timeline(incident: Incident) -> list[TimelineEntry]:
    """Return the timeline in its order."""
    return list(TimelineEntry.objects.filter(incident=incident).order_by("sequence"))


def last(incident: Incident) -> TimelineEntry:
    """Return the latest step."""
    return timeline(incident)[-1]


def calls(incident: Incident) -> list[tuple[int, str, str]]:
    """Return (technician, level, state) of the calls in their order."""
    rows = Call.objects.filter(incident=incident).order_by("pk")
    return [(c.technician_id, str(c.level), str(c.state)) for c in rows]
