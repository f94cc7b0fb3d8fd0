"""What firms file of elevators, who therefore answers for each day, and why."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from hoistway.filings.vocabulary import DecisionKind, FilingKind, FilingState, UnitAnswer
from hoistway.foundation.fields import TermField, append_only, one_of, same
from hoistway.foundation.history import keeps_history


@keeps_history()
class ElevatorFiling(models.Model):
    """What one firm files of one elevator: a claim, until contract and use unit settle it.

    `period` are the days of the contract, half-open; `technicians` keys of people;
    `promise_min` the promised minutes until somebody is there. A filing of kind «end» ends
    what the firm answers for on the first day of its period. `rivals` are the firms that claim
    or held the same days and were told; `consents` says which of them agreed, when and by whom.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    kind = TermField(FilingKind)
    state = TermField(FilingState, default=FilingState.FILED)
    contract_number = models.CharField(max_length=60)
    contract_file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    period = DateRangeField()
    technicians = ArrayField(models.BigIntegerField(), default=list)
    promise_min = models.PositiveSmallIntegerField(default=30)
    remark = models.CharField(max_length=300, blank=True)
    faults = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    unit_answer = TermField(UnitAnswer, default=UnitAnswer.ASKED)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.JSONField(null=True)
    answered_reason = models.CharField(max_length=300, blank=True)
    objection_until = models.DateTimeField(null=True)
    rivals = ArrayField(models.BigIntegerField(), default=list)
    consents = models.JSONField(default=list)
    filed_at = models.DateTimeField()
    filed_by = models.JSONField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.JSONField(null=True)
    checked_reason = models.CharField(max_length=300, blank=True)
    table_run = models.ForeignKey(
        "filings.TableRun", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            one_of("kind", FilingKind, name="elevator_filing_kind_known"),
            one_of("state", FilingState, name="elevator_filing_state_known"),
            one_of("unit_answer", UnitAnswer, name="elevator_filing_answer_known"),
            models.UniqueConstraint(
                fields=["elevator", "firm"],
                condition=Q(state__in=["filed", "disputed"]),
                name="one_open_elevator_filing_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "state", "filed_at"], name="elevator_filing_queue"
            ),
            models.Index(fields=["elevator", "-filed_at"], name="filing_by_elevator"),
            models.Index(fields=["firm", "state", "-filed_at"], name="elevator_filing_by_firm"),
            models.Index(
                fields=["objection_until"], condition=Q(state__in=["filed", "disputed"]),
                name="elevator_filing_due",
            ),
            GinIndex(fields=["rivals"], name="elevator_filing_rivals"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


@keeps_history()
class Responsibility(models.Model):
    """Who answers for an elevator on these days; the database keeps two firms from one day.

    `period` is half-open and open-ended while nobody has ended it.
    """

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey("filings.ElevatorFiling", on_delete=models.PROTECT, related_name="+")
    period = DateRangeField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isempty=False), name="responsibility_has_days"
            ),
            ExclusionConstraint(
                name="one_firm_answers_each_day",
                expressions=[
                    (same("elevator"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["firm", "elevator"], name="responsibility_by_firm")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.firm_id} {self.period}"


class Objection(models.Model):
    """Another firm, or the use unit, says that a filing is wrong; the district rules."""

    filing = models.ForeignKey("filings.ElevatorFiling", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    form_id = models.UUIDField(unique=True)
    reason = models.CharField(max_length=500)
    evidence = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="objection_has_a_reason"),
            models.UniqueConstraint(fields=["filing", "organisation"], name="one_objection_each"),
        ]
        triggers = append_only("objection")

    def __str__(self) -> str:
        return f"{self.filing_id} {self.organisation_id}"


class Decision(models.Model):
    """Why responsibility began, passed on, ended or did not: inputs, reasons, edition, by whom.

    `undo` is what `reverse` needs to restore the days as they were before.
    """

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(
        "filings.ElevatorFiling", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = TermField(DecisionKind)
    inputs = models.JSONField()
    reasons = models.JSONField()
    undo = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.JSONField()
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [one_of("kind", DecisionKind, name="filing_decision_kind_known")]
        indexes = [models.Index(fields=["elevator", "-at"], name="filing_decision_by_elevator")]
        triggers = append_only("filing_decision")

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.kind} {self.at:%F}"
