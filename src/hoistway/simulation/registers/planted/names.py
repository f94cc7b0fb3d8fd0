"""Errors of writing: names, addresses, characters, and nothing written as something."""

from datetime import timedelta

from hoistway.simulation.registers.estates import AS_OF
from hoistway.simulation.registers.planted.case import OFFICIAL, Case
from hoistway.simulation.registers.sources import APPROVAL, FIRM, SUPERVISION
from hoistway.simulation.registers.words import PLACEHOLDERS

_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def organisation_spelling(case: Case, certain: bool) -> bool:
    """Spell the use unit another way beside its code; asked: like another unit, without code.

    The record is older than others of the unit, so that a newer official one says the name.
    """
    entry = case.bearer("use_unit", "use_unit_code", among=(SUPERVISION, APPROVAL))
    if entry is None or case.neighbours < 3:
        return False
    name = case.facts["use_unit"]
    rest = name.removeprefix("上海")
    ways = (f"上海市{rest}", name.replace("有限公司", "有限责任公司"), f"{name} ",
            f"上海 {rest}", f"（上海）{rest}", f"{rest}（上海）")  # fmt: skip
    value = case.chance.choice(ways[:4])
    if not certain:
        value = name[:4] + name[6:]
        entry.fields.pop("use_unit_code")
        case.silence(entry, fields=["use_unit_code", "use_unit"])
    entry.observed = min(entry.observed, AS_OF - timedelta(days=case.chance.randrange(720, 900)))
    case.wrong(entry, "use_unit", value, error="organisation_spelling", certain=certain)
    return True


def estate_spelling(case: Case, certain: bool) -> bool:
    """Write the estate with blanks or other brackets; asked: 苑 for 园, another sound."""
    entry = case.bearer("estate", among=(SUPERVISION, APPROVAL))
    if entry is None or case.neighbours < 4:
        return False
    name = case.facts["estate"]
    value = f"{name[:2]} {name[2:]}"
    if certain and "（" in name:
        value = name.replace("（", "(").replace("）", ")")
    elif not certain:
        value = name.replace("苑", "园") if "苑" in name else f"{name}小区"
    case.wrong(entry, "estate", value, error="estate_spelling", certain=certain)
    return True


def address_spelling(case: Case, certain: bool) -> bool:
    """Write the address in full width, with blanks, with the district twice, with old signs."""
    entry = case.bearer("address", among=(SUPERVISION,))
    if entry is None or not certain:
        return False
    address = entry.fields["address"]
    district = case.elevator.estate.street.district_name
    ways = (
        address.translate(_DIGITS), address.replace("号", "號"), f"{district}{address}",
        address.replace("路", "路 ", 1), f"{address} ",
    )  # fmt: skip
    value = case.chance.choice([way for way in ways if way != address])
    case.wrong(entry, "address", value, error="address_spelling", certain=True)
    return True


def garbled_text(case: Case, certain: bool) -> bool:
    """Read the bytes of a name in a wrong encoding; asked where signs are lost on the way."""
    field = case.chance.choice(("made_by", "estate", "name"))
    entry = case.bearer(field, among=(SUPERVISION,))
    if entry is None:
        return False
    text = entry.fields[field]
    value = text.encode().decode("latin-1")
    if certain and case.chance.random() < 0.5:
        try:
            value = text.encode().decode("gb18030")
        except UnicodeDecodeError:
            value = text.encode().decode("latin-1")
    elif not certain:
        value = text.encode().decode("ascii", errors="replace")
    case.silence(entry, fields=[field])
    case.wrong(entry, field, value, error="garbled_text", certain=certain)
    return True


def placeholder(case: Case, certain: bool) -> bool:
    """Write a sign for nothing; the word of the next source holds, or nothing."""
    field = case.chance.choice(("serial_number", "made_by", "model", "estate"))
    entry = case.bearer(field)
    if entry is None or not certain:
        return False
    case.wrong(entry, field, case.chance.choice(PLACEHOLDERS), error="placeholder", certain=True)
    said = any(field in e.fields for e in case.entries.values() if e is not entry)
    if not said:
        entry.planted[-1]["truth"] = None
    return True


def no_use_unit(case: Case, certain: bool) -> bool:
    """Let nobody say who uses the elevator."""
    if certain:
        return False
    for entry in case.entries.values():
        entry.fields.pop("use_unit_code", None)
        if entry.fields.pop("use_unit", None) and not entry.planted:
            entry.planted.append(
                {"field": "use_unit", "error": "no_use_unit", "truth": case.facts["use_unit"],
                 "certain": False}
            )  # fmt: skip
    return True


def no_firm(case: Case, certain: bool) -> bool:
    """Let nobody say who maintains the elevator."""
    if certain or FIRM not in case.entries:
        return False
    del case.entries[FIRM]
    entry = case.bearer("register_number", among=OFFICIAL)
    if entry is None:
        return False
    entry.planted.append(
        {"field": "firm", "error": "no_firm", "truth": case.facts["firm"], "certain": False}
    )
    return True


ERRORS = {
    "organisation_spelling": organisation_spelling, "estate_spelling": estate_spelling,
    "address_spelling": address_spelling, "garbled_text": garbled_text,
    "placeholder": placeholder, "no_use_unit": no_use_unit, "no_firm": no_firm,
}  # fmt: skip
