"""The devices of the demo city: fifty speak MQTT themselves, the rest through firms' feeds."""

from datetime import datetime

from hoistway.foundation.actors import PLATFORM
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.telemetry.actions.devices import enrol_devices, open_feed
from hoistway.telemetry.rules.credentials import device_secret

MQTT_DEVICES = 50  # Chosen: real connections without burning the demo's core (parts, tried).
GUEST = "guest-"
"""Prefix of the one device that the simulation leaves to visitors with a client of their own."""


def feed_key(*, firm_id: int, key: bytes) -> str:
    """Return the bearer key of a firm's platform in the demo."""
    return device_secret(device_id=f"feed-{firm_id}", key=key)


def lay_out(*, elevators: list[Elevator], key: bytes, now: datetime) -> tuple[str, str, str]:
    """Enrol devices and one feed per firm; return (device, secret, register) for visitors."""
    lifts = [e for e in elevators if e.kind is ElevatorKind.TRACTION_PASSENGER]
    *others, guest = lifts
    pace = max(1, len(others) // MQTT_DEVICES)
    bindings = {f"d-{e.register_number}": e.pk for e in others[::pace][:MQTT_DEVICES]}
    name = f"{GUEST}{guest.register_number}"
    secrets = enrol_devices(bindings={**bindings, name: guest.pk}, key=key, now=now, by=PLATFORM)
    for firm_id in sorted({e.firm_id for e in elevators if e.firm_id}):
        open_feed(
            name=f"demo-{firm_id}", organisation_id=firm_id,
            key=feed_key(firm_id=firm_id, key=key), now=now, by=PLATFORM,
        )  # fmt: skip
    return name, secrets[name], guest.register_number
