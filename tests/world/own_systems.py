"""A firm's own system: its office's program, and technicians who sign in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hoistway.maintenance.queries.drafts import Wanted, items_to_answer, visit_to_do
from hoistway.maintenance.vocabulary import Level
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator
from tests.world.maintenance import AN_HOUR, Hand, a_crew
from tests.world.parties import NOW, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.registry import an_elevator


@dataclass(slots=True)
class OwnSystem:
    """The program of a firm's office with a crew of two and one elevator."""

    program: Program
    elevator: Elevator
    crew: Sequence[Hand]
    by: Any
    said: dict[str, Any] = field(default_factory=dict)

    def work(self, **said: Any) -> dict[str, Any]:
        """Return what was done on site, complete unless something else is said."""
        level = said.get("level", "half_month")
        return {
            "register_number": self.elevator.register_number, "kind": "maintenance",
            "level": level, "begun_at": (NOW - AN_HOUR).isoformat(),
            "ended_at": (NOW - AN_HOUR / 2).isoformat(), "crew": self.people(),
            "lines": self.lines(level=Level(level)) if level else [], **said,
        }  # fmt: skip

    def people(self) -> list[str]:
        """Return the numbers of the crew."""
        return [f"P{one.by.person_id}" for one in self.crew]

    def lines(self, *, level: Level = Level.HALF_MONTH) -> list[dict[str, Any]]:
        """Return an answer to every item of a level, each within its limits."""
        wanted = Wanted(
            register_number=self.elevator.register_number,
            kind="maintenance",
            level=level,  # type: ignore[arg-type]
        )
        visit = visit_to_do(wanted=wanted, now=NOW, by=self.by)
        return [
            {"item": one.code, "result": "normal", "value": _value(one)}
            for one in items_to_answer(visit=visit, level=level, day=NOW.date())
        ]

    def preview(self, **said: Any) -> dict[str, Any]:
        """Return the text to be signed, and what it lacks."""
        answer = self.program.send("/v1/visits/preview", self.work(**said))
        assert answer.status_code == 200, answer.content
        return told(answer)

    def signatures(self, *, text: str) -> list[dict[str, Any]]:
        """Return what each of the crew signs."""
        return [
            {
                "technician": f"P{one.by.person_id}", "key": str(one.phone.key_uid),
                "signature": one.phone.sign(text=text), "signed_at": NOW.isoformat(),
            }
            for one in self.crew
        ]  # fmt: skip

    def signed(self, **said: Any) -> dict[str, Any]:
        """Return a whole visit, signed by all of the crew."""
        text = self.preview(**said)["content"]
        return {"content": text, "signatures": self.signatures(text=text)}


def _value(item: Any) -> str:
    if item.at_least is not None:
        return f"{item.at_least + 1}"
    return f"{item.at_most}" if item.at_most is not None else ""


def an_own_system(
    *, elevator: Elevator | None = None, scopes: frozenset[Scope] = frozenset(Scope)
) -> OwnSystem:
    """Return a firm's own system that is let in."""
    elevator = elevator or an_elevator()
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)
    program = a_program(by=by, scopes=scopes)
    return OwnSystem(program, elevator, a_crew(firm=elevator.firm), by)
