"""What a reader may do with a filing; the actions judge again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hoistway.filings.queries import TURNING, Outlook
from hoistway.filings.vocabulary import DecisionKind, FilingState
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind

if TYPE_CHECKING:
    from hoistway.filings.models import Decision, ElevatorFiling

_GIVEN_BACK = frozenset({FilingState.RETURNED, FilingState.REFUSED, FilingState.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Which buttons stand on the page; `reverses` is the decision that may be taken back."""

    answers: bool = False
    claims_against: bool = False
    withdraws: bool = False
    files_anew: bool = False
    goes_on: bool = False
    checks: bool = False
    gives_back: bool = False
    rules: bool = False
    reverses: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to do at all."""
        return bool(
            self.answers or self.claims_against or self.withdraws or self.files_anew
            or self.goes_on or self.gives_back or self.rules or self.reverses
        )  # fmt: skip


def acts_of(
    *, filing: "ElevatorFiling", outlook: Outlook | None, decisions: Sequence["Decision"],
    by: Actor, has_objected: bool,
) -> Acts:  # fmt: skip
    """Return what this reader may do with a filing now."""
    is_open = outlook is not None
    if by.role == str(RoleKind.USE_UNIT):
        own = filing.elevator.use_unit_id == by.organisation_id
        return Acts(answers=is_open and own)
    if by.role == str(RoleKind.FIRM_OFFICE):
        return _of_firm(filing, is_open=is_open, by=by, has_objected=has_objected)
    if not may(by=by, deed=Deed.CHECK_FILING):
        return Acts()
    another = filing.filed_by.get("person") != by.person_id
    checked_by_me = (filing.checked_by or {}).get("person") == by.person_id
    return Acts(
        checks=is_open and another and filing.checked_at is None and not _blocked(filing),
        gives_back=is_open and another,
        rules=outlook is not None and outlook.verdict.may_rule and another and not checked_by_me,
        reverses=0 if checked_by_me else _reversible(decisions, by),
    )  # fmt: skip


def _of_firm(filing: "ElevatorFiling", *, is_open: bool, by: Actor, has_objected: bool) -> Acts:
    if filing.firm_id != by.organisation_id:
        agreed = {one["organisation"] for one in filing.consents}
        told = by.organisation_id in filing.rivals
        settled = has_objected or by.organisation_id in agreed
        return Acts(claims_against=is_open and told and not settled)
    return Acts(
        withdraws=is_open, files_anew=filing.state in _GIVEN_BACK,
        goes_on=filing.state is FilingState.CHECKED,
    )  # fmt: skip


def _blocked(filing: "ElevatorFiling") -> bool:
    return any(one["blocking"] for one in filing.faults)


def _reversible(decisions: Sequence["Decision"], by: Actor) -> int:
    """Return the latest decision about the filing, where another person may take it back."""
    kinds = {*TURNING, DecisionKind.REFUSE}
    last = next((one for one in decisions if one.kind is not DecisionKind.REVERSE), None)
    if last is None or last.is_reversed or last.kind not in kinds:  # type: ignore[attr-defined] # annotated
        return 0
    return 0 if last.by.get("person") == by.person_id else last.pk
