"""Rounds, scores with every point, objections and every step."""

from django.db import models

from hoistway.credit.vocabulary import (
    CreditDeed,
    Grade,
    ObjectionKind,
    ObjectionState,
    RoundState,
    SubjectKind,
)  # fmt: skip
from hoistway.foundation.fields import TermField, append_only, one_of


class CreditRound(models.Model):
    """One round: its period, its edition, its frozen facts and where it stands.

    `first_day` and `last_day` are the period (days in Shanghai); `facts_sha256` is the hash over
    the frozen facts of all subjects; `city_facts` what the whole city came to, against which small
    fleets are shrunk; `progress` counts subjects done while it is computed. `expired_at` is when
    its time to be shown was over.
    """

    number = models.CharField(max_length=20, unique=True)
    form_id = models.UUIDField(unique=True)
    edition = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField()
    state = TermField(RoundState, default=RoundState.ASKED)
    city_facts = models.JSONField(default=dict)
    facts_sha256 = models.CharField(max_length=64, blank=True)
    progress = models.PositiveIntegerField(default=0)
    subjects = models.PositiveIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True)
    preview_until = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RoundState, name="credit_round_state_known")]

    def __str__(self) -> str:
        return self.number


class CreditFacts(models.Model):
    """What was counted of one subject when a round was frozen; it only grows."""

    round = models.ForeignKey("credit.CreditRound", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    subject = TermField(SubjectKind)
    fleet = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_facts_each_subject")
        ]
        triggers = append_only("credit_facts")

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id}"


class CreditScore(models.Model):
    """What one subject scored in one round; a decision writes a new version of it.

    `facts` is the input, frozen less what was `struck`; `points` one entry for each indicator:
    value, numerator, denominator, points, most, why; `extra` bonus, shrinkage and notes. The
    latest version counts. `hidden_at`: the public sees it no more, `hidden_why` says which deed.
    """

    round = models.ForeignKey("credit.CreditRound", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    subject = TermField(SubjectKind)
    version = models.PositiveSmallIntegerField(default=1)
    fleet = models.PositiveIntegerField()
    total = models.FloatField(null=True)
    grade = TermField(Grade)
    facts = models.JSONField(default=dict)
    points = models.JSONField(default=list)
    vetoes = models.JSONField(default=list)
    extra = models.JSONField(default=dict)
    struck = models.JSONField(default=list)
    is_latest = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.JSONField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_why = TermField(CreditDeed, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("grade", Grade, name="credit_grade_known"),
            one_of("subject", SubjectKind, name="credit_subject_known"),
            models.UniqueConstraint(
                fields=["round", "organisation", "version"], name="one_score_each_version"
            ),
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=models.Q(is_latest=True),
                name="one_latest_score_each",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "round"], name="credit_score_by_firm")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id} {self.grade}"


class Objection(models.Model):
    """What a firm asks about its score, with evidence, and what was decided.

    In the preview it objects to points; after publication it asks for repair, or that a record be
    removed whose decision was revoked. `records` and `struck` are `{indicator, key}`.
    """

    kind = TermField(ObjectionKind, default=ObjectionKind.OBJECTION)
    number = models.CharField(max_length=20, unique=True)
    form_id = models.UUIDField(unique=True)
    score = models.ForeignKey("credit.CreditScore", on_delete=models.PROTECT, related_name="+")
    indicators = models.JSONField(default=list)
    records = models.JSONField(default=list)
    words = models.CharField(max_length=2000)
    files = models.JSONField(default=list)
    state = TermField(ObjectionState, default=ObjectionState.OPEN)
    decide_by = models.DateField()
    answer = models.CharField(max_length=2000, blank=True)
    struck = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.JSONField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("state", ObjectionState, name="objection_state_known"),
            one_of("kind", ObjectionKind, name="objection_kind_known"),
        ]
        indexes = [models.Index(fields=["state", "decide_by"], name="objection_to_decide")]

    def __str__(self) -> str:
        return self.number


class CreditStep(models.Model):
    """One step of a round; it only grows."""

    round = models.ForeignKey("credit.CreditRound", on_delete=models.PROTECT, related_name="+")
    score = models.ForeignKey(
        "credit.CreditScore", on_delete=models.PROTECT, null=True, related_name="+"
    )
    form_id = models.UUIDField(unique=True)
    deed = TermField(CreditDeed)
    words = models.CharField(max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("deed", CreditDeed, name="credit_deed_known")]
        indexes = [models.Index(fields=["round", "at"], name="credit_step_order")]
        triggers = append_only("credit_step")

    def __str__(self) -> str:
        return f"{self.round_id} {self.deed}"
