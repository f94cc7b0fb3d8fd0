"""What examinations of firms' systems found."""

from django.db import models
from django.db.models import Q

from hoistway.conformance.vocabulary import Origin, Topic
from hoistway.foundation.fields import TermField, one_of
from hoistway.registry.vocabulary import RunState


class Examination(models.Model):
    """One examination of a firm's system: on what day, by which edition, with what verdict.

    `passed` means something only once it is done; `rows_done` of `rows` tells how far it is.
    """

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    topic = TermField(Topic)
    at = models.DateTimeField()
    edition = models.CharField(max_length=40)
    passed = models.BooleanField()
    report = models.JSONField(default=dict)
    form_id = models.UUIDField(null=True, unique=True)
    by = models.JSONField(default=dict)
    origin = TermField(Origin, default=Origin.FEED)
    state = TermField(RunState, default=RunState.DONE)
    file = models.ForeignKey(
        "foundation.Attachment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    mapping = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("topic", Topic, name="examination_topic_known"),
            one_of("origin", Origin, name="examination_origin_known"),
            one_of("state", RunState, name="examination_state_known"),
            models.CheckConstraint(
                condition=~Q(passed=True) | Q(state=RunState.DONE), name="examination_passed_done"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "topic", "-at"], name="examination_by_firm")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.topic} {self.at:%F}"


class ExaminedRow(models.Model):
    """One row in which something is wrong, as it came, with how to mend it."""

    examination = models.ForeignKey(
        "conformance.Examination", on_delete=models.CASCADE, related_name="+"
    )
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    thing = models.CharField(max_length=64, blank=True)
    words = models.JSONField()
    raw = models.CharField(max_length=400, blank=True)
    refused = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["examination", "row", "id"], name="examined_row_in_order")]

    def __str__(self) -> str:
        return f"{self.examination_id}:{self.row} {self.code}"
