"""What the district draws to check for truth, and whom the platform urges."""

from django.db import models
from django.db.models import Q

from hoistway.filings.vocabulary import CheckResult, UrgeReason
from hoistway.foundation.fields import TermField, append_only, one_of


class Draw(models.Model):
    """A reproducible draw: the seed and the hashed list from which anybody can draw it again."""

    form_id = models.UUIDField(unique=True)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    seed = models.CharField(max_length=64)
    population = models.PositiveIntegerField()
    population_sha256 = models.CharField(max_length=64)
    population_keys = models.JSONField()
    size = models.PositiveIntegerField()
    edition = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        triggers = append_only("filing_draw")

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.at:%F} {self.size}/{self.population}"


class SpotCheck(models.Model):
    """One drawn filing: is it true? The duty telephone is called, the site may be seen."""

    draw = models.ForeignKey("filings.Draw", on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey("filings.ElevatorFiling", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    result = TermField(CheckResult, default=CheckResult.PENDING)
    phone = models.CharField(max_length=32, blank=True)
    answered_s = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("result", CheckResult, name="spot_check_result_known"),
            models.CheckConstraint(
                condition=Q(result="pending") | Q(done_at__isnull=False),
                name="spot_check_done_at_an_instant",
            ),
            models.UniqueConstraint(fields=["draw", "filing"], name="drawn_once"),
        ]
        indexes = [models.Index(fields=["filing"], name="spot_check_by_filing")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.filing_id} {self.result}"


class Urging(models.Model):
    """Somebody was urged about something on one of the days of the policy; once each."""

    key = models.CharField(max_length=120, unique=True)
    reason = TermField(UrgeReason)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    days = models.SmallIntegerField()
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("reason", UrgeReason, name="urge_reason_known")]
        indexes = [models.Index(fields=["organisation", "-at"], name="urging_by_organisation")]
        triggers = append_only("urging")

    def __str__(self) -> str:
        return self.key
