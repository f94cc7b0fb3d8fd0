"""What was said, by whom and when; decisions over it stand in the subject's own row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.registry.vocabulary import SourceKind, Subject


class Claim(models.Model):
    """One observation: what one record of one source said of one subject at one time.

    `current` marks the newest saying of a record. An unchanged saying only moves `last_seen_at`.
    An elevator's claim without an elevator waits until somebody or the nightly match places it.
    """

    subject = TermField(Subject, default=Subject.ELEVATOR)
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    place = models.ForeignKey(
        "registry.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=48)
    kind = TermField(SourceKind)
    record_key = models.CharField(max_length=80)
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    fields = models.JSONField()
    instead_of = models.JSONField(null=True)
    origin = models.JSONField(default=dict)
    by = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    current = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.JSONField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("subject", Subject, name="claim_subject_known"),
            one_of("kind", SourceKind, name="claim_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="person") | ~Q(reason=""), name="person_gives_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(subject="elevator", organisation=None, place=None)
                | Q(subject="organisation", elevator=None, place=None, organisation__isnull=False)
                | Q(subject="place", elevator=None, organisation=None, place__isnull=False),
                name="claim_of_one_subject",
            ),
            models.UniqueConstraint(
                fields=["source", "subject", "record_key"],
                condition=Q(current=True, withdrawn_at=None),
                name="one_current_claim_each_record",
            ),
        ]
        indexes = [
            models.Index(
                fields=["elevator", "observed_at"], condition=Q(elevator__isnull=False),
                name="claim_by_elevator",
            ),
            models.Index(
                fields=["organisation", "observed_at"], condition=Q(organisation__isnull=False),
                name="claim_by_organisation",
            ),
            models.Index(
                fields=["place", "observed_at"], condition=Q(place__isnull=False),
                name="claim_by_place",
            ),
            models.Index(
                fields=["record_key"], condition=Q(subject="organisation", current=True),
                name="claim_of_organisation_named",
            ),
            models.Index(
                fields=["id"], condition=Q(subject="elevator", elevator=None, withdrawn_at=None),
                name="claim_not_placed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source} {self.record_key} {self.observed_at:%F}"


class Hold(models.Model):
    """A correction that a person has undone: the same change is not made again by itself."""

    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.CASCADE, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.CASCADE, null=True, related_name="+"
    )
    place = models.ForeignKey(
        "registry.Place", on_delete=models.CASCADE, null=True, related_name="+"
    )
    field = models.CharField(max_length=32)
    value = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.JSONField()
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.field} {self.value}"


class Merge(models.Model):
    """Two rows of the register that were one elevator; a split takes it back."""

    kept = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    claims = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField()
    by = models.JSONField()
    reason = models.CharField(max_length=300)
    inputs = models.JSONField(default=dict)
    edition = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.JSONField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
