"""What changed, in order, and which addresses are told of it."""

from django.db import models
from django.db.models import Q

from hoistway.changes.vocabulary import DeliveryState, PauseReason, WebhookState
from hoistway.foundation.fields import TermField, one_of


class Heard(models.Model):
    """A fact as it was announced, written in the transaction of the fact itself, until it is told.

    `set_aside` says why one cannot be told; it waits for a release that can.
    """

    event = models.CharField(max_length=60)
    fields = models.JSONField()
    set_aside = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(set_aside=""), name="heard_untold")]

    def __str__(self) -> str:
        return f"{self.pk} {self.event}"


class Change(models.Model):
    """One fact that others may follow: what kind, of what, whose, and how it reads now.

    One writer at a time numbers them, so that no smaller number appears behind a larger one and a
    number is a cursor. `organisations` are keys by which row scope is judged beside jurisdiction
    and elevator; `subject` names the thing in the API; `version` is that of the kind's data. What
    is older than an edition says is thinned to each subject's last change of a kind.
    """

    at = models.DateTimeField()
    noted_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=120)
    elevator = models.ForeignKey(
        "registry.Elevator", on_delete=models.PROTECT, null=True, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisations = models.JSONField(default=list)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "kind", "id"], name="change_by_subject"),
            models.Index(fields=["elevator", "id"], name="change_by_elevator"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.subject}"


class Webhook(models.Model):
    """An address that is told of changes, in the name of a person in a role.

    Its secrets are derived from the installation's key by `number` and `secret_version`, never
    stored; the one before counts until `old_until`. Empty lists ask for everything. `program`
    names the program that opened it, with the `scopes` it had; by hand there is none.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    membership = models.ForeignKey("parties.Membership", on_delete=models.PROTECT, related_name="+")
    program = models.CharField(max_length=80, blank=True, default="")
    scopes = models.JSONField(default=list)
    url = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)
    elevators = models.JSONField(default=list)
    jurisdictions = models.JSONField(default=list)
    state = TermField(WebhookState, default=WebhookState.CHECKING)
    pause_reason = TermField(PauseReason, blank=True, default="")
    secret_version = models.PositiveSmallIntegerField(default=1)
    old_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.JSONField()
    failing_since = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", WebhookState, name="webhook_state_known")]
        indexes = [
            models.Index(fields=["organisation", "-opened_at"], name="webhook_by_organisation")
        ]

    def __str__(self) -> str:
        return self.number


class WebhookStep(models.Model):
    """What was done to an address by whom; it only grows."""

    webhook = models.ForeignKey("changes.Webhook", on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=32)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["webhook", "at"], name="webhook_step_in_order")]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.deed}"


class Delivery(models.Model):
    """One change for one address; without a change it is the test by which an address is tried.

    `line` keeps order: of one line only the first that waits is sent. `next_at` is when it is
    tried; who sends it holds it until `held_until`, so that a killed sender's work is taken up.
    """

    webhook = models.ForeignKey("changes.Webhook", on_delete=models.CASCADE, related_name="+")
    change = models.ForeignKey(
        "changes.Change", on_delete=models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    line = models.CharField(max_length=120)
    state = TermField(DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("state", DeliveryState, name="delivery_state_known"),
            models.UniqueConstraint(
                fields=["webhook", "change"], name="one_delivery_of_a_change_each"
            ),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "line", "id"], condition=Q(state="waiting"),
                name="delivery_lines",
            ),
            models.Index(
                fields=["next_at"], condition=Q(state="waiting"), name="delivery_due"
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_log"),
            models.Index(fields=["made_at"], name="delivery_age"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.kind} {self.state}"


class DeliveryAttempt(models.Model):
    """One attempt: what was sent by which headers, and the head of what came back."""

    delivery = models.ForeignKey("changes.Delivery", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    sent = models.JSONField(default=dict)
    answered = models.JSONField(default=dict)
    body = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=200, blank=True)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["delivery", "at"], name="attempt_of_delivery")]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.status}"
