"""Reports of inspections and tests, their defects, what is due, and stops of use."""

from django.db import models
from django.db.models import F, Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.inspection.vocabulary import (
    DefectState,
    InspectionKind,
    RecordSource,
    RequestState,
    StopReason,
    TableState,
    Verdict,
)


class Inspection(models.Model):
    """One report; it only grows: a correction is a new row that replaces another.

    `form_id` makes the same form, file row or call one report.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    kind = TermField(InspectionKind)
    verdict = TermField(Verdict)
    held_on = models.DateField()
    report_number = models.CharField(max_length=60)
    body = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=1000, blank=True)
    stated_next_on = models.DateField(null=True)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaces = models.OneToOneField(
        "inspection.Inspection", on_delete=models.PROTECT, null=True, related_name="+"
    )
    replace_reason = models.CharField(max_length=300, blank=True)
    source = TermField(RecordSource)
    recorded_at = models.DateTimeField()
    recorded_by = models.JSONField()

    class Meta:
        constraints = [
            one_of("kind", InspectionKind, name="inspection_kind_known"),
            one_of("verdict", Verdict, name="inspection_verdict_known"),
            models.UniqueConstraint(
                fields=["body", "report_number"], condition=Q(replaces=None),
                name="one_report_number_each_body",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["elevator", "-held_on"], name="inspection_by_elevator"),
            models.Index(fields=["body", "-held_on"], name="inspection_by_body"),
        ]
        triggers = append_only("inspection")

    def __str__(self) -> str:
        return self.number


class Defect(models.Model):
    """One thing that an inspection found wrong, followed until it is seen mended."""

    inspection = models.ForeignKey(
        "inspection.Inspection", on_delete=models.PROTECT, related_name="+"
    )
    ordinal = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=500)
    mend_by = models.DateField(null=True)
    state = TermField(DefectState, default=DefectState.OPEN)
    mended_at = models.DateTimeField(null=True)
    mended_by = models.JSONField(null=True)
    mended_words = models.CharField(max_length=500, blank=True)
    mended_file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("state", DefectState, name="defect_state_known"),
            models.UniqueConstraint(fields=["inspection", "ordinal"], name="defect_once"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}.{self.ordinal}"


class NextInspection(models.Model):
    """What is due next on an elevator, as computed; `reasons` say from what and by which rule."""

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    kind = TermField(InspectionKind)
    due_on = models.DateField(null=True)
    early_from = models.DateField(null=True)
    ask_by = models.DateField(null=True)
    base_on = models.DateField(null=True)
    warned = models.PositiveSmallIntegerField(default=0)
    edition = models.CharField(max_length=40)
    reasons = models.JSONField(default=dict)
    worked_out_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_on", "elevator"], name="next_inspection_due")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.kind} {self.due_on}"


class InspectionRequest(models.Model):
    """A use unit's request for an inspection: a month before the last one runs out."""

    form_id = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    use_unit = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = TermField(InspectionKind)
    wished_on = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    state = TermField(RequestState, default=RequestState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.JSONField()
    agreed_on = models.DateField(null=True)
    inspection = models.ForeignKey(
        "inspection.Inspection", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            one_of("state", RequestState, name="inspection_request_state_known"),
            models.UniqueConstraint(
                fields=["elevator", "kind"], condition=Q(state__in=["asked", "agreed"]),
                name="one_open_inspection_request",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["body", "state"], name="inspection_request_by_body")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.kind} {self.state}"


class StopUse(models.Model):
    """An elevator must not be used, from `ordered_at` until `lifted_at`; `clause` says why."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    reason = TermField(StopReason)
    clause = models.CharField(max_length=200)
    inspection = models.ForeignKey(
        "inspection.Inspection", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ordered_at = models.DateTimeField()
    ordered_by = models.JSONField()
    received_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.JSONField(null=True)
    lifted_reason = models.CharField(max_length=300, blank=True)
    lifted_inspection = models.ForeignKey(
        "inspection.Inspection", on_delete=models.PROTECT, null=True, related_name="+"
    )
    edition = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elevator", "reason"], condition=Q(lifted_at=None),
                name="one_open_stop_of_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("ordered_at")),
                name="a_stop_is_lifted_after_it_was_ordered",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["elevator"], condition=Q(lifted_at=None), name="stop_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.reason}"


class InspectionTable(models.Model):
    """A table of reports that an inspection body handed in, and how far it is worked off."""

    form_id = models.UUIDField(unique=True)
    body = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("foundation.Attachment", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    state = TermField(TableState, default=TableState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.JSONField()
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    said = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", TableState, name="inspection_table_state_known")]
        indexes = [models.Index(fields=["body", "-asked_at"], name="inspection_table_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.asked_at:%F}"


class InspectionTableRow(models.Model):
    """A row that was refused, with all that is wrong in it."""

    table = models.ForeignKey(
        "inspection.InspectionTable", on_delete=models.CASCADE, related_name="+"
    )
    line = models.PositiveIntegerField()
    cells = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "line"], name="one_telling_each_table_row")
        ]

    def __str__(self) -> str:
        return f"{self.table_id}:{self.line}"
