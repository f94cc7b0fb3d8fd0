"""Judges the exported corrections and the exported register against the truth of a world."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hoistway.server.bench.bounds import Rate
from hoistway.server.bench.truth import Planted, Truth

Row = Mapping[str, str]

TOLERANCES = {
    "longitude": 0.0006, "latitude": 0.0006, "rated_speed_mps": 0.006, "travel_m": 0.06,
    "rated_load_kg": 0.6, "inclination_deg": 0.06,
}  # fmt: skip
"""How near a number must be to count as equal. Chosen: places within some 60 m, as witnesses
measure them; figures within their last digit."""

_OF_ORGANISATIONS = {
    "name": ("use_unit", "firm"), "organisation.name": ("use_unit", "firm"),
    "credit_code": ("use_unit_code", "firm_code"),
    "organisation.credit_code": ("use_unit_code", "firm_code"),
    "use_unit": ("use_unit",), "firm": ("firm",), "use_unit_code": ("use_unit_code",),
    "firm_code": ("firm_code",), "estate": ("estate",), "place.name": ("estate",),
}  # fmt: skip
"""Fields of organisations and places → the elevator's fields that say the same."""

_BESIDE = frozenset({"datum", "catalogue"})
"""Said beside a value, of which truth files do not tell."""

_LISTED = 400


def same(*, field: str, a: object, b: object) -> bool:
    """Return whether two values of a field are equal; texts sign by sign, numbers nearly."""
    if a in (None, "", []) or b in (None, "", []):
        return a in (None, "", []) and b in (None, "", [])
    if field == "floor_labels":
        return _labels(a) == _labels(b)
    try:
        near = TOLERANCES.get(field, 1e-9)
        return abs(float(str(a)) - float(str(b))) <= near if _numeric(a, b) else str(a) == str(b)
    except ValueError:
        return str(a) == str(b)


def _numeric(a: object, b: object) -> bool:
    return not (isinstance(a, str) and isinstance(b, str))


def _labels(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).replace('"', "").strip("[]").replace(",", " ").split()


@dataclass(slots=True)
class Verdict:
    """What was right, wrong, mended, held anyway and missed."""

    changes: int = 0
    wrong: list[dict[str, Any]] = field(default_factory=list)
    by_rule: Counter[str] = field(default_factory=Counter)
    wrong_by_rule: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    missed_listed: list[dict[str, Any]] = field(default_factory=list)
    traps: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    elevators: int = 0
    lost: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def precision(self) -> Rate:
        """Right automatic changes among all, an elevator swallowed by another counting as wrong."""
        of = self.changes + len(self.lost)
        return Rate(of - len(self.wrong) - len(self.lost), of)

    @property
    def recall(self) -> Rate:
        """Certain errors mended among those that stood in the register."""
        mended = sum(self.mended.values())
        return Rate(mended, mended + sum(self.missed.values()))

    def told(self) -> dict[str, Any]:
        """Return the verdict as it is printed, each wrong change listed."""
        kinds = sorted({*self.mended, *self.missed, *self.held})
        return {
            "elevators_listed": self.elevators, "automatic_changes": self.changes,
            "wrong_changes": len(self.wrong), "elevators_lost": self.lost[:_LISTED],
            "elevators_waiting_for_a_person": len(self.asked),
            "elevators_twice": len(self.twice), "precision": self.precision.told(),
            "recall_of_certain": self.recall.told(),
            "kinds": {kind: self._kind(kind) for kind in kinds},
            "rules": {
                rule: Rate(n - self.wrong_by_rule[rule], n).told()
                for rule, n in sorted(self.by_rule.items())
            },
            "traps": {
                trap: {"planted": n, "touched": self.touched[trap]}
                for trap, n in sorted(self.traps.items())
            },
            "wrong": self.wrong[:_LISTED], "missed": self.missed_listed[:_LISTED],
        }  # fmt: skip

    def _kind(self, kind: str) -> dict[str, Any]:
        mended, missed = self.mended[kind], self.missed[kind]
        return {"held_anyway": self.held[kind], **Rate(mended, mended + missed).told()}


