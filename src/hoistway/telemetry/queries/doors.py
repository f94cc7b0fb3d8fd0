"""What the doors of the intake must know: who may speak, and for whom."""

from dataclasses import dataclass

from hoistway.telemetry.models import Device, Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What the door must know to let a device in."""

    device_id: str
    secret_hash: str
    register_number: str


def device_login(*, device_id: str) -> Login | None:
    """Return how a device that was not revoked proves itself; it acts for itself alone."""
    row = (
        Device.objects.filter(device_id=device_id, revoked_at=None)
        .select_related("elevator")
        .first()
    )
    if row is None:
        return None
    return Login(
        device_id=row.device_id, secret_hash=row.secret_hash,
        register_number=row.elevator.register_number,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPass:
    """What the door must know of a feed: for whom it may speak."""

    feed_id: int
    name: str
    organisation_id: int
    speaks_for_all: bool
    mapping: str = ""


def feed_passes() -> dict[str, FeedPass]:
    """Return all feeds that were not revoked, by the hash of their key."""
    rows = Feed.objects.filter(revoked_at=None).select_related("organisation")
    return {
        row.key_hash: FeedPass(
            feed_id=row.pk, name=row.name, organisation_id=row.organisation_id,
            speaks_for_all=str(row.organisation.kind) in {"bureau", "dispatch_centre"},
            mapping=row.mapping,
        )
        for row in rows
    }  # fmt: skip
