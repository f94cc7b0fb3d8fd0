"""Who does something: a person in a role, a passenger without a name, a device, or the platform."""

from dataclasses import dataclass

from hoistway.foundation.terms import Term


class ActorKind(Term):
    """What sort of being acts."""

    PERSON = "person", "人员", "Person", "house"
    PASSENGER = "passenger", "乘客", "Passenger", "requirements.md, the people"
    DEVICE = "device", "设备", "Device", "house"
    SYSTEM = "system", "平台", "Platform", "house"


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of a deed, as stored beside it.

    `role` is a code of `parties.vocabulary.RoleKind` for persons and empty otherwise; the numbers
    are database keys of the person's organisation and jurisdiction, 0 where there is none.
    `program` names the program that acts in the person's name; empty: the person's own hand.
    """

    kind: ActorKind
    name: str
    person_id: int = 0
    role: str = ""
    organisation_id: int = 0
    jurisdiction_id: int = 0
    program: str = ""

    def as_json(self) -> dict[str, object]:
        """Return what an append-only entry keeps of the doer."""
        told: dict[str, object] = {
            "kind": str(self.kind),
            "name": self.name,
            "person": self.person_id,
            "role": self.role,
            "organisation": self.organisation_id,
        }
        return {**told, "program": self.program} if self.program else told


PLATFORM = Actor(kind=ActorKind.SYSTEM, name="hoistway")
A_PASSENGER = Actor(kind=ActorKind.PASSENGER, name="passenger")
