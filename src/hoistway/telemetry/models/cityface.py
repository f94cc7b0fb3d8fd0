"""What platforms report of themselves: alarms, counters; and how their rows are read."""

from django.db import models

from hoistway.foundation.fields import append_only


class KeptMapping(models.Model):
    """One version of a mapping file; a version never changes, a change is the next version."""

    name = models.CharField(max_length=28)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    by = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="one_mapping_each_version")
        ]
        triggers = append_only("mapping")

    def __str__(self) -> str:
        return f"{self.name}/{self.version}"


class ReportedAlarm(models.Model):
    """An alarm that a platform raised itself, with the snapshot that travelled with it.

    Sent again it is the same alarm: `alarm_id` is unique for each organisation.
    """

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    alarm_id = models.CharField(max_length=80)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    feed = models.ForeignKey("telemetry.Feed", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=3)
    code = models.CharField(max_length=20)
    mapping = models.CharField(max_length=40)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    collected_at = models.DateTimeField(null=True)
    text = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "alarm_id"], name="one_alarm_each_report"
            )
        ]
        indexes = [
            models.Index(fields=["elevator", "-occurred_at"], name="reported_by_elevator"),
            models.Index(fields=["feed", "-received_at"], name="reported_by_feed"),
        ]

    def __str__(self) -> str:
        return self.alarm_id


class CounterReading(models.Model):
    """What the counters of one elevator stood at on one day, the latest reading of that day."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    feed = models.ForeignKey("telemetry.Feed", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elevator", "day"], name="one_counter_reading_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="counter_reading_by_day")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.day}"
