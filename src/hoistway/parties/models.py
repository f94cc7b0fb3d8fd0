"""Organisations, jurisdictions, people, their roles and certificates, and who read about them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.foundation.history import keeps_history
from hoistway.parties.vocabulary import (
    CertificateKind,
    JurisdictionKind,
    OrganisationKind,
    OutsideWay,
    RoleKind,
)


class Jurisdiction(models.Model):
    """An area for which a bureau answers; 临港 is one without a code of GB/T 2260."""

    code = models.CharField(max_length=16, unique=True)
    kind = TermField(JurisdictionKind)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    city = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [one_of("kind", JurisdictionKind, name="jurisdiction_kind_known")]

    def __str__(self) -> str:
        return self.name_zh


@keeps_history(without=("provenance",))
class Organisation(models.Model):
    """A firm, a use unit, a bureau or the dispatch centre.

    `provenance` says which claim of the register won which column, as for elevators; what was
    enrolled by hand is not named there.
    """

    kind = TermField(OrganisationKind)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    phone = models.CharField(max_length=32, blank=True)
    provenance = models.JSONField(default=dict)

    class Meta:
        constraints = [
            one_of("kind", OrganisationKind, name="organisation_kind_known"),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="one_credit_code_each"
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="organisation_by_kind")]

    def __str__(self) -> str:
        return self.name


@keeps_history(erasable=True)
class Person(models.Model):
    """A human being with a role; name and telephone never appear on public pages."""

    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return self.name


@keeps_history()
class Membership(models.Model):
    """A person's role in an organisation, from one instant until another or for good."""

    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    role = TermField(RoleKind)
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            one_of("role", RoleKind, name="membership_role_known"),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(period__endswith__isnull=True),
                name="one_open_membership_each",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="membership_by_role")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} @ {self.organisation_id}"


class Certificate(models.Model):
    """What a person is certified to do, and until when."""

    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    kind = TermField(CertificateKind)
    number = models.CharField(max_length=32)
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="certificate_ends_after_start"
            ),
            models.UniqueConstraint(fields=["kind", "number"], name="one_certificate_each"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Account(AbstractBaseUser):
    """What a person signs in with, and the role that is in use after signing in."""

    login = models.CharField(max_length=80, unique=True)
    membership = models.ForeignKey("parties.Membership", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "login"

    def __str__(self) -> str:
        return self.login


class ReadAudit(models.Model):
    """Who looked at whose personal data, when and on which page; it only grows."""

    at = models.DateTimeField(db_index=True)
    reader = models.JSONField()
    page = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)

    class Meta:
        triggers = append_only("read_audit")

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.page}"


class PartnerUser(models.Model):
    """Somebody outside who is, as that person confirmed once, one of our accounts.

    `program` is the name of a partner's key, the issuer of the city's sign-in or the number of our
    mini-program; `subject` who it is over there. No way can speak for another.
    """

    way = TermField(OutsideWay, default=OutsideWay.HAND_OVER, db_default=OutsideWay.HAND_OVER.value)
    program = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    shown_name = models.CharField(max_length=60, blank=True)
    account = models.ForeignKey("parties.Account", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("way", OutsideWay, name="partner_user_way_known"),
            models.UniqueConstraint(
                fields=["way", "program", "subject"], condition=Q(ended_at=None),
                name="one_account_each_outside_user",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["account"], name="partner_user_by_account")]

    def __str__(self) -> str:
        return f"{self.program} {self.subject}"


class HandOver(models.Model):
    """A partner's app hands one of its users over, once and for a minute.

    `roles` are those the partner may hand over; the token itself is never stored.
    """

    id = models.UUIDField(primary_key=True)
    program = models.CharField(max_length=80)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    roles = models.JSONField()
    subject = models.CharField(max_length=120)
    shown_name = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.program} {self.made_at:%F %T}"


class Ticket(models.Model):
    """Somebody proven by an outside sign-in may come in here, once and within a minute."""

    id = models.UUIDField(primary_key=True)
    way = TermField(OutsideWay)
    program = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("way", OutsideWay, name="ticket_way_known")]

    def __str__(self) -> str:
        return f"{self.way} {self.made_at:%F %T}"
