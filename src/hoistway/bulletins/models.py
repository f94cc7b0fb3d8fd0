"""Bulletins, and who has read them."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope, BulletinState
from hoistway.foundation.fields import TermField, one_of
from hoistway.foundation.history import keeps_history


@keeps_history()
class Bulletin(models.Model):
    """One bulletin in two languages; public during `period` while its state is published."""

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    kind = TermField(BulletinKind)
    scope = TermField(BulletinScope)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, null=True, related_name="+"
    )
    place = models.ForeignKey(
        "registry.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    title_zh = models.CharField(max_length=60)
    title_en = models.CharField(max_length=120, blank=True)
    text_zh = models.TextField(max_length=2000)
    text_en = models.TextField(max_length=4000, blank=True)
    period = DateTimeRangeField()
    state = TermField(BulletinState, default=BulletinState.SUBMITTED)
    written_at = models.DateTimeField()
    written_by = models.JSONField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.JSONField(null=True)
    checked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("kind", BulletinKind, name="bulletin_kind_known"),
            one_of("scope", BulletinScope, name="bulletin_scope_known"),
            one_of("state", BulletinState, name="bulletin_state_known"),
            models.CheckConstraint(
                condition=Q(scope="city", jurisdiction=None, place=None, elevator=None)
                | Q(scope="jurisdiction", jurisdiction__isnull=False, place=None, elevator=None)
                | Q(scope="place", place__isnull=False, elevator=None)
                | Q(scope="elevator", elevator__isnull=False, place=None),
                name="bulletin_of_its_scope",
            ),
        ]
        indexes = [
            models.Index(fields=["scope", "jurisdiction", "state"], name="bulletin_by_area"),
            models.Index(fields=["place", "state"], name="bulletin_by_place"),
            models.Index(fields=["elevator", "state"], name="bulletin_by_elevator"),
            models.Index(fields=["organisation", "-written_at"], name="bulletin_by_author"),
        ]

    def __str__(self) -> str:
        return self.number


class Reading(models.Model):
    """Somebody of an organisation has read a bulletin."""

    bulletin = models.ForeignKey("bulletins.Bulletin", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("parties.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "bulletin"], name="read_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.person_id}"
