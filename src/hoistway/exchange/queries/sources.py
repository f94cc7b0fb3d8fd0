"""Read the rows that make a topic, of any room, by the name of its model.

As foreign keys do, this names models of lower rooms as text: `rules/sources` says which columns
are read, and a test reads each of them. Source: docs/decisions/0026-partners.md.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet

from hoistway.emergency.vocabulary import Deed, IncidentSource, IncidentState
from hoistway.exchange.models import Taken
from hoistway.exchange.rules.orders import order_state, step_state
from hoistway.exchange.rules.sources import SOURCES, Source
from hoistway.exchange.vocabulary import Topic

ORDER_STEPS = 60
"""Steps of a rescue that are read. Chosen: the longest on record in tests has a third of that."""


@dataclass(frozen=True, slots=True)
class Ours:
    """One thing of ours: its key, its district, and what may be said of it."""

    thing: int
    area: str
    values: dict[str, Any]


def things_of(*, topic: Topic, now: datetime, only: Collection[int] | None = None) -> list[int]:
    """Return the keys of all rows of a topic that may be sent now, or of those among `only`."""
    found = _rows(SOURCES[topic], now)
    if only is not None:
        found = found.filter(pk__in=sorted(only))
    return list(found.order_by("pk").values_list("pk", flat=True))


def read_things(*, topic: Topic, keys: Collection[int], partner_id: int) -> list[Ours]:
    """Return what may be said of these rows, in the order of their keys.

    `partner_id` is whose numbers of the same matter are told as `theirs`.
    """
    source = SOURCES[topic]
    columns = {path.rpartition(":")[2] for path in source.values.values()} - {"pk"}
    more = {"_injured": F("injured")} if topic is Topic.RESCUE_ORDERS else {}
    found = _model(source).objects.filter(pk__in=sorted(keys)).order_by("pk")
    rows = list(found.values("pk", *sorted({*columns, source.area}), **more))
    told = [
        Ours(
            row["pk"], row[source.area] or "",
            {name: _value(path, row) for name, path in source.values.items()},
        )
        for row in rows
    ]  # fmt: skip
    if topic is Topic.RESCUE_ORDERS:
        _add_course(told)
    if topic in (Topic.RESCUE_ORDERS, Topic.PUBLIC_REPORTS):
        _add_theirs(told, topic, partner_id)
    if topic is Topic.PUBLIC_REPORTS:
        _add_answers(told)
    return told


def area_counts(*, topic: Topic, now: datetime) -> dict[str, int]:
    """Return how many rows of a topic may be sent now, by district."""
    source = SOURCES[topic]
    counted: dict[str, int] = {}
    for area in _rows(source, now).values_list(source.area, flat=True):
        counted[area or ""] = counted.get(area or "", 0) + 1
    return counted


def _rows(source: Source, now: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = _model(source).objects.filter(**source.only)
    if source.days:
        found = found.filter(**{f"{source.at}__gte": now - timedelta(days=source.days)})
    return found


def _model(source: Source) -> Any:
    return apps.get_model(source.model)


def _value(path: str, row: dict[str, Any]) -> Any:
    way, _, column = path.rpartition(":")
    value = row[column]
    if way and value is not None:
        return value.lower if way == "from" else value.upper
    return value


def _add_course(told: list[Ours]) -> None:
    """Add where each order stands, by which channels it came, and its steps."""
    by_key: dict[int, dict[str, Any]] = {one.thing: one.values for one in told}
    for values in by_key.values():
        state = IncidentState(values["state"])
        values["order_state"] = str(order_state(state=state, injured=values["injured"]))
        values["channels"], values["steps"] = [], []
    reports = apps.get_model("emergency.Report").objects.filter(incident_id__in=by_key)
    for key, source in reports.order_by("received_at", "pk").values_list("incident_id", "source"):
        if str(source) not in by_key[key]["channels"]:
            by_key[key]["channels"].append(str(source))
    entries = apps.get_model("emergency.TimelineEntry").objects.filter(incident_id__in=by_key)
    for entry in entries.order_by("incident_id", "sequence").values("incident_id", "deed", "at"):
        _add_step(by_key[entry["incident_id"]], Deed(entry["deed"]), entry["at"])
    for values in by_key.values():
        values["channel"] = next(iter(values["channels"]), str(IncidentSource.TELEMETRY))


def _add_step(values: dict[str, Any], deed: Deed, at: datetime) -> None:
    state = step_state(deed=deed)
    if state is not None and len(values["steps"]) < ORDER_STEPS:
        step = {"at": at, "deed": str(deed), "order_state": str(state)}
        values["steps"].append(step | {"firm_name": values["firm_name"]})


def _add_theirs(told: list[Ours], topic: Topic, partner_id: int) -> None:
    """Add the number by which the partner knows the same matter; empty where it does not."""
    keys = [one.thing for one in told]
    rows = Taken.objects.filter(partner_id=partner_id, topic=topic, thing__in=keys)
    numbers = dict(rows.order_by("-first_at", "-pk").values_list("thing", "number"))
    for one in told:
        one.values["theirs"] = numbers.get(one.thing, "")


def _add_answers(told: list[Ours]) -> None:
    """Add whether a report is answered, as a hotline counts it."""
    for one in told:
        one.values["answer"] = "answered" if one.values["answered_at"] else "open"


def incident_of_entry(*, entry_id: int) -> int | None:
    """Return the rescue of a step."""
    rows = apps.get_model("emergency.TimelineEntry").objects.filter(pk=entry_id)
    return rows.values_list("incident_id", flat=True).first()


def report_of_step(*, step_id: int) -> int | None:
    """Return the public report of a step."""
    rows = apps.get_model("riders.ReportStep").objects.filter(pk=step_id)
    return rows.values_list("report_id", flat=True).first()
