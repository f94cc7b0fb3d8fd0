"""A register number in which one sign was misread or two were exchanged.

Source: TSG 08 (M). Certain if the repaired number is what another source says of the elevator,
and that source knows it by a second key: device code, or maker and serial.
"""

import re
from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.misread import misreadings
from hoistway.quality.rules.portrait import Portrait, Said, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

FORM = re.compile(r"[0-9]{4}[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9A-Z]{4}")
"""Class, district, year and month, sequence, which may hold letters. Source: dossier 5.2."""

NEVER_WRITTEN = frozenset("IO")
"""Letters that no sequence uses, being read as digits. Chosen as GB 32100-2015 leaves them out."""

CLAUSE = "TSG 08 (M)"
WHY = (
    "{value} 疑似误录；另一来源按设备代码或出厂编号指向同一台电梯，写作 {proposal}。",
    "{value} looks misread; another source knows the elevator by a second key as {proposal}.",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the held number with those of the other sources."""
    value = portrait.text("register_number")
    others = [
        s for s in portrait.witnesses("register_number")
        if isinstance(s.value, str) and s.value != value and s.kind is not SourceKind.OTHER
    ]  # fmt: skip
    if not others or portrait.is_decided("register_number"):
        return
    repaired = set(misreadings(number=value))
    fitting = [said for said in others if said.value in repaired]
    numbers = {str(said.value) for said in fitting}
    if len(numbers) != 1 or (_may_be(value, city) and not _may_be(min(numbers), city)):
        return
    backing = [s for s in portrait.witnesses("register_number") if s.value == value]
    confirmed = any(_knows_it(portrait, said) for said in fitting)
    ill_formed = not _may_be(value, city) or bool(NEVER_WRITTEN & set(value))
    certain = confirmed and not backing and (ill_formed or len(fitting) > 1)
    yield Verdict(
        kind=FindingKind.REGISTER_NUMBER_MISREAD, field="register_number", value=value,
        proposal=numbers.pop(), confidence=0.96 if certain else 0.5, certain=certain,
        inputs={"claims": claims_of(*fitting, *backing)},
    )  # fmt: skip


def _may_be(number: str, city: City) -> bool:
    """Return whether a register number has its form and a year that has come."""
    return FORM.fullmatch(number) is not None and int(number[10:14]) <= city.day.year


def _knows_it(portrait: Portrait, said: Said) -> bool:
    """Return whether the claim also holds the elevator's device code, or maker and serial."""

    def same(field: str) -> bool:
        held = portrait.held.get(field)
        return held not in (None, "") and any(
            s.claim_id == said.claim_id and s.value == held for s in portrait.said.get(field, ())
        )

    return same("device_code") or (same("serial_number") and same("made_by"))
