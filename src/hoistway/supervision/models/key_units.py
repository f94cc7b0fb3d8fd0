"""Use units that are looked at above all 重点监督检查单位."""

from django.db import models
from django.db.models import F, Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.supervision.vocabulary import KeyGround


class KeyUnit(models.Model):
    """That a use unit is a key one in an area, from one day until another or for good."""

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    ground = TermField(KeyGround)
    words = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.JSONField()
    ended_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("ground", KeyGround, name="key_ground_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="key_unit_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organisation", "jurisdiction"], condition=Q(until=None),
                name="one_living_key_entry_each",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.ground}"
