"""What makers ask beyond the rule: further items, and limits for items of the rule."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField
from hoistway.maintenance.vocabulary import ItemPlace, Level


class MakersItem(models.Model):
    """One line of a maker's manual, entered by the firm that works by it; ended, never changed.

    With `item` it sets the limits of that item of the rule for elevators of this maker and model;
    without it is a further item from `level` upwards. An empty `model` means all of the maker's.
    It counts from the day `counts_from` until the day before `ended_on`.
    """

    form_id = models.UUIDField(unique=True)
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    made_by = models.CharField(max_length=80)
    model = models.CharField(max_length=60, blank=True)
    item = models.CharField(max_length=12, blank=True)
    level = TermField(Level, null=True)
    place = TermField(ItemPlace, null=True)
    words = models.CharField(max_length=120, blank=True)
    asks = models.CharField(max_length=200, blank=True)
    at_least = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    at_most = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    unit = models.CharField(max_length=12, blank=True)
    manual = models.CharField(max_length=160)
    counts_from = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.JSONField()
    ended_on = models.DateField(null=True)
    ended_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    ~Q(item="") & (Q(at_least__isnull=False) | Q(at_most__isnull=False))
                    | Q(item="", level__isnull=False, place__isnull=False) & ~Q(words="")
                ),
                name="makers_item_says_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["firm"], condition=Q(ended_on__isnull=True), name="makers_item_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_by} {self.model} {self.item or self.words}"
