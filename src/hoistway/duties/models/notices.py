"""What a firm tells a use unit in writing, hazards among it, and each step since."""

from django.db import models
from django.db.models import Q

from hoistway.duties.vocabulary import HazardGrade, NoticeDeed, NoticeKind, NoticeState
from hoistway.foundation.fields import TermField, append_only, one_of


class Notice(models.Model):
    """One written notice about an elevator.

    `grade` is that of a hazard, empty otherwise. `received_at` is the use unit's receipt,
    `acknowledged_at` the district's of a serious hazard; `due_at` is when the clock escalates
    what is missing, `level` how often it has.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    kind = TermField(NoticeKind)
    grade = TermField(HazardGrade, blank=True, default="")
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    use_unit = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    words = models.CharField(max_length=2000)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = TermField(NoticeState, default=NoticeState.OPEN)
    level = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("kind", NoticeKind, name="notice_kind_known"),
            one_of("state", NoticeState, name="notice_state_known"),
            models.CheckConstraint(
                condition=Q(kind="hazard") & Q(grade__in=["ordinary", "serious"])
                | ~Q(kind="hazard") & Q(grade=""),
                name="a_hazard_has_a_grade",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "state", "issued_at"], name="notice_queue"),
            models.Index(fields=["elevator", "-issued_at"], name="notice_by_elevator"),
            models.Index(fields=["firm", "state"], name="notice_by_firm"),
            models.Index(fields=["use_unit", "state"], name="notice_by_use_unit"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="notice_due"),
        ]

    def __str__(self) -> str:
        return self.number


class Hazard(Notice):
    """A written notice that is a hazard."""

    class Meta:
        proxy = True


class NoticeStep(models.Model):
    """One step on the way of a notice; steps only grow, `document` is its place in the ledger."""

    notice = models.ForeignKey("duties.Notice", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(NoticeDeed)
    at = models.DateTimeField()
    by = models.JSONField()
    words = models.CharField(max_length=2000, blank=True)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    facts = models.JSONField(default=dict)
    document = models.ForeignKey(
        "ledger.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [one_of("deed", NoticeDeed, name="notice_deed_known")]
        triggers = append_only("notice_step")
        indexes = [models.Index(fields=["notice", "at"], name="notice_step_in_order")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.deed}"
