"""What days of use are kept, whose connection holds, and when it was us who were away."""

from django.db import models
from django.db.models import F, Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.telemetry.vocabulary import SilenceCause


class UseBlock(models.Model):
    """One day of use of a block of neighbouring elevators: records of `rules.use`, packed.

    A city has 645 blocks a day of about 30 kB; a row for each elevator and day would take a
    hundred times as many.
    """

    day = models.DateField()
    block = models.PositiveIntegerField()
    days = models.BinaryField()
    doors = models.BinaryField()
    hours = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "day"], name="one_use_block_a_day")]
        indexes = [models.Index(fields=["day"], name="use_block_by_day")]

    def __str__(self) -> str:
        return f"{self.day} block {self.block}"


class Continuity(models.Model):
    """How well the connection of one elevator has held over the last thirty days."""

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    through = models.DateField()
    share = models.FloatField(null=True)
    longest_gap_s = models.PositiveIntegerField(default=0)
    days_known = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=1),
                name="continuity_share_is_a_fraction",
            )
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.share}"


class Gap(models.Model):
    """A stretch in which an elevator was not heard for longer than an hour, and why."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cause = TermField(SilenceCause)
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [
            one_of("cause", SilenceCause, name="gap_cause_known"),
            models.UniqueConstraint(fields=["elevator", "began_at"], name="one_gap_each_silence"),
            models.UniqueConstraint(
                fields=["elevator"], condition=Q(ended_at__isnull=True),
                name="one_open_gap_each_elevator",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.began_at:%F %T} {self.cause}"


class Uptime(models.Model):
    """A stretch in which one of our own processes took samples without a break."""

    name = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "began_at"], name="one_uptime_each_start"),
            models.CheckConstraint(
                condition=Q(last_at__gte=F("began_at")), name="uptime_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["name", "last_at"], name="uptime_by_last")]

    def __str__(self) -> str:
        return f"{self.name} {self.began_at:%F %T} – {self.last_at:%F %T}"


class Rest(models.Model):
    """A stretch of registered suspension, in which silence is not counted."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elevator"], condition=Q(ended_at__isnull=True),
                name="one_open_rest_each_elevator",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["elevator", "began_at"], name="rest_by_elevator")]

    def __str__(self) -> str:
        return f"{self.elevator_id} rests since {self.began_at:%F %T}"
