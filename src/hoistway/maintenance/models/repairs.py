"""Repairs from their cause to the return to service, and the parts that were used."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.maintenance.vocabulary.repairs import RepairSource, RepairState, Urgency


class Repair(models.Model):
    """What is to be repaired on one elevator; `found_in` and `done_in` are its two visits.

    While `stopped_at` is set and `returned_at` is not, nobody may ride.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    source = TermField(RepairSource)
    found_in = models.ForeignKey(
        "maintenance.Visit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    item = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=500)
    urgency = TermField(Urgency)
    state = TermField(RepairState, default=RepairState.OPEN)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.JSONField()
    done_in = models.ForeignKey(
        "maintenance.Visit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    solution = models.CharField(max_length=1000, blank=True)
    solution_file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            one_of("state", RepairState, name="repair_state_known"),
            models.UniqueConstraint(
                fields=["found_in", "item"], condition=~Q(item=""), name="one_repair_each_item"
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "state", "due_at"], name="repair_by_firm"),
            models.Index(
                fields=["elevator"], condition=Q(stopped_at__isnull=False, returned_at=None),
                name="repair_out_of_service",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class RepairStep(models.Model):
    """One step of a repair; it only grows."""

    form_id = models.UUIDField(unique=True)
    repair = models.ForeignKey("maintenance.Repair", on_delete=models.PROTECT, related_name="+")
    old_state = TermField(RepairState)
    new_state = TermField(RepairState)
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        triggers = append_only("repair_step")

    def __str__(self) -> str:
        return f"{self.repair_id} {self.new_state}"


class PartUsed(models.Model):
    """A part that was replaced in a visit; the record names it too."""

    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    operation_uid = models.UUIDField(unique=True)
    item = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=80)
    model = models.CharField(max_length=80, blank=True)
    serial_number = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["visit"], name="part_by_visit")]

    def __str__(self) -> str:
        return f"{self.name} × {self.quantity}"
