"""What the city did while a visitor set its clock forward, as it would have been told."""

from datetime import datetime, timedelta

from django.db import transaction

from hoistway.foundation.periods import local_day
from hoistway.registry.queries import invented_elevators
from hoistway.telemetry.actions.continuity import refresh_continuity
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.actions.silence import mark_up
from hoistway.telemetry.models import Presence, Uptime
from hoistway.telemetry.rules.silence import INTAKE
from hoistway.telemetry.seed.course import Stretch
from hoistway.telemetry.seed.days import Remembered, lay_out_stretch, remembered


def silent_elevators() -> set[int]:
    """Return the elevators whose device stays silent, however far the clock is set."""
    known = remembered()
    return {known.parts.silent} if known is not None else set()


@transaction.atomic
def lay_out_skipped(*, days: int, seed: int, now: datetime) -> int:
    """Lay out the days that are skipped when the clock is set forward by so many; return how many.

    Who is heard now is heard all the while, so that only what truly is silent falls silent.
    """
    until = now + timedelta(days=days)
    known: Remembered | None = remembered()
    if known is None:
        return 0
    elevators = list(invented_elevators().order_by("pk"))
    first, last = local_day(at=now), local_day(at=until) - timedelta(days=1)
    stretch = Stretch(first=first, last=last, parts=known.parts, laid_out=known.laid_out)
    lay_out_stretch(elevators=elevators, stretch=stretch, seed=seed, now=until)
    sources = dict(Presence.objects.values_list("pk", "source"))
    signs = [
        Sign(elevator.pk, until, 0, sources[elevator.pk])
        for elevator in elevators
        if elevator.pk in sources and elevator.pk != known.parts.silent
    ]
    keep_presence(signs=signs, now=until)
    running = Uptime.objects.filter(name=INTAKE).order_by("-last_at", "-pk").first()
    if running is not None:
        mark_up(name=INTAKE, began_at=running.began_at, now=until)
    refresh_continuity(now=until)
    return (last - first).days + 1
