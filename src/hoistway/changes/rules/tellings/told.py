"""The shape of an entry: which fact becomes which change, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hoistway.changes.vocabulary import ChangeKind
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope

VERSION = 1
"""Of the data of all kinds; a change that breaks readers makes the next one beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """From which fact a change is made, and from which columns it is told.

    `event` is the fact as `room.Name`; its field `key` holds keys that `lookup` finds in `model`.
    Columns are named as queries name them, from that model on. `elevator` leads to the elevator
    (`"fault__elevator__"`; empty for the elevator itself, None where there is none). `named` are
    columns of organisations that may read it. Where the elevator's present firm and use unit may
    read it as well, it is `shared`; what is `public` anybody may read. Who reads must be allowed
    `deed`, and a program's key must be open for `scope`. `when` and `but` hold codes of columns.
    """

    kind: ChangeKind
    event: str
    model: str
    key: str
    noun: str
    number: str
    deed: Deed
    scope: Scope
    lookup: str = "pk"
    elevator: str | None = "elevator__"
    jurisdiction: str = ""
    named: tuple[str, ...] = ()
    shared: bool = False
    public: bool = False
    at: str = ""
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    but: Mapping[str, frozenset[str]] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def elevator_column(self) -> str:
        """The column with the elevator's key; empty where there is none."""
        if self.elevator is None:
            return ""
        return f"{self.elevator.removesuffix('__')}_id" if self.elevator else "pk"

    @property
    def jurisdiction_column(self) -> str:
        """The column with the key of the jurisdiction; empty where there is none."""
        if self.jurisdiction or self.elevator is None:
            return self.jurisdiction
        return f"{self.elevator}jurisdiction_id"

    @property
    def readers(self) -> tuple[str, ...]:
        """The columns of all organisations that may read it."""
        if not self.shared or self.elevator is None:
            return self.named
        return (*self.named, f"{self.elevator}firm_id", f"{self.elevator}use_unit_id")


def same(*names: str, prefix: str = "") -> dict[str, str]:
    """Return data whose names are those of their columns, behind a prefix."""
    return {name: f"{prefix}{name}" for name in names}
