"""The plate on an elevator: an opaque code for scanners and a number for voices."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.plates.vocabulary import PlateState


class Plate(models.Model):
    """One printed code; an elevator has at most one that is not void."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    key_version = models.PositiveSmallIntegerField()
    rescue_number = models.CharField(max_length=8, db_index=True)
    state = TermField(PlateState)
    issued_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("state", PlateState, name="plate_state_known"),
            models.UniqueConstraint(
                fields=["elevator"], condition=~Q(state="void"), name="one_living_plate_each"
            ),
            models.UniqueConstraint(
                fields=["rescue_number"], condition=~Q(state="void"), name="one_living_number_each"
            ),
        ]

    def __str__(self) -> str:
        return self.code
