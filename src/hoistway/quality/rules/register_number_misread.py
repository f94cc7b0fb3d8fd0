"""A register number in which one sign was misread or two were exchanged.

Source: TSG 08 (M). Certain if the repaired number is what another source says of the elevator,
and that source knows it by a second key: device code, or maker and serial.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.misread import misreadings
from hoistway.quality.rules.portrait import Portrait, Said, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

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
    if len(numbers) != 1:
        return
    backing = [s for s in portrait.witnesses("register_number") if s.value == value]
    confirmed = any(_knows_it(portrait, said) for said in fitting)
    ill_formed = not value.isdigit()
    certain = confirmed and not backing and (ill_formed or len(fitting) > 1)
    yield Verdict(
        kind=FindingKind.REGISTER_NUMBER_MISREAD, field="register_number", value=value,
        proposal=numbers.pop(), confidence=0.96 if certain else 0.5, certain=certain,
        inputs={"claims": claims_of(*fitting, *backing)},
    )  # fmt: skip


def _knows_it(portrait: Portrait, said: Said) -> bool:
    """Return whether the claim also holds the elevator's device code, or maker and serial."""

    def same(field: str) -> bool:
        held = portrait.held.get(field)
        return held not in (None, "") and any(
            s.claim_id == said.claim_id and s.value == held for s in portrait.said.get(field, ())
        )

    return same("device_code") or (same("serial_number") and same("made_by"))
