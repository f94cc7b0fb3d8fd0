"""Checks on site and what they found."""

from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.lookups import GreaterThanOrEqual

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.supervision.vocabulary import CheckKind, CheckLead, CheckState, FindingWeight

CREW = 2
"""Source: 特种设备安全监督检查办法 art. 19: at least two officers."""

_OFFICERS = Func(F("officers"), function="jsonb_array_length", output_field=IntegerField())


class Check(models.Model):
    """One check of one organisation by two officers or more.

    `draw` is the lot that sent them, None without one. `officers` are `{person, name, card}`;
    `unit_facts` what the form says of the unit on that day; `measures` codes of `Measure`.
    `signatures` are `{side, way, person, name, post, at, file}` over the record whose hash is
    `record_sha256`; `refusal` is `{words, files, witness, at}` where the unit would not sign.
    `signed_text` is the record as signed (ledger), `place` latitude and longitude in WGS-84.
    """

    number = models.CharField(max_length=20, unique=True)
    form_id = models.UUIDField(unique=True)
    kind = TermField(CheckKind)
    lead = TermField(CheckLead)
    lead_ref = models.CharField(max_length=60, blank=True)
    state = TermField(CheckState, default=CheckState.PLANNED)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    draw = models.ForeignKey(
        "sampling.SampleDraw", on_delete=models.PROTECT, null=True, related_name="+"
    )
    checklist = models.CharField(max_length=40, blank=True)
    officers = models.JSONField(default=list)
    unit_facts = models.JSONField(default=dict)
    elevators = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    measures = models.JSONField(default=list)
    opinion = models.CharField(max_length=1000, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    planned_on = models.DateField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    record_form = models.UUIDField(null=True, unique=True)
    record_sha256 = models.CharField(max_length=64, blank=True, default="")
    signatures = models.JSONField(default=list)
    refusal = models.JSONField(null=True)
    dropped_words = models.CharField(max_length=500, blank=True, default="")
    signed_text = models.JSONField(null=True)
    place = models.JSONField(null=True)
    made_at = models.DateTimeField()
    made_by = models.JSONField()

    class Meta:
        constraints = [
            one_of("kind", CheckKind, name="check_kind_known"),
            one_of("lead", CheckLead, name="check_lead_known"),
            one_of("state", CheckState, name="check_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "refused"])
                | Q(signed_at__isnull=False, signed_text__isnull=False),
                name="a_finished_check_is_kept_as_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["underway", "signed", "refused"])
                | Q(GreaterThanOrEqual(_OFFICERS, Value(CREW))),
                name="a_check_takes_two_officers",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(refusal__isnull=False),
                name="a_refusal_is_kept_with_its_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "state"], name="check_by_district"),
            models.Index(fields=["organisation", "signed_at"], name="check_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.number


class Finding(models.Model):
    """One problem that officers found; it only grows. `articles` are keys of the rules broken."""

    check_made = models.ForeignKey("supervision.Check", on_delete=models.PROTECT, related_name="+")
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.PROTECT, null=True, related_name="+"
    )
    item = models.CharField(max_length=40, blank=True)
    weight = TermField(FindingWeight)
    words = models.CharField(max_length=1000)
    articles = models.JSONField(default=list)
    files = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("weight", FindingWeight, name="finding_weight_known")]
        indexes = [models.Index(fields=["check_made"], name="finding_by_check")]
        triggers = append_only("supervision_finding")

    def __str__(self) -> str:
        return f"{self.check_made_id} {self.item}"
