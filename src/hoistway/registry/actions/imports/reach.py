"""Whose elevators the rows of a district's file speak of: it may not speak of its neighbours'."""

from collections.abc import Sequence

from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, jurisdictions, reach_of
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.rules.sayings import Saying
from hoistway.registry.vocabulary import Subject

_NUMBERS = ("register_number", "device_code", "certificate_number")


def own_jurisdiction(*, by: Actor) -> str:
    """Return the code of the only jurisdiction of which this actor may take rows in, or nothing."""
    if reach_of(by=by) is Reach.ALL:
        return ""
    return jurisdictions().get(pk=by.jurisdiction_id).code


def out_of_reach(*, sayings: Sequence[Saying], by: Actor) -> dict[int, str]:
    """Return which sayings, by place in the list, speak of elevators of others, and why."""
    if reach_of(by=by) is Reach.ALL:
        return {}
    at = _jurisdictions_of(sayings)
    refused = {}
    for place, one in enumerate(sayings):
        areas = {area for key in _keys(one) if (area := at.get(key))}
        if areas - {by.jurisdiction_id}:
            refused[place] = "the register holds this elevator in another jurisdiction"
        elif not areas and "jurisdiction" not in one.fields:
            refused[place] = "the row does not say where, and the elevator is not known"
    return refused


def _keys(saying: Saying) -> list[tuple[str, str]]:
    numbers = [(name, str(saying.fields[name])) for name in _NUMBERS if name in saying.fields]
    return [*numbers, (f"record of {saying.source}", saying.record_key)]


def _jurisdictions_of(sayings: Sequence[Saying]) -> dict[tuple[str, str], int]:
    """Return number or record → jurisdiction of the elevator that it leads to (two queries)."""
    fits = Q(pk__in=[])
    for name in _NUMBERS:
        fits |= Q(**{f"{name}__in": {one.fields[name] for one in sayings if name in one.fields}})
    found: dict[tuple[str, str], int] = {}
    for area, *numbers in Elevator.objects.filter(fits).values_list("jurisdiction_id", *_NUMBERS):
        found |= {(name, str(n)): area for name, n in zip(_NUMBERS, numbers, strict=True) if n}
    records = Claim.objects.filter(
        subject=Subject.ELEVATOR, current=True, elevator__isnull=False,
        source__in={one.source for one in sayings},
        record_key__in={one.record_key for one in sayings},
    )  # fmt: skip
    for source, key, area in records.values_list(
        "source", "record_key", "elevator__jurisdiction_id"
    ):
        found[f"record of {source}", key] = area
    return found
