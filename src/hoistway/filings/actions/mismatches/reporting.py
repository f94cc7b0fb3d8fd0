"""An inspector compares the site with the filing and records what differs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.db import connection, transaction

from hoistway.filings.events import MismatchOpened
from hoistway.filings.models import Mismatch, MismatchStep, SiteCheck
from hoistway.filings.queries.held import Held, filed_facts
from hoistway.filings.queries.mismatches import open_mismatches_of
from hoistway.filings.rules.mismatches import next_moment
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.rules.sameness import any_same
from hoistway.filings.vocabulary import MismatchDeed, MismatchField
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators

MOST_FOUND, MOST_WORDS = 200, 500


class FoundMissing(Refusal):
    """Raised when a difference does not say what was found."""

    code = "found_missing"
    zh = "“{zh}”选了不一致：请写明现场情况。"
    en = "“{en}” is marked as different: say what was found on site."
    status = 422


class NotDifferent(Refusal):
    """Raised when what was found is what is filed."""

    code = "not_different"
    zh = "“{zh}”的现场情况与备案相同，不必上报。"
    en = "“{en}”: what was found is what is filed; there is nothing to report."
    status = 422


class FoundInFuture(Refusal):
    """Raised when the day on which something was found has not come yet."""

    code = "found_in_future"
    zh = "核对日期不能晚于今天 {today}。"
    en = "The day of the comparison cannot lie after today, {today}."
    status = 422


class AlreadyOpen(Refusal):
    """Raised when a mismatch of the same fact is open for the elevator."""

    code = "mismatch_already_open"
    zh = "“{zh}”已有未办结的不一致 {number}，不必重复上报。"
    en = "A mismatch of “{en}” is open already: {number}."


class NothingCompared(Refusal):
    """Raised when a comparison names no fact at all."""

    code = "nothing_compared"
    zh = "请至少核对一项。"
    en = "Compare one fact at least."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFinding:
    """One fact that is not on site as it is filed; `photo_id` names a kept attachment."""

    field: MismatchField
    found: str
    words: str = ""
    photo_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteComparison:
    """What was compared on site on one day: the facts that agreed, and those that did not."""

    found_on: date
    agreed: frozenset[MismatchField] = frozenset()
    findings: tuple[SiteFinding, ...] = ()


@transaction.atomic
def report_mismatch(
    *, elevator_id: int, finding: SiteFinding, found_on: date, form_id: UUID, now: datetime,
    by: Actor,
) -> Mismatch:  # fmt: skip
    """Record one difference and ask use unit and firm to mend it; a form twice is one mismatch.

    Raises: NotAllowed, NotFound, FoundMissing, FoundInFuture, NotDifferent, AlreadyOpen.
    Source: 286号 二（一）: 电梯检验机构应在定期检验时核对相关信息.
    """
    elevator = _at_hand(elevator_id, found_on, now, by)
    return _open(elevator, finding, found_on, form_id=form_id, now=now, by=by)


@transaction.atomic
def compare_site(
    *, elevator_id: int, compared: SiteComparison, form_id: UUID, now: datetime, by: Actor
) -> list[Mismatch]:
    """Keep a whole comparison: what agreed, and a mismatch for each fact that did not.

    Raises: NothingCompared and the refusals of `report_mismatch`; then nothing is kept.
    """
    elevator = _at_hand(elevator_id, compared.found_on, now, by)
    forms = [uuid5(form_id, str(finding.field)) for finding in compared.findings]
    if SiteCheck.objects.filter(form_id=form_id, reporter_id=by.organisation_id).exists():
        return list(Mismatch.objects.filter(form_id__in=forms).order_by("pk"))
    if not compared.agreed and not compared.findings:
        raise NothingCompared
    opened = [
        _open(elevator, finding, compared.found_on, form_id=form, now=now, by=by)
        for finding, form in zip(compared.findings, forms, strict=True)
    ]
    SiteCheck.objects.create(
        form_id=form_id, elevator=elevator, reporter_id=by.organisation_id,
        found_on=compared.found_on, agreed=sorted(map(str, compared.agreed)),
        differed=sorted(str(finding.field) for finding in compared.findings),
        at=now, by=by.as_json(),
    )  # fmt: skip
    return opened


def _at_hand(elevator_id: int, found_on: date, now: datetime, by: Actor) -> Elevator:
    require(by=by, deed=Deed.REPORT_MISMATCH)
    related = elevators(by=by).select_related("firm", "use_unit", "jurisdiction")
    elevator = related.filter(pk=elevator_id).first()
    if elevator is None:
        raise NotFound
    if found_on > local_day(at=now):
        raise FoundInFuture(today=local_day(at=now))
    with connection.cursor() as cursor:  # 292: this room's number for comparisons
        cursor.execute("SELECT pg_advisory_xact_lock(292, %s)", [elevator_id])
    return elevator


def _open(
    elevator: Elevator, finding: SiteFinding, found_on: date, *, form_id: UUID, now: datetime,
    by: Actor,
) -> Mismatch:  # fmt: skip
    known = Mismatch.objects.filter(form_id=form_id, reporter_id=by.organisation_id).first()
    if known is not None:
        return known
    field = finding.field
    held = filed_facts(elevator=elevator)[field]
    _require_different(finding, held)
    for other in open_mismatches_of(elevator_id=elevator.pk):
        if other.field is field:
            raise AlreadyOpen(zh=field.zh, en=field.en, number=other.number)
    policy = policy_on(day=local_day(at=now), jurisdiction_code=elevator.jurisdiction.code)
    key = fresh_key(table="filings_mismatch")
    mismatch = Mismatch.objects.create(
        pk=key, form_id=form_id, number=f"XC{local_day(at=now):%y%m%d}{key:06d}",
        elevator=elevator, jurisdiction_id=elevator.jurisdiction_id, firm_id=elevator.firm_id,
        use_unit_id=elevator.use_unit_id, reporter_id=by.organisation_id, field=field,
        filed=held.text[:MOST_FOUND], found=finding.found.strip()[:MOST_FOUND],
        words=finding.words.strip()[:MOST_WORDS], photo_id=finding.photo_id, found_on=found_on,
        opened_at=now, edition=policy.edition,
        due_at=next_moment(opened_at=now, days=policy.mismatch_escalate_days, after=None),
    )  # fmt: skip
    first = MismatchStep.objects.create(
        mismatch=mismatch, form_id=uuid4(), deed=MismatchDeed.REPORT, at=now, by=by.as_json(),
        words=mismatch.words, facts={"filed": mismatch.filed, "found": mismatch.found},
    )  # fmt: skip
    announce(MismatchOpened(step_id=first.pk))
    touch(f"mismatches.{mismatch.jurisdiction_id}")
    return mismatch


def _require_different(finding: SiteFinding, held: Held) -> None:
    words = {"zh": finding.field.zh, "en": finding.field.en}
    if not finding.found.strip():
        raise FoundMissing(**words)
    if any_same(field=finding.field, told=finding.found, names=held.names):
        raise NotDifferent(**words)
