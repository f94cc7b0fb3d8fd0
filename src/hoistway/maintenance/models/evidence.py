"""What speaks for and against a visit: never a block, food for the inspector."""

from django.db import models

from hoistway.foundation.fields import append_only


class Judgement(models.Model):
    """One look at the evidence of a visit; a later one stands beside it. It only grows.

    `reasons` are [code, weight, facts]; `score` is 0 (nothing speaks against it) to 1.
    """

    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=40)
    score = models.FloatField(db_index=True)
    reasons = models.JSONField()
    facts = models.JSONField()
    judged_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["visit", "-judged_at"], name="judgement_by_visit")]
        triggers = append_only("judgement")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.score:.2f}"
