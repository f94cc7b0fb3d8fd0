"""Checks as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.parties.queries import people_by_key
from hoistway.sampling.models import SampleCheck
from hoistway.sampling.vocabulary import CheckResult
from hoistway.web.parts.tones import Tone

TONES: dict[CheckResult, Tone] = {
    CheckResult.GOOD: "safe", CheckResult.MINOR: "caution", CheckResult.BAD: "caution",
    CheckResult.NOT_POSSIBLE: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One drawn elevator; `people` are those who are sent, or those who went."""

    check: SampleCheck
    elevator: ElevatorCard
    result: CheckResult | None
    tone: Tone
    people: tuple[str, ...]


def check_rows(*, checks: Iterable[SampleCheck], names: bool) -> list[CheckRow]:
    """Return the lines of a list; `names` for those who may read who is sent."""
    rows = list(checks)
    cards = cards_of(elevators=[row.elevator for row in rows])
    keys = {int(key) for row in rows for key in row.inspectors} if names else set()
    people = people_by_key(person_ids=keys)
    return [_row(row, card, people) for row, card in zip(rows, cards, strict=True)]


def _row(row: SampleCheck, card: ElevatorCard, people: dict[int, str]) -> CheckRow:
    sent = tuple(people.get(int(key), "") for key in row.inspectors) if people else ()
    result = row.result or None
    return CheckRow(
        check=row, elevator=card, result=result, tone=TONES[result] if result else "active",
        people=tuple(row.present) if row.present and people else sent,
    )  # fmt: skip
