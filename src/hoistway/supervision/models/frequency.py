"""How often each firm is looked at on site, why, and the grades that were handed over."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.supervision.vocabulary import FrequencyBand


class FirmGrade(models.Model):
    """The grade that a published round of credit gave a firm; it only grows, the latest counts.

    `grade` is empty where the round did not rate the firm, or its grade was taken away.
    """

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    grade = models.CharField(max_length=16, blank=True)
    round_number = models.CharField(max_length=40)
    since = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-taken_at"], name="grade_by_firm")]
        triggers = append_only("firm_grade")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.grade}"


class FirmFrequency(models.Model):
    """How often a firm is looked at in one area, as the last night worked it out.

    `facts` are the counts it follows from, `reasons` pairs of a code of `FrequencyGround` and the
    figure that says it. `chosen` is what a person set instead, until the day `chosen_until`.
    """

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    band = TermField(FrequencyBand)
    priority = models.FloatField()
    elevators = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    since = models.DateField()
    worked_out_on = models.DateField()
    chosen = TermField(FrequencyBand, blank=True, default="")
    chosen_words = models.CharField(max_length=500, blank=True)
    chosen_until = models.DateField(null=True)
    chosen_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("band", FrequencyBand, name="frequency_band_known"),
            models.UniqueConstraint(
                fields=["organisation", "jurisdiction"], name="one_frequency_each_area"
            ),
            models.CheckConstraint(
                condition=Q(chosen="")
                | (~Q(chosen_words="") & Q(chosen_until__isnull=False, chosen_by__isnull=False)),
                name="a_chosen_frequency_says_why",
            ),
        ]
        indexes = [models.Index(fields=["jurisdiction", "-priority"], name="frequency_by_area")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.jurisdiction_id} {self.band}"


class FrequencyStep(models.Model):
    """That a firm's frequency changed, by the night's work or by a person; it only grows."""

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    form_id = models.UUIDField(null=True, unique=True)
    band = TermField(FrequencyBand)
    facts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    words = models.CharField(max_length=500, blank=True)
    edition = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("band", FrequencyBand, name="frequency_step_band_known")]
        indexes = [
            models.Index(fields=["organisation", "jurisdiction", "at"], name="frequency_step_order")
        ]
        triggers = append_only("frequency_step")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.band}"
