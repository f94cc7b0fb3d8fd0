"""What went between a partner and the platform, with its receipt."""

from django.db import models

from hoistway.exchange.vocabulary import Direction
from hoistway.foundation.fields import TermField, one_of


class Passage(models.Model):
    """One delivery out or in: how many records, their hash, and what the other side answered."""

    partner = models.CharField(max_length=60)
    topic = models.CharField(max_length=60)
    direction = TermField(Direction)
    number = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)
    records = models.PositiveIntegerField(default=0)
    body_sha256 = models.CharField(max_length=64)
    receipt = models.JSONField(default=dict)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("direction", Direction, name="passage_direction_known"),
            models.UniqueConstraint(
                fields=["partner", "direction", "number"], name="one_passage_each_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.direction} {self.number}"
