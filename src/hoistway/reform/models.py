"""Figures of each day, efforts, and statements as they were printed."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.reform.vocabulary import EffortKind, Figure, StatementSpan


class DistrictFigure(models.Model):
    """One figure of one jurisdiction on one day: `part` of `whole`.

    The present day is counted again and again, `counted_at` says when last; a past day stands.
    """

    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    figure = TermField(Figure)
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part__lte=models.F("whole")), name="figure_part_of_its_whole"
            ),
            one_of("figure", Figure, name="reform_figure_known"),
            models.UniqueConstraint(
                fields=["jurisdiction", "figure", "day"], name="one_figure_each_day"
            ),
        ]
        indexes = [models.Index(fields=["day", "figure"], name="figure_by_day")]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.figure} {self.day}"


class Effort(models.Model):
    """A training, a campaign, a meeting or a lesson of a district."""

    form_id = models.UUIDField(unique=True)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    kind = TermField(EffortKind)
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=4000, blank=True)
    on = models.DateField()
    audience = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField(default=0)
    firms = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("kind", EffortKind, name="effort_kind_known")]
        indexes = [models.Index(fields=["jurisdiction", "on"], name="effort_by_district")]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """A month or a year as it was stated; stated again, it is a new version.

    `counts` are whole numbers from which every figure is reckoned again; `typical` and `asked` are
    the words of whoever published it: typical cases, and what is asked of whom.
    """

    span = TermField(StatementSpan)
    first_day = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    edition = models.CharField(max_length=40)
    counts = models.JSONField(default=dict)
    counts_sha256 = models.CharField(max_length=64)
    typical = models.CharField(max_length=4000, blank=True)
    asked = models.CharField(max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [
            one_of("span", StatementSpan, name="statement_span_known"),
            models.UniqueConstraint(
                fields=["span", "first_day", "version"], name="one_statement_each_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.span} {self.first_day} {self.version}"
