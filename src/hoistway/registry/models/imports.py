"""The files from which rows came, and what was found in them."""

from django.db import models

from hoistway.foundation.fields import TermField, one_of
from hoistway.registry.vocabulary import ObservedFrom, RunState


class ImportRun(models.Model):
    """One file taken into the register: what it was, what was asked, how far it is.

    `lines_done` counts the records that were read and written; `told` are rows taken in of which a
    cell was left out or marked.
    """

    at = models.DateTimeField()
    by = models.JSONField()
    state = TermField(RunState, default=RunState.DONE)
    apply = models.BooleanField(default=True)
    source = models.CharField(max_length=48)
    observed_at = models.DateTimeField(null=True)
    observed_from = TermField(ObservedFrom, default=ObservedFrom.ASKED)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    mapping_sha256 = models.CharField(max_length=64)
    mapping_name = models.CharField(max_length=120, blank=True)
    stored_file = models.CharField(max_length=200, blank=True)
    lines_done = models.PositiveIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(default=0)
    bytes_done = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    older = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)
    said = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RunState, name="import_run_state_known")]
        indexes = [models.Index(fields=["-at"], name="import_run_newest")]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name} {self.at:%F}"


class RowFinding(models.Model):
    """A row of a file with all that was found wrong in it; `refused` when none of it was used."""

    run = models.ForeignKey("registry.ImportRun", on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    refused = models.BooleanField()
    cells = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_finding_each_row")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line}"
