"""One row while it is judged: what it says so far, and what was found wrong."""

from dataclasses import dataclass, field

from hoistway.registry.rules.cells import BadCell
from hoistway.registry.rules.reader import Reader, Ready
from hoistway.registry.rules.rows import CellFault, Row
from hoistway.registry.rules.sayings import FieldValue
from hoistway.registry.vocabulary import FaultEffect, RowFault

SHOWN = 80
"""Signs of a wrong cell that a reason repeats. Chosen: one line of a terminal."""

_ODD_FORMS = frozenset({RowFault.SHAPE, RowFault.CHECK_DIGIT})
"""Faults of form: historic and odd numbers are marked, not thrown away."""


@dataclass(slots=True)
class Judging:
    """One row while it is judged."""

    row: Row
    reader: Reader
    fields: dict[str, FieldValue] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    refused: bool = False

    def read(self, ready: Ready) -> FieldValue:
        """Return the value of one column, or None where it says nothing usable."""
        text = ready.text(cells=self.row.cells)
        if not text:
            if ready.needed:
                self.complain(ready, BadCell(RowFault.MISSING), "")
            return None
        try:
            value = ready.value(text=text)
        except BadCell as bad:
            return self.complain(ready, bad, text)
        if ready.needed and value in ("", []):
            self.complain(ready, BadCell(RowFault.MISSING), text)
        return value

    def complain(self, ready: Ready, bad: BadCell, text: str) -> FieldValue:
        """Note a fault of a cell and return what is taken in of it nevertheless."""
        kept = bad.value is not None and (
            bad.fault in _ODD_FORMS or self.reader.mapping.keeps_doubtful
        )
        effect = FaultEffect.KEPT if kept else FaultEffect.LEFT_OUT
        heading = " + ".join(ready.column.sources)
        self.note(
            CellFault(
                bad.fault, FaultEffect.REFUSED if ready.needed else effect, ready.name, heading,
                str(text[:SHOWN]), bad.detail,
            )
        )  # fmt: skip
        return bad.value if kept else None

    def note(self, fault: CellFault) -> None:
        """Note a fault."""
        self.faults.append(fault)
        self.refused = self.refused or fault.effect is FaultEffect.REFUSED

    def leave_out(self, *names: str) -> None:
        """Take fields back."""
        for name in names:
            self.fields.pop(name, None)
