"""Cases of those who may have to leave the pilot, and what they were warned of."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.ondemand.vocabulary import ExitClause, ExitDeed, ExitState

_PENDING = sorted(str(state) for state in ExitState.pending())


class ExitCase(models.Model):
    """That somebody may have to leave the pilot: clause, evidence, clock, answers, decision.

    A firm's case has `firm_pilot`, an elevator's `elevator_pilot`. Nobody leaves by a machine's
    word: a regulator decides. `at_once` says that the elevator is on fixed intervals meanwhile.
    """

    number = models.CharField(max_length=20, unique=True)
    firm_pilot = models.ForeignKey(
        "ondemand.FirmPilot", on_delete=models.PROTECT, null=True, related_name="+"
    )
    elevator_pilot = models.ForeignKey(
        "ondemand.ElevatorPilot", on_delete=models.PROTECT, null=True, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    clause = TermField(ExitClause)
    state = TermField(ExitState, default=ExitState.OPEN)
    found_on = models.DateField()
    evidence = models.JSONField(default=dict)
    at_once = models.BooleanField(default=False)
    answer_by = models.DateField()
    correct_by = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.JSONField(null=True)
    appeal_by = models.DateField(null=True)
    appealed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("clause", ExitClause, name="exit_case_clause_known"),
            one_of("state", ExitState, name="exit_case_state_known"),
            models.CheckConstraint(
                condition=Q(firm_pilot__isnull=False) ^ Q(elevator_pilot__isnull=False),
                name="exit_case_of_firm_or_elevator",
            ),
            models.UniqueConstraint(
                fields=["firm_pilot", "clause"], condition=Q(state__in=_PENDING),
                name="one_pending_case_each_firm",
            ),
            models.UniqueConstraint(
                fields=["elevator_pilot", "clause"], condition=Q(state__in=_PENDING),
                name="one_pending_case_each_elevator",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["jurisdiction", "state"], name="exit_case_by_district")]

    def __str__(self) -> str:
        return self.number


class ExitStep(models.Model):
    """One step of an exit case; it only grows."""

    case = models.ForeignKey("ondemand.ExitCase", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(ExitDeed)
    words = models.CharField(max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("deed", ExitDeed, name="exit_deed_known")]
        indexes = [models.Index(fields=["case", "at"], name="exit_step_order")]
        triggers = append_only("exit_step")

    def __str__(self) -> str:
        return f"{self.case_id} {self.deed}"


class ExitWarning(models.Model):
    """That somebody was told of a limit that comes nearer; each mark is told once an episode."""

    firm_pilot = models.ForeignKey(
        "ondemand.FirmPilot", on_delete=models.PROTECT, null=True, related_name="+"
    )
    elevator_pilot = models.ForeignKey(
        "ondemand.ElevatorPilot", on_delete=models.PROTECT, null=True, related_name="+"
    )
    clause = TermField(ExitClause)
    mark = models.PositiveSmallIntegerField()
    episode = models.DateField()
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["firm_pilot", "elevator_pilot", "clause", "mark", "episode"],
                nulls_distinct=False, name="one_exit_warning_each_mark",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.clause} {self.mark} {self.episode}"
