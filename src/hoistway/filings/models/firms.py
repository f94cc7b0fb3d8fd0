"""What firms file of themselves, and what of it holds."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from hoistway.filings.vocabulary import FilingState, LicenceItem, LicenceLevel
from hoistway.foundation.fields import TermField, one_of
from hoistway.foundation.history import keeps_history


@keeps_history()
class FirmFiling(models.Model):
    """One filing of a firm about itself; `content` is shaped by `rules/firm_content.py`.

    `faults` is what the machine found, with clauses; `edition` the policy it was judged by.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    state = TermField(FilingState, default=FilingState.FILED)
    content = models.JSONField()
    faults = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    filed_at = models.DateTimeField()
    filed_by = models.JSONField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.JSONField(null=True)
    checked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("state", FilingState, name="firm_filing_state_known"),
            models.UniqueConstraint(
                fields=["firm"], condition=Q(state="filed"), name="one_open_firm_filing_each"
            ),
            models.UniqueConstraint(
                fields=["firm"], condition=Q(state="checked"), name="one_firm_filing_in_force"
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "state", "filed_at"], name="firm_filing_queue"),
            models.Index(fields=["firm", "-filed_at"], name="firm_filing_by_firm"),
        ]

    def __str__(self) -> str:
        return self.number


@keeps_history()
class Licence(models.Model):
    """What a firm is licensed to do, from a checked filing; days are half-open [from, until)."""

    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey("filings.FirmFiling", on_delete=models.PROTECT, related_name="+")
    item = TermField(LicenceItem)
    level = TermField(LicenceLevel, default=LicenceLevel.NONE)
    number = models.CharField(max_length=40)
    period = DateRangeField()

    class Meta:
        constraints = [
            one_of("item", LicenceItem, name="licence_item_known"),
            one_of("level", LicenceLevel, name="licence_level_known"),
            models.UniqueConstraint(
                fields=["firm", "item", "number", "period"], name="one_licence_each_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.item} {self.level}"


class ServicePoint(models.Model):
    """A station or branch of a firm, from its checked filing; WGS-84 degrees."""

    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey("filings.FirmFiling", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    branch = models.BooleanField(default=False)
    credit_code = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=32, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index(fields=["firm"], name="service_point_by_firm")]

    def __str__(self) -> str:
        return self.name
