"""Rounds that use units keep, and who holds which post."""

from django.db import models

from hoistway.foundation.fields import TermField, one_of
from hoistway.safety.vocabulary import SafetyPost, SafetyRound


class Appointment(models.Model):
    """That somebody holds a post at a use unit, from one day to another."""

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    form_id = models.UUIDField(unique=True)
    post = TermField(SafetyPost)
    name = models.CharField(max_length=60)
    telephone = models.CharField(max_length=20, blank=True)
    certificate = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("post", SafetyPost, name="safety_post_known")]
        indexes = [models.Index(fields=["organisation", "post"], name="safety_post_by_unit")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.post}"


class KeptRound(models.Model):
    """What a use unit looked after in one period; `first_day` is the day, Monday or the 1st.

    `facts` is what the platform laid out beforehand, `answers` what the unit said.
    """

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    form_id = models.UUIDField(unique=True)
    kind = TermField(SafetyRound)
    first_day = models.DateField()
    facts = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    words = models.CharField(max_length=2000, blank=True)
    edition = models.CharField(max_length=40)
    signed_text = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [
            one_of("kind", SafetyRound, name="safety_round_known"),
            models.UniqueConstraint(
                fields=["organisation", "kind", "first_day"], name="one_round_each_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.first_day}"
