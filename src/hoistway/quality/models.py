"""What was found, what was corrected and taken back, and how good the register is."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.quality.vocabulary import FindingKind, FindingState, ScoreSubject


class Finding(models.Model):
    """One thing that a rule found wrong, with its inputs, proposal and what became of it.

    `fingerprint` is the same for the same kind, subject, field, value and proposal: a finding is
    made once and comes back only when what it speaks of has changed.
    """

    kind = TermField(FindingKind, max_length=40)
    state = TermField(FindingState, default=FindingState.OPEN)
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.CASCADE, null=True, related_name="+"
    )
    other = models.ForeignKey(
        "registry.Elevator", on_delete=models.CASCADE, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.CASCADE, null=True, related_name="+"
    )
    place = models.ForeignKey(
        "registry.Place", on_delete=models.CASCADE, null=True, related_name="+"
    )
    claim = models.ForeignKey(
        "registry.Claim", on_delete=models.CASCADE, null=True, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    field = models.CharField(max_length=32, blank=True)
    value = models.JSONField(null=True)
    proposal = models.JSONField(null=True)
    confidence = models.FloatField(default=0)
    certain = models.BooleanField(default=False)
    inputs = models.JSONField(default=dict)
    edition = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=40, unique=True)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.JSONField(null=True)
    settled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("state", FindingState, name="finding_state_known"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="finding_confidence_share"
            ),
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "kind", "-confidence", "id"], condition=Q(state="open"),
                name="finding_queue",
            ),
            models.Index(fields=["elevator", "state"], name="finding_by_elevator"),
            models.Index(fields=["organisation", "state"], name="finding_by_organisation"),
            models.Index(fields=["state", "-settled_at", "-id"], name="finding_settled"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.elevator_id or self.organisation_id or self.place_id}"


class Correction(models.Model):
    """A value of the register that was changed because of a finding; one click takes it back."""

    finding = models.ForeignKey("quality.Finding", on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(
        "registry.Claim", on_delete=models.PROTECT, null=True, related_name="+"
    )
    merge = models.ForeignKey(
        "registry.Merge", on_delete=models.PROTECT, null=True, related_name="+"
    )
    automatic = models.BooleanField()
    field = models.CharField(max_length=32)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.JSONField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.JSONField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="correction_newest"),
            models.Index(fields=["finding"], name="correction_of_finding"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_reason=""), name="undoing_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"


class Answer(models.Model):
    """What a firm, use unit or technician says to a finding; it only grows."""

    finding = models.ForeignKey("quality.Finding", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.JSONField()
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    agrees = models.BooleanField(null=True)
    value = models.JSONField(null=True)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        triggers = append_only("quality_answer")
        indexes = [models.Index(fields=["finding", "at"], name="answer_by_finding")]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.text[:40]}"


class ElevatorScore(models.Model):
    """How complete, agreed and fresh what is held of one elevator is, 0 to 100."""

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    points = models.FloatField()
    lacking = models.JSONField(default=dict)
    gain = models.FloatField(default=0)
    edition = models.CharField(max_length=40)
    scored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["points", "elevator"], name="score_worst_first")]

    def __str__(self) -> str:
        return f"{self.elevator_id}: {self.points:.0f}"


class DayScore(models.Model):
    """The mean score of the elevators of a city, district, organisation or source on one day."""

    day = models.DateField()
    subject = TermField(ScoreSubject)
    key = models.CharField(max_length=48)
    elevators = models.PositiveIntegerField()
    points = models.FloatField()
    open_findings = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    by_kind = models.JSONField(default=dict)

    class Meta:
        constraints = [
            one_of("subject", ScoreSubject, name="score_subject_known"),
            models.UniqueConstraint(fields=["subject", "key", "day"], name="one_score_each_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.subject} {self.key}: {self.points:.0f}"
