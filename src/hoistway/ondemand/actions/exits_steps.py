"""Open exit cases, hold them and move them on; each step is kept and announced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.events import ExitCaseMoved
from hoistway.ondemand.models import ElevatorPilot, ExitCase, ExitStep, FirmPilot
from hoistway.ondemand.queries.exits import exit_cases
from hoistway.ondemand.rules.policy import PilotPolicy, edition_named
from hoistway.ondemand.vocabulary import ExitClause, ExitDeed, ExitState

MOST_WORDS = 2000


class ExitWordsMissing(Refusal):
    """Raised when a case is opened, answered, decided or appealed without a reason."""

    code = "exit_words_missing"
    zh = "请写明事实和理由，各方会看到。"
    en = "Give facts and reasons; all sides will read them."
    status = 422


class CaseMovedOn(Refusal):
    """Raised when a case is in a state in which this cannot be done any more."""

    code = "exit_case_moved_on"
    zh = "案件现为「{zh}」，不能再进行此操作。"
    en = "The case is now «{en}»; that can no longer be done."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a case is opened: the clause, the facts, whether it took effect at once."""

    clause: ExitClause
    facts: Mapping[str, object]
    at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one press of a button brings: its form, words, perhaps a file."""

    form_id: UUID
    words: str = ""
    file: Attachment | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def needed(self) -> str:
        """Return the words. Raises: ExitWordsMissing."""
        if not self.words.strip():
            raise ExitWordsMissing
        return self.words.strip()[:MOST_WORDS]


def open_row(
    *, pilot: ElevatorPilot | FirmPilot, ground: Ground, policy: PilotPolicy, day: date,
    area_id: int,
) -> ExitCase:  # fmt: skip
    """Keep a new case with its clock; who opened it is the first step."""
    key = fresh_key(table="ondemand_exitcase")
    return ExitCase.objects.create(
        pk=key, number=f"TC{day:%y%m%d}{key:06d}", clause=ground.clause, found_on=day,
        firm_pilot=pilot if isinstance(pilot, FirmPilot) else None,
        elevator_pilot=pilot if isinstance(pilot, ElevatorPilot) else None,
        jurisdiction_id=area_id, evidence=dict(ground.facts), at_once=ground.at_once,
        answer_by=day + timedelta(days=policy.answer_days), edition=policy.edition,
    )  # fmt: skip


def stepped(
    *, case: ExitCase, deed: ExitDeed, said: Said | None = None, now: datetime,
    by: Actor = PLATFORM,
) -> ExitStep:  # fmt: skip
    """Keep a step of a case and announce it. Announces: ExitCaseMoved."""
    told = said or Said(form_id=uuid4())
    step = ExitStep.objects.create(
        case=case,
        form_id=told.form_id,
        deed=deed,
        words=told.words.strip()[:MOST_WORDS],
        facts=dict(told.facts),
        file=told.file,
        at=now,
        by=by.as_json(),
    )
    announce(ExitCaseMoved(step_id=step.pk))
    touch("exits")
    return step


def held_case(*, number: str, by: Actor) -> ExitCase:
    """Return a visible case that nobody else can move until the transaction ends.

    Raises: NotFound.
    """
    found = exit_cases(by=by).filter(number=number).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    return found


def known_form(*, form_id: UUID) -> ExitStep | None:
    """Return the step that this form has made already."""
    return ExitStep.objects.select_related("case").filter(form_id=form_id).first()


def require_state(*, case: ExitCase, states: frozenset[ExitState]) -> None:
    """Refuse unless the case is in one of these states. Raises: CaseMovedOn."""
    if case.state not in states:
        raise CaseMovedOn(zh=case.state.zh, en=case.state.en)


def policy_of_case(*, case: ExitCase) -> PilotPolicy:
    """Return the numbers under which a case was opened."""
    return edition_named(edition=case.edition, jurisdiction_code=case.jurisdiction.code)
