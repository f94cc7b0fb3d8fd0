"""Pilot periods, firms and elevators in the pilot, and their conditions."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.ondemand.vocabulary import (
    ElevatorPilotState,
    EntryClause,
    ExitClause,
    FirmPilotState,
    PilotDeed,
)

_LIVING_FIRM = sorted(str(state) for state in FirmPilotState.living())
_LIVING_ELEVATOR = sorted(str(state) for state in ElevatorPilotState.living())


class PilotPeriod(models.Model):
    """Days on which on-demand maintenance is allowed, both included, and by what it is allowed.

    Without a period in force there is no pilot. `edition` names the numbers that hold
    (`standards/editions`). `invented` marks the demo's. Periods never overlap. A period that was
    cut short says when, by whom and why; `last_day` is the day that holds.
    Source: 286号 附件2 一; requirements C11.
    """

    edition = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    invented = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.JSONField()
    cut_at = models.DateTimeField(null=True)
    cut_by = models.JSONField(null=True)
    cut_words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="pilot_period_has_days"
            ),
            ExclusionConstraint(
                name="one_pilot_period_a_day",
                expressions=[
                    (
                        Func(F("first_day"), F("last_day"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.first_day} {self.last_day}"


class FirmPilot(models.Model):
    """One firm's application to a period: its plan, its sealed self-commitment, its listing.

    `plan` holds the structured fields of the plan by code (`rules/firm_plan.py`). `answer_by`
    is until when the city answers. `facts` are the conditions as they were computed last.
    `website_read` says what was found on the firm's own page when its copy was kept;
    `published_at` is when standard and commitment were public here and there (C7).
    """

    number = models.CharField(max_length=20, unique=True)
    period = models.ForeignKey("ondemand.PilotPeriod", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    state = TermField(FirmPilotState, default=FirmPilotState.DRAFT)
    plan = models.JSONField(default=dict)
    website = models.CharField(max_length=300, blank=True)
    website_copy = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    website_read = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    commitment = models.JSONField(null=True)
    commitment_file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    listed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    facts = models.JSONField(default=list)
    checked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("state", FirmPilotState, name="firm_pilot_state_known"),
            models.UniqueConstraint(
                fields=["firm"], condition=Q(state__in=_LIVING_FIRM),
                name="one_living_pilot_each_firm",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class FirmPilotStep(models.Model):
    """One step of a firm's way; it only grows."""

    pilot = models.ForeignKey("ondemand.FirmPilot", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(PilotDeed)
    words = models.CharField(max_length=1000, blank=True)
    facts = models.JSONField(default=dict)
    edition = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("deed", PilotDeed, name="firm_pilot_deed_known")]
        indexes = [models.Index(fields=["pilot", "at"], name="firm_pilot_step_order")]
        triggers = append_only("firm_pilot_step")

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.deed}"


class FirmConditionChange(models.Model):
    """That a clause began or ceased to hold for a firm, with the facts; it only grows."""

    pilot = models.ForeignKey("ondemand.FirmPilot", on_delete=models.PROTECT, related_name="+")
    clause = TermField(EntryClause)
    holds = models.BooleanField()
    facts = models.JSONField(default=dict)
    on = models.DateField()
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [one_of("clause", EntryClause, name="firm_condition_clause_known")]
        indexes = [models.Index(fields=["pilot", "on"], name="firm_condition_order")]
        triggers = append_only("firm_condition_change")

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.clause} {self.holds} {self.on}"


class ElevatorPilot(models.Model):
    """One elevator's way into the pilot and out of it.

    `plan` is the year plan that the district checked. `check_by` is until when the district
    answers. From `provisional_since` it is back on fixed intervals until somebody decides.
    """

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm_pilot = models.ForeignKey("ondemand.FirmPilot", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    use_unit = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = TermField(ElevatorPilotState, default=ElevatorPilotState.PROPOSED)
    proposed_at = models.DateTimeField()
    consent_by = models.DateField(null=True)
    consented_at = models.DateTimeField(null=True)
    consent_document = models.ForeignKey(
        "ledger.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    check_by = models.DateField(null=True)
    listed_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    provisional_since = models.DateField(null=True)
    provisional_clause = TermField(ExitClause, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_clause = TermField(ExitClause, blank=True, default="")

    class Meta:
        constraints = [
            one_of("state", ElevatorPilotState, name="elevator_pilot_state_known"),
            models.UniqueConstraint(
                fields=["elevator"], condition=Q(state__in=_LIVING_ELEVATOR),
                name="one_living_pilot_each_elevator",
            ),
            models.CheckConstraint(
                condition=~Q(state="provisional") | Q(provisional_since__isnull=False),
                name="provisional_pilot_has_a_day",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["firm_pilot", "state"], name="elevator_pilot_by_firm"),
            models.Index(fields=["jurisdiction", "state"], name="elevator_pilot_by_district"),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.state}"


class ElevatorPilotStep(models.Model):
    """One step of an elevator's way; it only grows."""

    pilot = models.ForeignKey("ondemand.ElevatorPilot", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField()
    deed = TermField(PilotDeed)
    words = models.CharField(max_length=1000, blank=True)
    facts = models.JSONField(default=dict)
    edition = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [
            one_of("deed", PilotDeed, name="elevator_pilot_deed_known"),
            models.UniqueConstraint(fields=["pilot", "form_id"], name="one_pilot_step_each_form"),
        ]
        indexes = [models.Index(fields=["pilot", "at"], name="elevator_pilot_step_order")]
        triggers = append_only("elevator_pilot_step")

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.deed}"


class Condition(models.Model):
    """Whether a clause holds for an elevator on its way or in the pilot, since when, by what."""

    pilot = models.ForeignKey("ondemand.ElevatorPilot", on_delete=models.PROTECT, related_name="+")
    clause = TermField(EntryClause)
    holds = models.BooleanField()
    facts = models.JSONField(default=dict)
    since = models.DateField()
    checked_on = models.DateField()

    class Meta:
        constraints = [
            one_of("clause", EntryClause, name="condition_clause_known"),
            models.UniqueConstraint(fields=["pilot", "clause"], name="one_condition_each_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.clause} {self.holds}"


class ConditionChange(models.Model):
    """That a clause began or ceased to hold, with the facts of that day; it only grows."""

    pilot = models.ForeignKey("ondemand.ElevatorPilot", on_delete=models.PROTECT, related_name="+")
    clause = TermField(EntryClause)
    holds = models.BooleanField()
    facts = models.JSONField(default=dict)
    on = models.DateField()
    edition = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["pilot", "on"], name="condition_change_order")]
        triggers = append_only("condition_change")

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.clause} {self.holds} {self.on}"
