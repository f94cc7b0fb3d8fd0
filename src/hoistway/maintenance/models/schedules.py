"""When each elevator falls due, by level; and who confirmed an edition of the rule."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.maintenance.vocabulary import Level
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.registry.vocabulary import RunState


class WithinThreeMonths(Func):
    """Whether the next visit lies at most three calendar months after the last one on site.

    PostgreSQL's months end as ours do, at the end of the month; days out of use do not count.
    Source: 沪市监特种〔2020〕286号 二（三）: 现场维保间隔最长不得超过3个月.
    """

    conditional = True

    def as_sql(  # type: ignore[override] # Func's further options are for functions by name
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the SQL of the condition."""
        due, last, idle = (compiler.compile(one)[0] for one in self.get_source_expressions())
        return f"COALESCE({due} <= ({last} + INTERVAL '3 months')::date + {idle}, FALSE)", ()


_WITHIN = WithinThreeMonths(
    F("next_due_on"), F("on_site_on"), F("idle_days"), output_field=models.BooleanField()
)


class Schedule(models.Model):
    """When each level of one elevator was done last and falls due next; worked out, never typed.

    `next_level` and `next_due_on` name the next visit: the highest level that the visit after it
    could not do in time. `began_on` is when the clock starts for a level that was never done.
    `paused_since` stands while the elevator is out of use. `technician` is who looks after it.
    On demand there are no levels: `on_site_on` is the last visit on site, `idle_days` are those
    without use since then, and no next visit lies more than three months after it.
    """

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    edition = models.CharField(max_length=40)
    began_on = models.DateField()
    half_month_on = models.DateField(null=True)
    quarter_on = models.DateField(null=True)
    half_year_on = models.DateField(null=True)
    year_on = models.DateField(null=True)
    half_month_due = models.DateField(null=True)
    quarter_due = models.DateField(null=True)
    half_year_due = models.DateField(null=True)
    year_due = models.DateField(null=True)
    calibrated_on = models.DateField(null=True)
    calibration_due = models.DateField(null=True)
    next_level = TermField(Level, null=True)
    next_due_on = models.DateField(null=True)
    paused_since = models.DateField(null=True)
    technician = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    regime = TermField(Regime, default=Regime.FIXED, db_default="fixed")
    on_site_on = models.DateField(null=True)
    idle_days = models.PositiveSmallIntegerField(default=0, db_default=0)
    worked_out_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("regime", Regime, name="schedule_regime_known"),
            models.CheckConstraint(
                condition=Q(~Q(regime="on_demand") | Q(next_due_on=None) | _WITHIN),
                name="on_demand_within_three_months",
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "next_due_on"], name="schedule_by_firm"),
            models.Index(
                fields=["next_due_on"], condition=Q(paused_since=None), name="schedule_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.next_level} {self.next_due_on}"


class Pause(models.Model):
    """Days on which an elevator is out of use, half-open; they do not count towards a gap."""

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elevator"], condition=Q(until=None), name="one_open_pause_each"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="pause_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["elevator", "since"], name="pause_by_elevator")]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.since} {self.until}"


class YearExport(models.Model):
    """One year of a firm's visits as a file; a background job writes it."""

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    state = TermField(RunState)
    visits = models.PositiveIntegerField()
    visits_done = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=120, blank=True)
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RunState, name="year_export_state_known")]
        indexes = [models.Index(fields=["firm", "-at"], name="year_export_newest")]

    def __str__(self) -> str:
        return self.number


class StandardConfirmation(models.Model):
    """A person has compared an edition of the item tables with the official text; it only grows."""

    edition = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.JSONField()

    class Meta:
        triggers = append_only("standard_confirmation")

    def __str__(self) -> str:
        return self.edition
