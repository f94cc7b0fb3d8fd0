"""What the phones of a visit have said so far, and how one more deed changes it.

Of two phones that answer the same item the second is kept beside the first until a person
settles it by a new answer to what stands; nothing that was said is overwritten unseen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.vocabulary import OperationKind
from hoistway.maintenance.vocabulary.sync import SyncFault

Sheet = dict[str, Any]
_SAID = ("result", "value", "note", "urgency")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sheet after a deed; `fault` names a conflict in which both sayings were kept."""

    sheet: Sheet
    fault: SyncFault | None = None


def empty_sheet() -> Sheet:
    """Return the sheet of a visit of which no phone has said anything."""
    return {
        "begin": None, "lines": {}, "parts": [], "photos": [], "remark": "", "remarks": {},
        "crew": [], "phones": {}, "conflicts": {},
    }  # fmt: skip


def put(*, sheet: Mapping[str, Any], deed: Deed) -> Outcome:
    """Return what becomes of a sheet by one deed; signatures and discards are not its matter."""
    fresh = _copied(sheet)
    fault = _PUT[deed.kind](fresh, deed)
    fresh["phones"][str(deed.device)] = {
        "person": deed.person, "name": deed.label, "last_at": deed.made_at.isoformat(),
    }  # fmt: skip
    return Outcome(fresh, fault)


def _copied(sheet: Mapping[str, Any]) -> Sheet:
    """Return a sheet of its own containers; what lies in them is replaced, never changed."""
    fresh: Sheet = empty_sheet() | dict(sheet)
    for name in ("lines", "remarks", "phones"):
        fresh[name] = dict(fresh[name])
    for name in ("parts", "photos", "crew"):
        fresh[name] = list(fresh[name])
    fresh["conflicts"] = {code: list(said) for code, said in fresh["conflicts"].items()}
    return fresh


def essence(*, sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a signature covers of a sheet: not who said it, when and in which order."""
    lines = sheet.get("lines") or {}
    named = ("item", "name", "model", "serial_number", "quantity")
    return {
        "lines": {
            code: [*((line.get(name) or None) for name in _SAID), sorted(line["photos"])]
            for code, line in lines.items()
        },
        "parts": sorted([str(part[name]) for name in named] for part in sheet.get("parts", ())),
        "photos": sorted({(one["sha256"], one["item"]) for one in sheet.get("photos", ())}),
        "remark": sheet.get("remark", ""),
        "crew": sorted(sheet.get("crew", ())),
    }


def other_phones(*, sheet: Mapping[str, Any], device: object) -> list[str]:
    """Return the other phones that have worked on the visit."""
    return [one for one in sheet.get("phones", {}) if one != str(device)]


def same_line(*, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two answers to an item say the same; photos and versions do not count."""
    return all((one.get(name) or None) == (other.get(name) or None) for name in _SAID)


def _begin(sheet: Sheet, deed: Deed) -> None:
    data = deed.data
    if sheet["begin"] is None:
        at = deed.made_at + timedelta(milliseconds=data["clock_offset_ms"])
        sheet["begin"] = {
            "kind": data["kind"], "level": data.get("level"), "way": data["way"],
            "place": data.get("place"), "at": at.isoformat(), "person": deed.person,
            "device": str(deed.device), "clock_offset_ms": data["clock_offset_ms"],
        }  # fmt: skip
    sheet["crew"] = list(dict.fromkeys([*sheet["crew"], *data["crew"]]))


def _crew(sheet: Sheet, deed: Deed) -> None:
    sheet["crew"] = list(dict.fromkeys(deed.data["people"]))


def _line(sheet: Sheet, deed: Deed) -> SyncFault | None:
    data, stands = deed.data, sheet["lines"].get(deed.data["item"])
    said = {
        "result": data["result"], "value": data.get("value"), "note": data["note"],
        "photos": list(data["photos"]), "urgency": data.get("urgency"), "by": deed.person,
        "name": deed.label, "device": str(deed.device), "at": deed.made_at.isoformat(),
    }  # fmt: skip
    version = stands["version"] if stands else 0
    if stands and version > deed.base and stands["device"] != str(deed.device):
        if not same_line(one=stands, other=said):
            beside = {**said, "base": deed.base, "operation": str(deed.uid)}
            sheet["conflicts"].setdefault(data["item"], []).append(beside)
            return SyncFault.NEWER_LINE
        said["photos"] = list(dict.fromkeys([*stands["photos"], *said["photos"]]))
    if version <= deed.base:
        sheet["conflicts"].pop(data["item"], None)
    sheet["lines"][data["item"]] = {**said, "version": version + 1}
    return None


def _photo(sheet: Sheet, deed: Deed) -> None:
    """Name a photo; the use «withdrawn» takes the same photo back."""
    if deed.data["use"] == "withdrawn":
        gone = deed.data["sha256"]
        sheet["photos"] = [one for one in sheet["photos"] if one["sha256"] != gone]
        return
    said = {
        "sha256": deed.data["sha256"], "item": deed.data.get("item") or "",
        "taken_at": deed.data["taken_at"], "place": deed.data.get("place"),
        "use": deed.data["use"], "by": deed.person, "device": str(deed.device),
    }  # fmt: skip
    known = {(one["sha256"], one["item"], one["use"]) for one in sheet["photos"]}
    if (said["sha256"], said["item"], said["use"]) not in known:
        sheet["photos"].append(said)


def _part(sheet: Sheet, deed: Deed) -> None:
    """Add a part; a quantity of 0 takes the same part back."""
    named = {name: deed.data.get(name) or "" for name in ("item", "name", "model", "serial_number")}
    sheet["parts"] = [
        one for one in sheet["parts"] if any(one[name] != said for name, said in named.items())
    ]
    if deed.data["quantity"]:
        said = {**named, "quantity": deed.data["quantity"], "operation": str(deed.uid)}
        sheet["parts"].append({**said, "by": deed.person})


def _remark(sheet: Sheet, deed: Deed) -> None:
    """Keep the remark of each phone; the sheet's remark is all of them."""
    sheet["remarks"][str(deed.device)] = deed.data["text"].strip()
    sheet["remark"] = "\n".join(text for text in sheet["remarks"].values() if text)


_PUT: dict[OperationKind, Callable[[Sheet, Deed], SyncFault | None]] = {
    OperationKind.BEGIN: _begin,
    OperationKind.CREW: _crew,
    OperationKind.LINE: _line,
    OperationKind.PHOTO: _photo,
    OperationKind.PART: _part,
    OperationKind.REMARK: _remark,
}
