"""What the pilot has come to, as it was worked out on a day."""

from django.db import models

from hoistway.foundation.fields import append_only


class PilotOutcome(models.Model):
    """One comparison of pilot elevators with matched ones; it only grows.

    `results` are the outcomes by kind, `pilots`, `controls` and `left_out` count elevators.
    """

    day = models.DateField(unique=True)
    first_day = models.DateField()
    method = models.CharField(max_length=60)
    pilots = models.PositiveIntegerField()
    controls = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    results = models.JSONField(default=list)
    worked_out_at = models.DateTimeField()

    class Meta:
        triggers = append_only("pilot_outcome")

    def __str__(self) -> str:
        return f"{self.day}"
