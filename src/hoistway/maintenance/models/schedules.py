"""When each elevator falls due, by level; and who confirmed an edition of the rule."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only
from hoistway.maintenance.vocabulary import Level


class Schedule(models.Model):
    """When each level of one elevator was done last and falls due next; worked out, never typed.

    `next_level` and `next_due_on` name the next visit: of all levels due on a day the highest.
    `paused_since` stands while the elevator is suspended or scrapped.
    """

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    edition = models.CharField(max_length=40)
    began_on = models.DateField()
    half_month_on = models.DateField(null=True)
    quarter_on = models.DateField(null=True)
    half_year_on = models.DateField(null=True)
    year_on = models.DateField(null=True)
    half_month_due = models.DateField(null=True)
    quarter_due = models.DateField(null=True)
    half_year_due = models.DateField(null=True)
    year_due = models.DateField(null=True)
    next_level = TermField(Level, null=True)
    next_due_on = models.DateField(null=True)
    paused_since = models.DateField(null=True)
    technician = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    worked_out_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["firm", "next_due_on"], name="schedule_by_firm"),
            models.Index(
                fields=["next_due_on"], condition=Q(paused_since=None), name="schedule_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.next_level} {self.next_due_on}"


class StandardConfirmation(models.Model):
    """A person has compared an edition of the item tables with the official text; it only grows."""

    edition = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.JSONField()

    class Meta:
        triggers = append_only("standard_confirmation")

    def __str__(self) -> str:
        return self.edition
