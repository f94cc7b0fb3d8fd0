"""Devices and feeds that may report, who is heard, what was refused, and what was found."""

from django.db import models

from hoistway.foundation.fields import TermField, one_of
from hoistway.telemetry.vocabulary import (
    AlarmKind,
    CadenceKind,
    PresenceState,
    RefusedReason,
    Transport,
)

EXCERPT_BYTES = 512
"""What is kept of a refused payload. Chosen: enough to recognise an ordinary sample."""


MIN_CADENCE_S, MAX_CADENCE_S = 5, 1200
"""Seconds between two reports. Chosen: faster is a stream of alarms, not a status; slower than
three in an hour is no 实时交换 any more (286号 附件2 三 2), since an hour of silence is offline."""


def _cadence(name: str) -> models.CheckConstraint:
    fit = models.Q(cadence_s__gte=MIN_CADENCE_S, cadence_s__lte=MAX_CADENCE_S)
    return models.CheckConstraint(condition=fit, name=name)


class Device(models.Model):
    """A monitoring terminal and the elevator for which it may speak."""

    device_id = models.CharField(max_length=40, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64)
    bound_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    cadence_kind = TermField(CadenceKind, default=CadenceKind.HEARTBEAT)
    cadence_s = models.PositiveSmallIntegerField(default=60)

    class Meta:
        constraints = [_cadence("device_cadence_sensible")]
        indexes = [models.Index(fields=["elevator"], name="device_by_elevator")]

    def __str__(self) -> str:
        return self.device_id


class Feed(models.Model):
    """A platform that reports for many elevators by HTTP, known by a bearer key."""

    name = models.CharField(max_length=80, unique=True)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    key_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    cadence_kind = TermField(CadenceKind, default=CadenceKind.HEARTBEAT)
    cadence_s = models.PositiveSmallIntegerField(default=60)
    mapping = models.CharField(max_length=40, blank=True, default="")
    """The mapping its rows are read by, as name/version; without one they are ours."""

    class Meta:
        constraints = [_cadence("feed_cadence_sensible")]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """When an elevator was first and last heard; elevators without a row were never heard."""

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    state = TermField(PresenceState)
    clock_skew_ms = models.BigIntegerField()
    source = models.PositiveIntegerField(default=0)
    """The key of the feed it was last heard by; 0 for a device of its own."""
    cadence_s = models.PositiveSmallIntegerField(null=True)
    """What that feed or device declared; None until it is looked up."""

    class Meta:
        constraints = [one_of("state", PresenceState, name="presence_state_known")]
        indexes = [
            models.Index(fields=["state", "last_seen"], name="presence_by_state"),
            models.Index(
                fields=["elevator"],
                condition=models.Q(cadence_s__isnull=True),
                name="presence_without_cadence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.state}"


class Refused(models.Model):
    """One sample or connection that was not let in, with its reason and what it said."""

    at = models.DateTimeField()
    transport = TermField(Transport)
    source = models.CharField(max_length=120)
    reason = TermField(RefusedReason)
    detail = models.CharField(max_length=300)
    payload = models.BinaryField(max_length=EXCERPT_BYTES)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="refused_latest"),
            models.Index(fields=["reason", "-at"], name="refused_by_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.reason}"


class RefusedCount(models.Model):
    """How many were refused on one day, also where the rows themselves are no longer kept."""

    day = models.DateField()
    transport = TermField(Transport)
    source = models.CharField(max_length=120)
    reason = TermField(RefusedReason)
    count = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "transport", "source", "reason"], name="one_count_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.source} {self.reason}: {self.count}"


class Alarm(models.Model):
    """One episode that the detector found, with the figures on which it rests."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    kind = TermField(AlarmKind)
    began_at = models.DateTimeField()
    detected_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    evidence = models.JSONField(default=dict)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elevator", "kind", "began_at"], name="one_alarm_per_episode"
            )
        ]
        indexes = [
            models.Index(fields=["-detected_at", "-id"], name="alarm_latest"),
            models.Index(
                fields=["elevator", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="alarm_still_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.kind} {self.began_at:%F %T}"


class Trace(models.Model):
    """One sample around an incident, kept with it; everyday samples live in the history."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    seq = models.BigIntegerField()
    flags = models.PositiveSmallIntegerField()
    floor = models.SmallIntegerField()
    door = models.PositiveSmallIntegerField()
    car_status = models.PositiveSmallIntegerField()
    direction = models.PositiveSmallIntegerField()
    service_mode = models.PositiveSmallIntegerField()
    power = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField(null=True)
    speed_mm_s = models.SmallIntegerField()
    codes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elevator", "at", "seq"], name="one_trace_per_sample")
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.at:%F %T} #{self.seq}"


class Movement(models.Model):
    """One run in normal service of an elevator that is registered as out of use."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    lowest = models.SmallIntegerField()
    highest = models.SmallIntegerField()
    speed_mm_s = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elevator", "began_at"], name="one_movement_per_run")
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.began_at:%F %T}"


class Position(models.Model):
    """How far a reader of the log has come, and what it must remember to go on from there.

    Whoever takes the position raises the epoch; a commit with an older epoch changes no row.
    """

    name = models.CharField(max_length=40, unique=True)
    epoch = models.PositiveBigIntegerField(default=0)
    stream_sequence = models.PositiveBigIntegerField(default=0)
    snapshot = models.BinaryField(default=b"")
    snapshot_sequence = models.PositiveBigIntegerField(default=0)
    metrics = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} @ {self.stream_sequence}"
