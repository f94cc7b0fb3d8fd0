"""Frozen frames, draws with published seeds, and the checks of what was drawn."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.sampling.vocabulary import CheckResult, DrawPurpose, DrawState


class SampleDraw(models.Model):
    """One draw: its frame frozen first, its seed published after, the rest follows.

    `frame` is the frozen text (`rules/frame.py`); its SHA-256 is published with it. Whoever
    repeats the draw by `seed` gets the same elevators and the same inspectors. Where the frame
    holds organisations, `drawn` keeps what was drawn; what they are sent for is another room's.
    """

    number = models.CharField(max_length=20, unique=True)
    form_id = models.UUIDField(unique=True)
    purpose = TermField(DrawPurpose)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    state = TermField(DrawState, default=DrawState.FROZEN)
    population = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    frame = models.TextField()
    frame_sha256 = models.CharField(max_length=64)
    seed = models.CharField(max_length=80, blank=True)
    seed_source = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=40)
    frozen_at = models.DateTimeField()
    frozen_by = models.JSONField()
    drawn = models.JSONField(null=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("purpose", DrawPurpose, name="draw_purpose_known"),
            one_of("state", DrawState, name="draw_state_known"),
            models.CheckConstraint(
                condition=Q(state="frozen") | ~Q(seed=""), name="a_draw_has_a_seed"
            ),
            models.UniqueConstraint(
                fields=["purpose", "jurisdiction"], condition=Q(state="frozen"),
                name="one_frozen_frame_each",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["jurisdiction", "year"], name="draw_by_district")]

    def __str__(self) -> str:
        return self.number


class SampleCheck(models.Model):
    """One drawn elevator, who goes there, what was found, and what became of it.

    `unit` is the register number that was drawn; `elevator` what it is today.
    `answers` are codes of `Answer` by question; `checklist` is their edition. `inspectors` are
    the keys of those whom the draw sent, `present` the names of those who went.
    """

    draw = models.ForeignKey("sampling.SampleDraw", on_delete=models.PROTECT, related_name="+")
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    stratum = models.CharField(max_length=80, blank=True)
    inspectors = models.JSONField(default=list)
    present = models.JSONField(default=list)
    checklist = models.CharField(max_length=40, blank=True)
    answers = models.JSONField(default=dict)
    score = models.FloatField(null=True)
    result = TermField(CheckResult, blank=True, default="")
    words = models.CharField(max_length=1000, blank=True)
    form_id = models.UUIDField(null=True, unique=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.JSONField(null=True)
    mend_by = models.DateField(null=True)
    mended_at = models.DateTimeField(null=True)
    mended_words = models.CharField(max_length=1000, blank=True)
    mended_file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "unit"], name="one_check_each_unit"),
            models.CheckConstraint(
                condition=Q(result="") | Q(checked_at__isnull=False),
                name="sample_checked_at_an_instant",
            ),
        ]
        indexes = [models.Index(fields=["elevator", "draw"], name="sample_check_by_elevator")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.elevator_id}"
