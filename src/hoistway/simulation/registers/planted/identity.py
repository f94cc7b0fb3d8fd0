"""Errors of the numbers by which elevators and organisations are told apart."""

from copy import deepcopy
from datetime import timedelta

from hoistway.simulation.registers.planted.case import OFFICIAL, Case
from hoistway.simulation.registers.sources import APPROVAL, FIRM, INSPECTION, SUPERVISION, Entry

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MISREAD = {"0": "O", "1": "I", "8": "B", "5": "S", "2": "Z"}
_FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ（）",
)


def credit_code_mistyped(case: Case, certain: bool) -> bool:
    """Mistype one sign of a credit code, or exchange two; asked where two signs are wrong."""
    entry = case.bearer("use_unit_code", "use_unit", among=(SUPERVISION, APPROVAL))
    if entry is None or case.neighbours < 2:
        return False
    code = case.facts["use_unit_code"]
    at = case.chance.randrange(8, 16)
    value = _retyped(case, code, at)
    if certain and case.chance.random() < 0.4 and code[at] != code[at + 1]:
        value = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if not certain:
        value = _retyped(case, value, at - 4)
    case.silence(entry, fields=["use_unit_code"])
    case.wrong(entry, "use_unit_code", value, error="credit_code_mistyped", certain=certain)
    return True


def _retyped(case: Case, code: str, at: int) -> str:
    sign = case.chance.choice([s for s in _ALPHABET[:10] if s != code[at]])
    return code[:at] + sign + code[at + 1 :]


def certificate_form(case: Case, certain: bool) -> bool:
    """Write a certificate number out of form; asked where the year is lost."""
    entry = case.bearer("certificate_number", among=(SUPERVISION, APPROVAL))
    if entry is None:
        return False
    number = case.facts["certificate_number"]
    ways = (
        number.translate(_FULL_WIDTH), f"{number[:3]} {number[3:]}", number.lower(), number[1:],
        number.replace("(", "（").replace(")", "）"), number.replace("(", "[").replace(")", "]"),
    )  # fmt: skip
    value = case.chance.choice(ways) if certain else number[: number.index("(")]
    case.silence(entry, fields=["certificate_number"])
    case.wrong(entry, "certificate_number", value, error="certificate_form", certain=certain)
    return True


def register_number_misread(case: Case, certain: bool) -> bool:
    """Misread one sign of a register number or exchange two; certain by the device code."""
    among = (INSPECTION, APPROVAL, SUPERVISION) if case.chance.random() < 0.7 else OFFICIAL
    entry = case.bearer("register_number", "device_code", "serial_number", among=among)
    others = [e for e in case.entries.values() if e is not entry and "register_number" in e.fields]
    if entry is None or not any("device_code" in e.fields for e in others):
        return False
    number = case.facts["register_number"]
    spots = [n for n in range(4, 20) if number[n] in _MISREAD]
    swaps = [n for n in range(10, 19) if number[n] != number[n + 1]]
    if case.chance.random() < 0.6 or not swaps:
        at = case.chance.choice(spots)
        value = number[:at] + _MISREAD[number[at]] + number[at + 1 :]
    else:
        at = case.chance.choice(swaps)
        value = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if not certain:
        for one in case.entries.values():
            one.fields.pop("device_code", None)
        entry.fields.pop("serial_number")
    case.wrong(entry, "register_number", value, error="register_number_misread", certain=certain)
    return True


def device_code_form(case: Case, certain: bool) -> bool:
    """Write a device code in full width, lower case or with blanks; asked: another year in it."""
    entry = case.bearer("device_code", among=(SUPERVISION, APPROVAL))
    if entry is None:
        return False
    code = case.facts["device_code"]
    ways = (
        code.translate(_FULL_WIDTH),
        f"{code[:4]} {code[4:9]} {code[9:]}",
        f" {code[:9]}-{code[9:]}",
    )
    other_year = f"{code[:9]}{int(code[9:13]) - case.chance.choice((1, 2, 3))}{code[13:]}"
    value = case.chance.choice(ways[:2]) if certain else other_year
    case.silence(entry, fields=["device_code"])
    case.wrong(entry, "device_code", value, error="device_code_form", certain=certain)
    return True


def two_elevators_one_number(case: Case, certain: bool) -> bool:
    """Give the elevator the register number of the one beside it."""
    before = case.memory.get("beside")
    entry = case.bearer("register_number", "device_code", among=(SUPERVISION,))
    if entry is None or certain or before is None or before["estate"] != case.elevator.estate.index:
        return False
    value = before["register_number"]
    case.wrong(entry, "register_number", value, error="two_elevators_one_number", certain=False)
    return True


def one_elevator_twice(case: Case, certain: bool) -> bool:
    """Enter the elevator a second time; certain when the two rows contradict in nothing."""
    entry = case.bearer("register_number", "device_code", "serial_number", among=(SUPERVISION,))
    if entry is None:
        return False
    again = Entry(
        source=entry.source, key=f"{entry.key}B", fields=deepcopy(entry.fields),
        observed=entry.observed - timedelta(days=case.chance.randrange(30, 300)),
    )  # fmt: skip
    if not certain:
        number = case.facts["register_number"]
        again.fields["register_number"] = f"{number[:16]}{(int(number[16:]) + 7000) % 10000:04d}"
    again.planted.append(
        {"field": "", "error": "one_elevator_twice", "truth": case.elevator.label,
         "certain": certain}
    )  # fmt: skip
    case.extra.append(again)
    return True


def record_not_placed(case: Case, certain: bool) -> bool:
    """Leave a firm's record with hardly more than the name of the estate."""
    entry = case.entries.get(FIRM)
    if entry is None or certain or case.neighbours < 1:
        return False
    kept = ("estate", "kind", "jurisdiction", "firm", "firm_code")
    entry.fields = {name: entry.fields[name] for name in kept if name in entry.fields}
    entry.planted.append(
        {"field": "", "error": "record_not_placed", "truth": case.elevator.label, "certain": False}
    )
    return True


ERRORS = {
    "credit_code_mistyped": credit_code_mistyped, "certificate_form": certificate_form,
    "register_number_misread": register_number_misread, "device_code_form": device_code_form,
    "two_elevators_one_number": two_elevators_one_number,
    "one_elevator_twice": one_elevator_twice, "record_not_placed": record_not_placed,
}  # fmt: skip
