"""The official numbers of elevators, each in its own form and given out in order."""

from collections import Counter
from datetime import date

OLD_CLASS: dict[str, tuple[str, ...]] = {
    "3110": ("3110", "3110", "3110", "3130", "3150"), "3120": ("3210", "3210", "3230", "3240"),
    "3130": ("3220",), "3210": ("3310",), "3220": ("3330",), "3310": ("3500",),
    "3320": ("3600",), "3410": ("3160", "3250"), "3420": ("3140",), "3430": ("3400",),
}  # fmt: skip
"""Kind of 2014 → classes of the catalogue of 2004 that its register numbers carry."""

_OVERFLOW = "ABCDEFGH"


class Numbers:
    """Gives out numbers; remembers the last sequence of each prefix."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def _next(self, prefix: str) -> int:
        self._last[prefix] += 1
        return self._last[prefix]

    def register_number(self, *, old_class: str, district: str, day: date, letters: bool) -> str:
        """Return a 注册代码 of 20 signs: class of 2004, district, year and month, sequence.

        Source: TSG 08 (M). With `letters` the sequence has overflowed into a letter.
        """
        prefix = f"{old_class}{district}{day:%Y%m}"
        number = self._next(prefix + ("L" if letters else ""))
        if letters:
            return f"{prefix}{_OVERFLOW[number // 1000 % len(_OVERFLOW)]}{number % 1000:03d}"
        return f"{prefix}{number % 10_000:04d}"

    def device_code(self, *, kind: str, maker: str, year: int, long: bool) -> str:
        """Return a 设备代码 of 18 signs, or of 17 in the later form. Source: TSG 21 family (M)."""
        prefix = f"{kind}{maker}{year}"
        number = self._next(prefix + ("18" if long else "17"))
        return f"{prefix}{number:05d}" if long else f"{prefix}{number % 10_000:04d}"

    def certificate_number(self, *, kind: str, district: str, year: int) -> str:
        """Return a 使用登记证编号: 梯, type, 沪, letter of the authority, sequence, year."""
        letter = chr(ord("A") + int(district[4:6]) % 26)
        prefix = f"梯{kind[1:3]}沪{letter}"
        number = self._next(f"{prefix}{year}")
        return f"{prefix}{number:05d}({year % 100:02d})"
