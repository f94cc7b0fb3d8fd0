"""A mapping file: how the rows of a foreign platform read as ours; one file, one version.

Example:
    >>> text = '''
    ... [mapping]
    ... name = "acme"
    ... version = 2
    ... title = "Acme"
    ... source = "Acme 3.1"
    ... [elevator]
    ... register_number = "no"
    ... [instant]
    ... field = "t"
    ... form = "epoch_s"
    ... [lift.occupied]
    ... field = "man"
    ... values = { "1" = true, "2" = false }
    ... '''
    >>> mapping_of(text=text).label, mapping_of(text=text).lift["occupied"].values["2"]
    ('acme/2', False)
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from hoistway.foundation.refusal import Refusal

LIFT_TARGETS = frozenset(
    {
        "service_mode", "car_status", "direction", "door_zone", "floor", "door", "door_closed",
        "occupied", "call_pending", "speed_mps", "people", "power", "codes", "heartbeat", "seq",
    }
)  # fmt: skip
ESCALATOR_TARGETS = frozenset(
    {"service_mode", "car_status", "direction", "speed_mps", "power", "codes", "heartbeat", "seq"}
)
_SECTIONS = {"mapping", "elevator", "instant", "lift", "escalator", "failures"}
_NAME = re.compile(r"[a-z][a-z0-9_]{1,27}\Z")
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d\Z")
_FORMS = ("rfc3339", "epoch_s", "epoch_ms")
_LARGEST = 200_000  # Chosen: bytes; the longest list of vendor codes seen has some hundred lines.


class BadCodeMapping(Refusal):
    """Raised when a mapping file cannot be used as it stands."""

    code = "bad_code_mapping"
    zh = "映射文件不能用：{where}{sentence}"
    en = "The mapping file cannot be used: {where}{sentence}"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a value of ours comes from: their field, their values, what to say if it is absent."""

    field: str
    values: Mapping[str, Any] | None = None
    missing: Any = None
    factor: float | None = None
    is_label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """In which field the device's instant stands and how it is written; `zone` where it is not."""

    field: str
    form: str
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """What the codes of alarms mean: somebody shut in, a fault by our number, or merely known."""

    entrapment: frozenset[str] = frozenset()
    faults: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def knows(self, code: str) -> bool:
        """Return whether the mapping says anything of a code."""
        return code in self.entrapment or code in self.faults or code in self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMapping:
    """One version of a mapping."""

    name: str
    version: int
    title: str
    source: str
    digest: str
    register_number: str
    instant: Instant
    lift: Mapping[str, Target]
    escalator: Mapping[str, Target]
    maker: str = ""
    serial: str = ""
    failures: Failures = Failures()
    passes_unknown: bool = False
    fields: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The name by which feeds choose it."""
        return f"{self.name}/{self.version}"


class _BadError(Exception):
    def __init__(self, where: str, sentence: str) -> None:
        super().__init__(sentence)
        self.where, self.sentence = where, sentence


def mapping_of(*, text: str) -> CodeMapping:
    """Return the mapping that a TOML text describes.

    Raises: BadCodeMapping.
    """
    if len(text) > _LARGEST:
        raise BadCodeMapping(where="", sentence=f"It is longer than {_LARGEST} letters.")
    try:
        return _mapping(tomllib.loads(text), sha256(text.encode()).hexdigest())
    except tomllib.TOMLDecodeError as error:
        raise BadCodeMapping(where="", sentence=f"It is not TOML: {error}.") from None
    except _BadError as bad:
        raise BadCodeMapping(where=f"[{bad.where}] ", sentence=bad.sentence) from None


def _mapping(tree: dict[str, Any], digest: str) -> CodeMapping:
    strange = sorted(set(tree) - _SECTIONS)
    if strange:
        raise _BadError(strange[0], "No such section is known.")
    head = _table(tree, "mapping")
    elevator = _table(tree, "elevator")
    lift = _targets(tree, "lift", LIFT_TARGETS)
    escalator = _targets(tree, "escalator", ESCALATOR_TARGETS)
    if not lift and not escalator:
        raise _BadError("lift", "Neither [lift.…] nor [escalator.…] says anything.")
    instant = _instant(_table(tree, "instant"))
    number = _word(elevator, "register_number", "elevator")
    maker, serial = str(elevator.get("maker", "")), str(elevator.get("serial", ""))
    named = {one.field for one in (*lift.values(), *escalator.values())}
    ignored = head.get("ignored", [])
    if not isinstance(ignored, list):
        raise _BadError("mapping", "`ignored` is a list of field names.")
    return CodeMapping(
        name=_name(head), version=_version(head), title=_word(head, "title", "mapping"),
        source=_word(head, "source", "mapping"), digest=digest, register_number=number,
        maker=maker, serial=serial, instant=instant, lift=lift, escalator=escalator,
        failures=_failures(tree.get("failures", {})),
        passes_unknown=_passes(head),
        fields=frozenset({*named, *map(str, ignored), number, maker, serial, instant.field}),
    )  # fmt: skip


def _table(tree: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = tree.get(name)
    if not isinstance(found, dict):
        raise _BadError(name, "The section is missing.")
    return found


def _word(table: Mapping[str, Any], key: str, where: str) -> str:
    found = table.get(key)
    if not isinstance(found, str) or not found.strip() or len(found) > 200:
        raise _BadError(where, f"`{key}` is missing or no text.")
    return found.strip()


def _name(head: Mapping[str, Any]) -> str:
    name = _word(head, "name", "mapping")
    if _NAME.match(name) is None:
        raise _BadError("mapping", "`name` has 2 to 28 small letters, digits and underscores.")
    return name


def _version(head: Mapping[str, Any]) -> int:
    version = head.get("version")
    if type(version) is not int or not 1 <= version <= 9999:
        raise _BadError("mapping", "`version` is a whole number from 1.")
    return version


def _passes(head: Mapping[str, Any]) -> bool:
    said = head.get("unknown_fields", "refuse")
    if said not in ("refuse", "pass"):
        raise _BadError("mapping", "`unknown_fields` is refuse or pass.")
    return bool(said == "pass")


def _instant(table: Mapping[str, Any]) -> Instant:
    form, zone = str(table.get("form", "rfc3339")), str(table.get("zone", ""))
    if form not in _FORMS and "%" not in form:
        raise _BadError("instant", f"`form` is one of {', '.join(_FORMS)} or a form like %Y-%m-%d.")
    if "%" in form and "%z" not in form and _ZONE.match(zone) is None:
        raise _BadError("instant", "`zone` is missing, such as +08:00.")
    zone = zone if "%" in form and "%z" not in form else ""
    return Instant(field=_word(table, "field", "instant"), form=form, zone=zone)


def _targets(
    tree: Mapping[str, Any], section: str, known: frozenset[str]
) -> dict[str, Target]:  # fmt: skip
    found: dict[str, Target] = {}
    for name, said in tree.get(section, {}).items():
        where = f"{section}.{name}"
        if name not in known or not isinstance(said, dict):
            raise _BadError(where, f"Ours are {', '.join(sorted(known))}.")
        found[name] = _target(said, where)
    return found


def _target(said: Mapping[str, Any], where: str) -> Target:
    strange = sorted(set(said) - {"field", "values", "missing", "factor", "as"})
    if strange:
        raise _BadError(where, f"`{strange[0]}` is not known here.")
    values, factor = said.get("values"), said.get("factor")
    if values is not None and not isinstance(values, dict):
        raise _BadError(where, "`values` is a table of their value = ours.")
    if factor is not None and not isinstance(factor, int | float):
        raise _BadError(where, "`factor` is a number.")
    if said.get("as", "label") != "label":
        raise _BadError(where, "`as` can only be label.")
    return Target(
        field=_word(said, "field", where), values=values, missing=said.get("missing"),
        factor=factor, is_label="as" in said,
    )  # fmt: skip


def _failures(said: Mapping[str, Any]) -> Failures:
    faults = said.get("faults", {})
    if not all(isinstance(one, int) for one in faults.values()):
        raise _BadError("failures.faults", "Each code stands for a number of ours.")
    return Failures(
        entrapment=frozenset(map(str, said.get("entrapment", []))), faults=dict(faults),
        known=frozenset(map(str, said.get("known", []))),
    )  # fmt: skip
