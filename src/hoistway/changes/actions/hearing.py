"""Keep a fact that was announced until the log tells of it, in the transaction of the fact."""

from dataclasses import asdict

from hoistway.changes.models import Heard
from hoistway.changes.rules.tellings import HEARD
from hoistway.foundation.event import Event


def hear(event: Event) -> None:
    """Write down that something happened; one row, committed with the fact or not at all."""
    name = f"{type(event).__module__.split('.')[1]}.{type(event).__name__}"
    if name in HEARD:
        Heard.objects.create(event=name, fields=asdict(event))
