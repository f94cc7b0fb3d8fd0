"""What a firm did of its further duties."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hoistway.duties.vocabulary import DutyKind
from hoistway.foundation.fields import TermField, append_only


class DutyRecord(models.Model):
    """One drill, training or own quality check; it only grows.

    `annex` is the category of elevator of a drill (TSG T5002-2017 annexes), `people` keys of
    those who took part.
    """

    form_id = models.UUIDField(unique=True)
    kind = TermField(DutyKind)
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.PROTECT, null=True, related_name="+"
    )
    annex = models.CharField(max_length=1, blank=True)
    held_on = models.DateField()
    words = models.CharField(max_length=1000)
    people = ArrayField(models.BigIntegerField(), default=list)
    proof = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["firm", "kind", "-held_on"], name="duty_record_by_firm")]
        triggers = append_only("duty_record")

    def __str__(self) -> str:
        return f"{self.firm_id} {self.kind} {self.held_on}"
