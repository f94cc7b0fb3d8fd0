"""Where a text that one phone signs differs from what another phone has said."""

from collections.abc import Mapping
from typing import Any

from hoistway.maintenance.rules.content import Content, Line
from hoistway.maintenance.rules.deeds import Deed
from hoistway.maintenance.vocabulary import ItemResult


def differing_lines(*, sheet: Mapping[str, Any], content: Content, device: str) -> list[str]:
    """Return the items that another phone answered otherwise than the signed text.

    What the signing phone itself said before, or never sent, is no difference: its text wins.
    """
    said = {line.item: line for line in content.lines}
    return [
        code for code, stands in sheet["lines"].items()
        if stands["device"] != device and not _same(stands, said.get(code))
    ]  # fmt: skip


def _same(stands: Mapping[str, Any], line: Line | None) -> bool:
    if line is None:
        return False
    value = stands.get("value") or ""
    return (stands["result"], value) == (str(line.result), line.value)


def left_out(*, sheet: Mapping[str, Any], content: Content, deed: Deed) -> list[str]:
    """Return the photos and parts of other phones and people that the signed text does not name.

    They are taken back only by who brought them, so a text without them was made before them.
    """
    photos, said = content.photos(), content.said["parts"]
    parts = {tuple(str(part[name]) for name in _OF_A_PART) for part in said}
    missing = [
        one["sha256"] for one in sheet["photos"]
        if one["device"] != str(deed.device) and one["sha256"] not in photos
    ]  # fmt: skip
    return missing + [
        one["name"] for one in sheet["parts"]
        if one["by"] != deed.person and tuple(str(one[name]) for name in _OF_A_PART) not in parts
    ]  # fmt: skip


_OF_A_PART = ("item", "name", "model", "serial_number", "quantity")


def lines_as_signed(
    *, content: Content, deed: Deed, versions: Mapping[str, int]
) -> dict[str, dict[str, Any]]:
    """Return the lines of a sheet as a signed text has them; `versions` are those that stand."""
    urgencies = {one.item: str(one.urgency) for one in content.repairs}
    return {
        line.item: {
            "result": str(line.result), "value": line.value or None, "note": line.note,
            "photos": list(line.photos),
            "urgency": urgencies.get(line.item) if line.result is ItemResult.ABNORMAL else None,
            "version": versions.get(line.item, 1), "by": deed.person, "name": deed.label,
            "device": str(deed.device), "at": deed.made_at.isoformat(),
        }
        for line in content.lines
    }  # fmt: skip


def photos_as_signed(
    *, sheet: Mapping[str, Any], content: Content, deed: Deed
) -> list[dict[str, Any]]:
    """Return the photos of a sheet as a signed text names them, with the place each was taken."""
    places = {one["sha256"]: one.get("place") for one in sheet["photos"]}
    found = [
        {
            "sha256": one["sha256"], "item": one["item"], "taken_at": one["taken_at"],
            "place": places.get(one["sha256"]),
            "use": "item" if one["item"] else "general", "by": deed.person,
            "device": str(deed.device),
        }
        for one in content.said["photos"]
    ]  # fmt: skip
    for one in found:
        if one["sha256"] == content.barrier:
            one["use"] = "barrier"
    return found
