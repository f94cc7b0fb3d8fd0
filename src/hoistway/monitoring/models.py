"""How each elevator stands to its own past, and where it has left it."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind

_OPEN = sorted(str(state) for state in DeviationState.open_states())


class Health(models.Model):
    """What monitoring said of an elevator when it was last examined; `day` is the last day read.

    `indicators` holds for each indicator the line that stands out most: floor (-1000 for the car
    as a whole), smoothed value, baseline and spread (median and scaled MAD of `days_known` days
    before) and score. Its days are not kept here: they are read from telemetry's roll-ups.
    """

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    day = models.DateField()
    state = TermField(HealthState, default=HealthState.UNKNOWN)
    worst_kind = TermField(IndicatorKind, blank=True, default="")
    worst_score = models.FloatField(null=True)
    days_known = models.PositiveSmallIntegerField(default=0)
    coverage = models.FloatField(null=True)
    indicators = models.JSONField(default=list)
    examined_at = models.DateTimeField()
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [one_of("state", HealthState, name="health_state_known")]
        indexes = [models.Index(fields=["state", "-worst_score"], name="health_by_state")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.state}"


class Deviation(models.Model):
    """An indicator that has left its own past; it calls for somebody to come and look.

    `floor` is -1000 for the car as a whole. `items` are the items of TSG T5002 that it speaks of;
    `safety` says whether the visit is due within hours. `visit` is the targeted order; where the
    elevator is not on demand there is none and the firm was given a hint. `evidence` keeps what
    was judged: value, baseline, spread, score, days, floors.
    """

    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    kind = TermField(IndicatorKind)
    floor = models.SmallIntegerField(default=-1000)
    state = TermField(DeviationState, default=DeviationState.OPEN)
    safety = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    visit = models.ForeignKey(
        "maintenance.Visit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("state", DeviationState, name="deviation_state_known"),
            one_of("kind", IndicatorKind, name="deviation_kind_known"),
            models.UniqueConstraint(
                fields=["elevator", "kind", "floor"], condition=Q(state__in=_OPEN),
                name="one_open_deviation_each_floor",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["elevator", "state"], name="deviation_by_elevator"),
            models.Index(fields=["state", "due_at"], name="deviation_queue"),
            models.Index(fields=["visit"], name="deviation_by_visit"),
        ]

    def __str__(self) -> str:
        return self.number


class DeviationStep(models.Model):
    """One step of a deviation; it only grows."""

    deviation = models.ForeignKey(
        "monitoring.Deviation", on_delete=models.PROTECT, related_name="+"
    )
    form_id = models.UUIDField(unique=True)
    state = TermField(DeviationState)
    words = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["deviation", "at"], name="deviation_step_order")]
        triggers = append_only("deviation_step")

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.state}"
