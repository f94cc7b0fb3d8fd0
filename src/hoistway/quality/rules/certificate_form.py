"""A use certificate number that is not written in its one form, 梯11沪A00001(20).

Source: TSG 08 (M); form as in dossier 5.2. Certain where width, blanks, case, brackets or a
missing 梯 are all that differs; the old 20-digit code in this field is left alone.
"""

import re
from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.rules.writing import half_width
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

CLAUSE = "TSG 08 (M)"
WHY = (
    "登记证编号应写作 {proposal}。",
    "The certificate number should read {proposal}.",
)

FORM = re.compile(r"梯(?:11|12|13|21|22|31|32|41|42|43)[一-龥][A-Z][0-9A-Z][0-9]{4}\([0-9]{2}\)")
"""Source: dossier 5.2, with plain brackets."""

_OLD = re.compile(r"[0-9]{4}[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9A-Z]{4}")


def in_form(*, number: str) -> str:
    """Return the number in its one form, empty where it cannot be brought there.

    Example:
        >>> in_form(number="１１沪a00001（20）")
        '梯11沪A00001(20)'
        >>> in_form(number="沪A1")
        ''
    """
    plain = "".join(half_width(text=number).upper().split())
    plain = plain if plain.startswith("梯") else f"梯{plain}"
    return plain if FORM.fullmatch(plain) else ""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Bring the number to its form, or ask what it is."""
    value = portrait.text("certificate_number")
    if not value or FORM.fullmatch(value) or _OLD.fullmatch(value):
        return
    if portrait.is_decided("certificate_number"):
        return
    form = in_form(number=value)
    word = portrait.word("certificate_number")
    if not form and word is not None and word.kind is SourceKind.OTHER:
        return
    yield Verdict(
        kind=FindingKind.CERTIFICATE_FORM, field="certificate_number", value=value,
        proposal=form or None, confidence=0.99 if form else 0.3, certain=bool(form),
    )  # fmt: skip
