"""What the public reports: each with a number, a follow link, a deadline and its steps."""

import pgtrigger
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.riders.vocabulary import (
    Desk,
    PhotoState,
    ReportDeed,
    ReportKind,
    ReportState,
    ReportVerdict,
    Topic,
)


class PublicReport(models.Model):
    """One report; `joined` points to the first of the same matter, which carries the steps.

    `holder` is the organisation that has to act at `desk`, until `due_at`; `level` counts how
    often silence or a reopening moved it up. `promised_at` is the first deadline and
    `answered_at` the first answer: they stay. An answered matter closes by itself at `closes_at`.
    `also` counts the others who have the same trouble. `words` and the place are the reporter's
    and can be erased; steps never hold them.
    """

    token = models.CharField(max_length=32, unique=True)
    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    kind = TermField(ReportKind)
    topic = TermField(Topic)
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
    words = models.CharField(max_length=1000, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    state = TermField(ReportState, default=ReportState.OPEN)
    desk = TermField(Desk)
    holder = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    joined = models.ForeignKey(
        "riders.PublicReport", on_delete=models.PROTECT, null=True, related_name="+"
    )
    also = models.PositiveIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    fault = models.ForeignKey("faults.Fault", on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(
        "registry.Claim", on_delete=models.PROTECT, null=True, related_name="+"
    )
    verdict = TermField(ReportVerdict, blank=True, default="")
    is_mended = models.BooleanField(null=True)
    hidden_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    outside_number = models.CharField(max_length=60, blank=True)
    outside_status = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    origin_hash = models.CharField(max_length=32)
    device_hash = models.CharField(max_length=32, blank=True)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("kind", ReportKind, name="report_kind_known"),
            one_of("state", ReportState, name="report_state_known"),
            one_of("desk", Desk, name="report_desk_known"),
        ]
        indexes = [
            models.Index(fields=["elevator", "-made_at"], name="report_by_elevator"),
            models.Index(fields=["jurisdiction", "state", "due_at"], name="report_queue"),
            models.Index(fields=["holder", "state", "due_at"], name="report_by_holder"),
            models.Index(fields=["firm", "-made_at"], name="report_by_firm"),
            models.Index(fields=["use_unit", "-made_at"], name="report_by_use_unit"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="report_due"),
            models.Index(
                fields=["closes_at"], condition=Q(closes_at__isnull=False), name="report_closes"
            ),
            models.Index(fields=["jurisdiction", "-made_at"], name="report_by_area"),
            models.Index(fields=["-made_at", "-id"], name="report_by_time"),
            models.Index(fields=["joined"], name="report_joined"),
            models.Index(fields=["origin_hash", "-made_at"], name="report_by_origin"),
            models.Index(
                fields=["device_hash", "-made_at"], condition=~Q(device_hash=""),
                name="report_by_device",
            ),
            models.Index(fields=["fault"], name="report_by_fault"),
            models.Index(
                fields=["claim"], condition=Q(claim__isnull=False), name="report_by_claim"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


_EMPTIED = """
IF TG_OP = 'UPDATE' AND NEW.words = '' AND OLD.deed IN ('mended', 'not_mended', 'appeal')
   AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words'
THEN RETURN NEW; END IF;
"""


def _said_by_reporters_may_go(name: str) -> list[pgtrigger.Trigger]:
    """Return the triggers of `append_only`, but for emptying what a reporter said in a step.

    Source: 个人信息保护法 art. 47.
    """
    rows, table = append_only(name)
    rows.func = _EMPTIED + str(rows.func)
    return [rows, table]


class ReportStep(models.Model):
    """One step of a report; it only grows. `public` words are read by who follows it."""

    report = models.ForeignKey("riders.PublicReport", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(ReportDeed)
    at = models.DateTimeField()
    by = models.JSONField()
    desk = TermField(Desk)
    words = models.CharField(max_length=1000, blank=True)
    public = models.BooleanField(default=True)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [one_of("deed", ReportDeed, name="report_deed_known")]
        triggers = _said_by_reporters_may_go("report_step")
        indexes = [models.Index(fields=["report", "at"], name="report_step_in_order")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.deed}"


class ReportPhoto(models.Model):
    """A photo of a reporter; it is held until somebody has looked at it, and can be erased."""

    form_id = models.UUIDField(unique=True)
    report = models.ForeignKey("riders.PublicReport", on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = TermField(PhotoState, default=PhotoState.HELD)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report"], name="report_photo_by_report")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"


class MeToo(models.Model):
    """Somebody else who has the same trouble, counted once per device."""

    form_id = models.UUIDField(unique=True)
    report = models.ForeignKey("riders.PublicReport", on_delete=models.PROTECT, related_name="+")
    device_hash = models.CharField(max_length=32, blank=True)
    origin_hash = models.CharField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "device_hash"], condition=~Q(device_hash=""),
                name="me_too_once_per_device",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report_id} +1"


class ReporterPhone(models.Model):
    """Where a reporter wants to be told; apart, so that it can be erased."""

    report = models.OneToOneField("riders.PublicReport", on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=32)
    verified_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.report_id} {self.left_at:%F}"


class PhoneCheck(models.Model):
    """A code sent to a reporter's phone: only its hash, few tries, short life."""

    report = models.ForeignKey("riders.PublicReport", on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.report_id} {self.asked_at:%F}"
