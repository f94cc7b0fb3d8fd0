"""What looks irregular among visits, how firms work, and what regulators asked about records."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.supervision.vocabulary import (
    InquiryDeed,
    InquiryKind,
    InquiryOutcome,
    InquiryState,
)


class Look(models.Model):
    """One visit at which a person should look; it goes when nothing is irregular any more.

    `codes` are codes of `Irregularity`, `facts` says by code what was found, `weight` (0 to 1)
    orders the desk. `day` is that of the work, or the last day of work not done.
    """

    visit = models.OneToOneField(
        "maintenance.Visit", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    counted = models.BooleanField(default=False)
    codes = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    weight = models.FloatField()
    edition = models.CharField(max_length=40)
    looked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "day"], name="look_by_district"),
            models.Index(fields=["firm", "day"], name="look_by_firm"),
            models.Index(fields=["day"], name="look_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.weight:.2f}"


class LookRun(models.Model):
    """One pass over the visits that changed since the last one, and over new judgements."""

    until = models.DateTimeField(unique=True)
    judgement = models.BigIntegerField(default=0)
    visits = models.PositiveIntegerField()
    irregular = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.until:%F %T} {self.irregular} / {self.visits}"


class FirmHabit(models.Model):
    """How a firm's visits of a month went: lengths, and how many found nothing at all.

    `minutes` counts visits by their length in steps of five minutes, the last step is open.
    """

    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    visits = models.PositiveIntegerField()
    all_normal = models.PositiveIntegerField()
    minutes = models.JSONField(default=list)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["firm", "month"], name="one_habit_each_month"),
            models.CheckConstraint(
                condition=Q(all_normal__lte=models.F("visits")), name="habit_within_its_visits"
            ),
        ]
        indexes = [models.Index(fields=["month"], name="habit_by_month")]

    def __str__(self) -> str:
        return f"{self.firm_id} {self.month:%Y-%m}"


class Inquiry(models.Model):
    """What a regulator asks a firm about one visit; never an order.

    `answer_by` and `settle_by` are days in Shanghai; `check_made` where it was turned into one.
    """

    number = models.CharField(max_length=20, unique=True)
    form_id = models.UUIDField(unique=True)
    kind = TermField(InquiryKind)
    state = TermField(InquiryState, default=InquiryState.OPEN)
    outcome = TermField(InquiryOutcome, blank=True, default="")
    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    codes = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    settle_by = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    check_made = models.ForeignKey(
        "supervision.Check", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            one_of("kind", InquiryKind, name="inquiry_kind_known"),
            one_of("state", InquiryState, name="inquiry_state_known"),
            models.CheckConstraint(
                condition=~Q(state="settled") | ~Q(outcome=""), name="a_settled_inquiry_says_how"
            ),
            models.UniqueConstraint(
                fields=["visit", "kind"], condition=Q(state__in=["open", "answered"]),
                name="one_open_inquiry_of_a_kind",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["jurisdiction", "state"], name="inquiry_by_district"),
            models.Index(fields=["firm", "state"], name="inquiry_by_firm"),
        ]

    def __str__(self) -> str:
        return self.number


class InquiryStep(models.Model):
    """One step of an inquiry; it only grows. `note` is the correction that was appended."""

    inquiry = models.ForeignKey("supervision.Inquiry", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(InquiryDeed)
    words = models.CharField(max_length=2000, blank=True)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.ForeignKey(
        "maintenance.VisitNote", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("deed", InquiryDeed, name="inquiry_deed_known")]
        indexes = [models.Index(fields=["inquiry", "at"], name="inquiry_step_order")]
        triggers = append_only("inquiry_step")

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.deed}"