class Judge:
    """Judges one world."""

    def __init__(self, *, truth: Truth) -> None:
        self._truth = truth
        self._verdict = Verdict()
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._label_of_number: dict[str, str] = {}
        self._changed: set[tuple[str, str]] = set()
        self._respelt: set[tuple[str, str]] = set()
        self._by_label: dict[str, list[Planted]] = defaultdict(list)
        for one in truth.planted:
            self._by_label[one.label].append(one)
        self._watched = {one.label for one in truth.planted if one.certain}

    def verdict(
        self, *, register: Iterable[Row], corrections: Iterable[Row], waiting: Iterable[Row] = ()
    ) -> Verdict:
        """Return the verdict over the exported register, corrections and waiting records.

        An elevator that is not listed while a record of it waits for a person is asked, not lost.
        """
        self._read(register, {label for row in waiting for label in self._truth.labels_in(row)})
        for label, traps in self._truth.traps.items():
            self._verdict.traps.update(set(traps.values()) if label else ())
        for row in corrections:
            if row["automatic"] == "true" and not row["undone_at"]:
                self._change(row)
        for one in self._truth.planted:
            if one.certain:
                self._certain(one)
        return self._verdict

    def _read(self, register: Iterable[Row], asked: set[str]) -> None:
        seen: Counter[str] = Counter()
        for row in register:
            self._verdict.elevators += 1
            label = self._truth.label_of(dict(row))
            seen[label] += 1
            self._label_of_number.setdefault(row["register_number"], label)
            if label in self._watched:
                self._rows[label].append(row)
        self._verdict.twice = sorted(label for label, n in seen.items() if label and n > 1)
        absent = self._truth.entered - seen.keys()
        self._verdict.asked = sorted(absent & asked)
        self._verdict.lost = sorted(absent - asked)

    def _change(self, row: Row) -> None:
        rule = row["kind"]
        self._verdict.changes += 1
        self._verdict.by_rule[rule] += 1
        number = row["register_number"]
        owners = self._truth.owners["register_number"]
        label = self._label_of_number.get(number) or owners.get(number, "")
        reason = self._wrong_of_elevator(label, row) if label else self._wrong_of_others(row)
        if not reason:
            return
        self._verdict.wrong_by_rule[rule] += 1
        told = ("kind", "register_number", "subject", "field", "before", "after")
        self._verdict.wrong.append({"elevator": label, "why": reason, **{n: row[n] for n in told}})

    def _wrong_of_elevator(self, label: str, row: Row) -> str:
        """Return why a change of an elevator is wrong, "" when it is right."""
        name = row["field"]
        trap = self._truth.traps.get(label, {}).get(name, "")
        if trap:
            self._verdict.touched[trap] += 1
            return f"trap {trap}"
        told = self._truth.elevator(label)
        if name in _BESIDE:
            return ""
        if name not in told["fields"] and not self._is_fact(label, name):
            return "" if row["kind"] == "one_elevator_twice" or not row["after"] else "unknown"
        for value in self._right(label, told, name):
            if same(field=name, a=value, b=row["after"]):
                self._changed.add((label, name))
                return ""
        return "not the true value"

    def _is_fact(self, label: str, name: str) -> bool:
        return any(one.field == name for one in self._by_label.get(label, ()))

    def _right(self, label: str, told: dict[str, Any], name: str) -> list[Any]:
        """Return all right values of a field: truth, other ways to write it, none if dropped."""
        planted = [one for one in self._by_label.get(label, ()) if one.field == name]
        dropped = [None] if any(one.error == "placeholder" for one in planted) else []
        return [
            told["fields"].get(name), *told.get("also", {}).get(name, []),
            *(one.truth for one in planted), *dropped,
        ]  # fmt: skip

    def _wrong_of_others(self, row: Row) -> str:
        """Return why a change of an organisation or place is wrong, "" when it is right."""
        fields = _OF_ORGANISATIONS.get(row["field"], (row["field"],))
        before, after = row["before"], row["after"]
        meant = {
            one.truth
            for one in self._truth.planted
            if one.field in fields and one.written == before
        }
        known = {name for one in fields for name in self._truth.names[one]}
        if after in meant or (not meant and after in known and before not in known):
            self._respelt.add((before, after))
            return ""
        return "not a true name" if after not in known else "the name of another"

    def _certain(self, one: Planted) -> None:
        rows = self._rows.get(one.label, [])
        if one.error == "one_elevator_twice":
            right, mended = len(rows) == 1, len(rows) == 1
        else:
            told = self._truth.elevator(one.label)
            values = self._right(one.label, told, one.field)
            right = bool(rows) and any(
                same(field=one.field, a=value, b=rows[0].get(one.field)) for value in values
            )
            mended = (one.label, one.field) in self._changed or any(
                before == str(one.written) for before, _ in self._respelt
            )
        if not right:
            self._verdict.missed[one.error] += 1
            held = rows[0].get(one.field, "") if rows else "not listed"
            self._verdict.missed_listed.append(
                {"elevator": one.label, "error": one.error, "field": one.field, "held": held,
                 "written": one.written, "truth": one.truth}
            )  # fmt: skip
        elif mended:
            self._verdict.mended[one.error] += 1
        else:
            self._verdict.held[one.error] += 1
