"""Filings that came by a table, and what was wrong in its rows."""

from django.db import models

from hoistway.foundation.fields import TermField, one_of
from hoistway.registry.vocabulary import RunState


class TableRun(models.Model):
    """One table of filings: tried first, then applied in a run of its own by the same file.

    `tried` is the trial whose file is applied; `contracts` names the kept files of contracts by
    contract number; `told` counts rows that were filed although the machine finds something.
    """

    at = models.DateTimeField()
    by = models.JSONField()
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    state = TermField(RunState)
    apply = models.BooleanField(default=False)
    file = models.ForeignKey("foundation.Attachment", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    contracts = models.JSONField(default=dict)
    tried = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RunState, name="table_run_state_known")]
        indexes = [models.Index(fields=["firm", "-at"], name="table_run_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%F}"


class TableRow(models.Model):
    """What was told about one row of a table."""

    run = models.ForeignKey("filings.TableRun", on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    refused = models.BooleanField()
    cells = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_telling_each_row")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line}"
