"""The telemetry room's part of the demo city: one terminal per elevator, one feed for the rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.telemetry.actions.devices import enrol_devices, open_feed
from hoistway.telemetry.rules.credentials import device_id_of, device_secret
from hoistway.telemetry.rules.subjects import may_be_a_topic

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

CITY_FEED = "city"
"""The feed through which the simulated city reports by HTTP."""


def city_feed_key(*, key: bytes) -> str:
    """Return the bearer key of the city's feed, derived from the house's device key."""
    return device_secret(device_id=f"feed:{CITY_FEED}", key=key)


def lay_out(*, elevators: Sequence["Elevator"], now: datetime) -> None:
    """Enrol a terminal for every elevator and open the city's feed, with derived secrets."""
    key: bytes = settings.DEVICE_KEY
    bindings = {
        device_id_of(register_number=row.register_number): row.pk
        for row in elevators
        if may_be_a_topic(register_number=row.register_number)
    }
    enrol_devices(bindings=bindings, key=key, now=now, by=PLATFORM)
    centre = organisations(kind=OrganisationKind.DISPATCH_CENTRE)[:1].get()
    open_feed(
        name=CITY_FEED, organisation_id=centre.pk, key=city_feed_key(key=key), now=now, by=PLATFORM
    )
