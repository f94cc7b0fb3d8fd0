"""How a mistyped date is read anew: digits exchanged, day and month exchanged, another century."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from hoistway.quality.rules.portrait import Portrait, Said, Verdict, as_day, claims_of
from hoistway.quality.vocabulary import FindingKind

DATES = ("made_on", "installed_on", "registered_on", "altered_on", "repaired_on")
"""The days of an elevator's life that the register holds."""

FIRST_YEAR = 1950
"""Before it a year is doubted, for historic lifts too. Source: catalogue of corrections."""


def readings(*, day: date) -> set[date]:
    """Return the days that differ by one exchange of digits or by the century.

    Example:
        >>> date(2015, 6, 1) in readings(day=date(2051, 6, 1))
        True
        >>> date(2015, 6, 1) in readings(day=date(1915, 6, 1))
        True
        >>> date(2015, 6, 1) in readings(day=date(2016, 6, 1))
        False
    """
    signs = f"{day:%Y%m%d}" if day.year >= 1000 else f"{day.year:04d}{day:%m%d}"
    texts = {signs[:a] + signs[b] + signs[a + 1 : b] + signs[a] + signs[b + 1 :]
             for a in range(8) for b in range(a + 1, 8)
             if b - a == 1 or b <= 3}  # fmt: skip
    texts.add(signs[:4] + signs[6:] + signs[4:6])
    texts |= {century + signs[2:] for century in ("19", "20")}
    found = set()
    for text in texts - {signs}:
        with suppress(ValueError):
            found.add(date(int(text[:4]), int(text[4:6]), int(text[6:])))
    return found


def mistyped(
    *, kind: FindingKind, portrait: Portrait, field: str, day: date, today: date
) -> Iterator[Verdict]:
    """Yield the verdict on an impossible day; certain if one reading is another source's day."""
    heard: dict[date, list[Said]] = {}
    for said in portrait.witnesses(field):
        other = as_day(said.value)
        if other is not None:
            heard.setdefault(other, []).append(said)
    if day in heard:
        return
    fitting = sorted(readings(day=day) & set(heard))
    possible = sorted(other for other in heard if other.year >= FIRST_YEAR and other <= today)
    proposal = fitting if len(fitting) == 1 else possible if len(possible) == 1 else []
    certain = len(fitting) == 1
    yield Verdict(
        kind=kind, field=field, value=day.isoformat(),
        proposal=proposal[0].isoformat() if proposal else None,
        confidence=0.97 if certain else 0.5 if proposal else 0.3, certain=certain,
        inputs={"claims": claims_of(*(s for day in proposal for s in heard[day]))},
    )  # fmt: skip
