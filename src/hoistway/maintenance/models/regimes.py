"""By what each elevator's visits are fixed, what its data checked, and what findings asked for."""

from django.db import models
from django.db.models import F, Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.maintenance.vocabulary.regime import Regime


class ElevatorRegime(models.Model):
    """One elevator that is or was maintained on demand; all others follow fixed intervals.

    `since` is the first day on demand, `lines` the plan's: item, way, days, months. A returned
    one keeps its lines; `returned_on` is the day of return, `at_once` whether the next visit was
    due that very day.
    """

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    regime = TermField(Regime)
    since = models.DateField()
    plan_uid = models.UUIDField()
    edition = models.CharField(max_length=40)
    last_day = models.DateField()
    lines = models.JSONField(default=list)
    returned_on = models.DateField(null=True)
    at_once = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("regime", Regime, name="elevator_regime_known"),
            models.CheckConstraint(
                condition=Q(regime="on_demand", returned_on=None)
                | Q(regime="fixed", returned_on__isnull=False),
                name="fixed_again_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("since")), name="regime_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_day"], condition=Q(regime="on_demand"), name="on_demand_until"
            )
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.regime} {self.since}"


class RegimeStep(models.Model):
    """One change of an elevator's regime or plan, with its reason; it only grows."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    regime = TermField(Regime)
    on = models.DateField()
    plan_uid = models.UUIDField()
    edition = models.CharField(max_length=40)
    lines = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True)
    at_once = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        triggers = append_only("regime_step")
        indexes = [models.Index(fields=["elevator", "at"], name="regime_step_by_elevator")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.regime} {self.on}"


class RemoteCheck(models.Model):
    """Days without a gap on which an item counted as checked by its data; both ends included.

    `coverage` is the least share of the data on any of them.
    """

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=12)
    first_day = models.DateField()
    last_day = models.DateField()
    coverage = models.FloatField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elevator", "item", "first_day"], name="one_remote_stretch_each_day"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="remote_stretch_in_order"
            ),
            models.CheckConstraint(
                condition=Q(coverage__gte=0, coverage__lte=1), name="remote_coverage_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.item} {self.first_day} {self.last_day}"


class TargetedOrder(models.Model):
    """A visit that a finding of the monitoring asked for, known by the finding's `key`."""

    visit = models.OneToOneField(
        "maintenance.Visit", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    key = models.CharField(max_length=80, unique=True)
    words_zh = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300)
    safety = models.BooleanField()
    ordered_at = models.DateTimeField()
    ordered_by = models.JSONField()

    def __str__(self) -> str:
        return self.key
