"""One elevator by its number, for whoever may see it: what every program and page asks first."""

from functools import cache

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.prepared import Prepared
from hoistway.parties.queries import in_reach
from hoistway.registry.models import Elevator


def elevator_in_reach(*, by: Actor, register_number: str) -> Elevator | None:
    """Return the visible elevator of this number with its organisations, or None.

    One that was merged away is not told; neither is one that must not be known to the actor.
    """
    wanted = [part for part in in_reach(by=by).children if isinstance(part, tuple)]
    if any(isinstance(value, list) for _, value in wanted):
        return None
    asked = _within(tuple(column for column, _ in wanted))
    return asked.first(*(value for _, value in wanted), register_number)


@cache
def _within(columns: tuple[str, ...]) -> Prepared[Elevator]:
    def ask(*values: object) -> QuerySet[Elevator]:
        related = Elevator.objects.select_related("jurisdiction", "use_unit", "firm")
        reach = dict(zip(columns, values, strict=False))
        return related.filter(**reach, merged_into=None).filter(register_number=values[-1])

    return Prepared(ask=ask, samples=[*range(len(columns)), ""])
