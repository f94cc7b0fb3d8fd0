"""Visits, who works on them, what their phones reported, and photos."""

from django.db import models
from django.db.models import Q, Value

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.maintenance.vocabulary import (
    Level,
    OperationKind,
    SignInWay,
    Verdict,
    VisitKind,
    VisitState,
)


class Visit(models.Model):
    """One piece of work on one elevator: planned, done on site, signed, answered.

    `uid` is made by the platform for planned visits and by the phone for others. `due_on` is the
    last day by the rule, `planned_on` the day the office chose. `begun_at` and `signed_at` are
    the phone's instants corrected by `clock_offset_ms`, `*_received_at` the platform's. `sheet`
    is what the phones have said so far (`rules/sheet.py`), `version` counts its changes; after
    the signature `record` is what counts. `counted_on` is the day from which the visit counts.
    A visit by need has no level: it carries its `items`, and `why` they are due by then. One that
    a finding asked for is due by an instant, `due_at`.
    """

    uid = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = TermField(VisitKind)
    level = TermField(Level, null=True)
    items = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    why = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    edition = models.CharField(max_length=40)
    state = TermField(VisitState, default=VisitState.PLANNED)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    planned_on = models.DateField(null=True)
    place_in_route = models.PositiveSmallIntegerField(null=True)
    lead = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    repair = models.ForeignKey(
        "maintenance.Repair", on_delete=models.PROTECT, null=True, related_name="+"
    )
    begun_at = models.DateTimeField(null=True)
    begun_received_at = models.DateTimeField(null=True)
    way = TermField(SignInWay, null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    clock_offset_ms = models.BigIntegerField(null=True)
    barrier_photo = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    sheet = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)
    signed_received_at = models.DateTimeField(null=True)
    counted_on = models.DateField(null=True)
    confirm_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    record = models.ForeignKey(
        "ledger.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )
    void_reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("state", VisitState, name="visit_state_known"),
            models.UniqueConstraint(
                fields=["elevator", "level", "due_on"],
                condition=Q(kind="maintenance", due_on__isnull=False) & ~Q(state="void"),
                name="one_visit_each_period",
            ),
            models.UniqueConstraint(
                fields=["elevator", "due_on"],
                condition=Q(kind="maintenance", level=None, due_on__isnull=False)
                & ~Q(state="void"),
                name="one_visit_by_need_each_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="maintenance") | Q(level__isnull=False) | ~Q(items=[]),
                name="visit_has_level_or_items",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "under_way", "void"]) | Q(record__isnull=False),
                name="visit_counts_by_its_record",
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "state", "due_on"], name="visit_by_firm"),
            models.Index(fields=["elevator", "counted_on"], name="visit_by_elevator"),
            models.Index(fields=["counted_on"], name="visit_by_day"),
            models.Index(
                fields=["lead", "due_on"], condition=Q(state__in=["planned", "under_way"]),
                name="visit_to_do",
            ),
            models.Index(
                fields=["confirm_by"], condition=Q(state="signed"), name="visit_to_confirm"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.level} {self.due_on or self.made_at:%F}"


class Crew(models.Model):
    """One technician on one visit, with the certificate held on that day and the signature.

    `signature` is hexadecimal DER over the SHA-256 of the signed content; `key` the phone's key.
    """

    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    certificate_number = models.CharField(max_length=32, blank=True)
    certificate_until = models.DateField(null=True)
    joined_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=200, blank=True)
    key = models.ForeignKey(
        "maintenance.PhoneKey", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="one_place_in_a_crew"),
        ]
        indexes = [models.Index(fields=["person", "visit"], name="crew_by_person")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.person_id}"


class Operation(models.Model):
    """One deed that a phone reported, applied exactly once by its `uid`; it only grows.

    `base` is the version of the line or sheet that the phone had seen; `made_at` is the phone's
    clock, `received_at` ours. A deed in conflict stays here with what it said.
    """

    uid = models.UUIDField(unique=True)
    visit_uid = models.UUIDField(db_index=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    device = models.UUIDField()
    device_seq = models.BigIntegerField()
    kind = TermField(OperationKind)
    base = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    verdict = TermField(Verdict)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        triggers = append_only("operation")

    def __str__(self) -> str:
        return f"{self.kind} {self.verdict}"


class PhoneKey(models.Model):
    """The public half of a key that never leaves one phone, by which one person signs.

    Source: 电子签名法 art. 13: under the signer's sole control. `public_key` is SPKI in Base64.
    `registered_by` is who vouched for a key that the person's firm registered; empty: the person.
    """

    uid = models.UUIDField(unique=True)
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    device = models.UUIDField()
    device_name = models.CharField(max_length=120, blank=True)
    algorithm = models.CharField(max_length=20, default="ecdsa-p256")
    public_key = models.TextField()
    registered_at = models.DateTimeField()
    registered_by = models.JSONField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="phone_key_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.device_name}"


class VisitPhoto(models.Model):
    """A photo of a visit, for an item or for the whole; the bytes are those the phone made.

    `first_seen` is the earlier photo of any visit that is the same or looks the same.
    """

    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, related_name="+"
    )
    item = models.CharField(max_length=12, blank=True)
    taken_at = models.DateTimeField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "attachment", "item"], name="one_photo_each_item"
            )
        ]
        indexes = [models.Index(fields=["attachment"], name="visit_photo_by_attachment")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.item}"
