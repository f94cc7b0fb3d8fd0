"""Policies, the elevators they cover, and the warnings given before a gap opens."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of, same
from hoistway.insurance.vocabulary import HolderKind, PolicyDeed, PolicySource, PolicyState
from hoistway.registry.vocabulary import RunState


class Policy(models.Model):
    """One liability policy; sums in fen, `period` with an open upper day in Shanghai.

    A cancelled policy keeps the period that was agreed; its covers end with `cancelled_last`.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=60)
    insurer = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    holder_kind = TermField(HolderKind)
    holder_name = models.CharField(max_length=120)
    holder = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    period = DateRangeField()
    sum_insured_fen = models.BigIntegerField()
    each_accident_fen = models.BigIntegerField(null=True)
    state = TermField(PolicyState, default=PolicyState.IN_FORCE)
    cancelled_last = models.DateField(null=True)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = TermField(PolicySource)
    entered_at = models.DateTimeField()
    entered_by = models.JSONField()

    class Meta:
        constraints = [
            one_of("state", PolicyState, name="policy_state_known"),
            models.UniqueConstraint(
                fields=["insurer", "number"],
                condition=Q(state="in_force"),
                name="one_policy_number",
            ),
            models.CheckConstraint(condition=Q(sum_insured_fen__gt=0), name="policy_sum_positive"),
        ]
        indexes = [models.Index(fields=["insurer", "-entered_at"], name="policy_by_insurer")]

    def __str__(self) -> str:
        return self.number


class Cover(models.Model):
    """One elevator under one policy; `period` lies within the policy's."""

    policy = models.ForeignKey("insurance.Policy", on_delete=models.PROTECT, related_name="+")
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="an_elevator_once_in_a_policy_on_a_day",
                expressions=[
                    (same("policy"), RangeOperators.OVERLAPS),
                    (same("elevator"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [
            models.Index(fields=["elevator"], name="cover_by_elevator"),
            models.Index(models.Func(models.F("period"), function="upper"), name="cover_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.elevator_id}"


class PolicyStep(models.Model):
    """What was done to a policy: entered, elevators added or ended, cancelled; it only grows."""

    policy = models.ForeignKey("insurance.Policy", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(PolicyDeed)
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.JSONField()
    facts = models.JSONField(default=dict)

    class Meta:
        triggers = append_only("policy_step")

    def __str__(self) -> str:
        return f"{self.policy_id} {self.at:%F}"


class GapWarning(models.Model):
    """That somebody was warned of the end of an elevator's cover; each once."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField()
    days_before = models.SmallIntegerField()
    told_at = models.DateTimeField()
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elevator", "last_day", "days_before"], name="a_gap_warned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.last_day} −{self.days_before}"


class PolicyTable(models.Model):
    """One table of policies that an insurer handed in, and what came of its rows."""

    form_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.JSONField()
    insurer = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    state = TermField(RunState)
    file = models.ForeignKey("foundation.Attachment", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    rows = models.PositiveIntegerField(default=0)
    policies = models.PositiveIntegerField(default=0)
    covers = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RunState, name="policy_table_state_known")]
        indexes = [models.Index(fields=["insurer", "-at"], name="policy_table_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%F}"


class PolicyTableRow(models.Model):
    """A row that was not taken over, as it was, with what is wrong in it."""

    table = models.ForeignKey("insurance.PolicyTable", on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    cells = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "line"], name="policy_row_once")]

    def __str__(self) -> str:
        return f"{self.table_id}:{self.line}"
