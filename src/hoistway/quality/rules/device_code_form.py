"""A device code that is not written in its form of 17 or 18 signs, or tells another year.

Source: TSG 21 family (M); form as in dossier 5.2. Certain where width, blanks and case are all
that differs. A year that is not that of making is asked; codes of 21 signs are old and right.
"""

import re
from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.rules.writing import half_width
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "TSG 21 family (M)"
WHY = (
    "设备代码应写作 {proposal}；制造日期为 {made_on}。",
    "The device code should read {proposal}; it was made on {made_on}.",
)

FORM = re.compile(r"[0-9]{4}[0-9]{5}(?P<year>(?:19|20)[0-9]{2})[0-9A-Z]{4,5}")
"""Source: dossier 5.2: base code, maker, year, sequence."""

FIRST_CODES = 1990
"""Elevators made before got their code later. Chosen: the national scheme is of the nineties."""

OLD_LENGTH = 21
"""The national scheme before. Source: dossier 5.2."""


def in_form(*, code: str) -> str:
    """Return the code in its form, empty where it cannot be brought there.

    Example:
        >>> in_form(code="３１１０ 10123 2015 0001a")
        '31101012320150001A'
    """
    plain = "".join(half_width(text=code).upper().split()).replace("-", "")
    return plain if FORM.fullmatch(plain) else ""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Bring the code to its form and compare its year with that of making."""
    value, made_on = portrait.text("device_code"), portrait.day("made_on")
    if not value or len("".join(value.split())) == OLD_LENGTH or portrait.is_decided("device_code"):
        return
    form = in_form(code=value)
    fits = FORM.fullmatch(form)
    if form and form != value:
        yield _verdict(portrait, value, form, certain=True)
    elif fits is None:
        if value.isascii() and len(value) in range(15, 20):
            yield _verdict(portrait, value, "", certain=False)
    elif made_on is not None and int(fits["year"]) != made_on.year >= FIRST_CODES:
        yield _verdict(portrait, value, "", certain=False)


def _verdict(portrait: Portrait, value: str, form: str, *, certain: bool) -> Verdict:
    return Verdict(
        kind=FindingKind.DEVICE_CODE_FORM, field="device_code", value=value,
        proposal=form or None, confidence=0.99 if certain else 0.2, certain=certain,
        inputs={"made_on": str(portrait.value("made_on") or "—")},
    )  # fmt: skip
