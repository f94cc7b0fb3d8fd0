"""What inspection bodies found on site that is not as filed, until it is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoistway.filings.vocabulary import MismatchDeed, MismatchField, MismatchState
from hoistway.foundation.fields import TermField, append_only, one_of


class Mismatch(models.Model):
    """One difference between an elevator's site and its filing.

    `filed` and `found` are what stood in the platform and on site; `due_at` is when the clock
    escalates, `level` how often it has.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    use_unit = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reporter = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    field = TermField(MismatchField)
    filed = models.CharField(max_length=200, blank=True)
    found = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)
    photo = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = TermField(MismatchState, default=MismatchState.OPEN)
    level = models.PositiveSmallIntegerField(default=0)
    found_on = models.DateField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("field", MismatchField, name="mismatch_field_known"),
            one_of("state", MismatchState, name="mismatch_state_known"),
            models.UniqueConstraint(
                fields=["elevator", "field"], condition=Q(state__in=["open", "answered"]),
                name="one_open_mismatch_each_field",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["jurisdiction", "state", "opened_at"], name="mismatch_queue"),
            models.Index(fields=["elevator", "-opened_at"], name="mismatch_by_elevator"),
            models.Index(fields=["firm", "state"], name="mismatch_by_firm"),
            models.Index(fields=["use_unit", "state"], name="mismatch_by_use_unit"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=["open", "answered"]),
                name="mismatch_due",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class MismatchStep(models.Model):
    """One step on the way of a mismatch; steps only grow."""

    mismatch = models.ForeignKey("filings.Mismatch", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(MismatchDeed)
    at = models.DateTimeField()
    by = models.JSONField()
    words = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [one_of("deed", MismatchDeed, name="mismatch_deed_known")]
        triggers = append_only("mismatch_step")
        indexes = [models.Index(fields=["mismatch", "at"], name="mismatch_step_in_order")]

    def __str__(self) -> str:
        return f"{self.mismatch_id} {self.deed}"


class SiteCheck(models.Model):
    """One comparison of an elevator's site with what is filed, also where everything agreed.

    `agreed` and `differed` are codes of `MismatchField`; what stands in neither was not looked at.
    """

    form_id = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    agreed = ArrayField(models.CharField(max_length=32), default=list)
    differed = ArrayField(models.CharField(max_length=32), default=list)
    found_on = models.DateField()
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        triggers = append_only("site_check")
        indexes = [
            models.Index(fields=["elevator", "-at"], name="site_check_by_elevator"),
            models.Index(fields=["reporter", "-at"], name="site_check_by_reporter"),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.found_on}"
