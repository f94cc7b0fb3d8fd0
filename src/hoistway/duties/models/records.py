"""What a firm did of its further duties."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hoistway.duties.vocabulary import Category, DutyKind
from hoistway.foundation.fields import TermField, append_only


class DutyRecord(models.Model):
    """One drill, training, own quality check or the like; it only grows.

    `category` is the sort of elevator for which a drill counts, `people` are keys of those who
    took part, `document` the place of a drill in the ledger.
    """

    form_id = models.UUIDField(unique=True)
    kind = TermField(DutyKind)
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.PROTECT, null=True, related_name="+"
    )
    category = TermField(Category, max_length=1, blank=True, default="")
    held_on = models.DateField()
    words = models.CharField(max_length=1000)
    people = ArrayField(models.BigIntegerField(), default=list)
    proof = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    document = models.ForeignKey(
        "ledger.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["firm", "kind", "-held_on"], name="duty_record_by_firm")]
        triggers = append_only("duty_record")

    def __str__(self) -> str:
        return f"{self.firm_id} {self.kind} {self.held_on}"
