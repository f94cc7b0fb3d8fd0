"""Rescues, calls and reports as a partner's numbers lead to them."""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps

from hoistway.emergency.vocabulary import IncidentState
from hoistway.exchange.rules.orders import order_state


@dataclass(frozen=True, slots=True)
class Matter:
    """A rescue or a report: its key, its number, where it stands, how many reported it."""

    thing: int
    number: str
    state: str
    witnesses: int = 1


def order_matter(*, incident_id: int) -> Matter:
    """Return a rescue with its state as the city's systems number it."""
    rows = apps.get_model("emergency.Incident").objects.filter(pk=incident_id)
    row = rows.values("number", "state", "injured").get()
    state = order_state(state=IncidentState(row["state"]), injured=row["injured"])
    witnesses = apps.get_model("emergency.Report").objects.filter(incident_id=incident_id).count()
    return Matter(incident_id, row["number"], str(state), witnesses)


def report_matter(*, report_id: int) -> Matter:
    """Return a public report with its state."""
    rows = apps.get_model("riders.PublicReport").objects.filter(pk=report_id)
    row = rows.values("number", "state").get()
    return Matter(report_id, row["number"], str(row["state"]))


def call_placed(*, form_id: UUID) -> int | None:
    """Return the rescue that a dispatcher made of a call without a place; None if none yet."""
    rows = apps.get_model("riders.UnplacedCall").objects.filter(form_id=form_id)
    key: int | None = rows.values_list("incident_id", flat=True).first()
    return key
