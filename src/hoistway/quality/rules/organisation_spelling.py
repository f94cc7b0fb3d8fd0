"""The use unit or firm is written otherwise than under its credit code elsewhere.

Source: GB 32100-2015. Certain where nothing but the writing differs (width, brackets, 上海市,
有限责任公司) and most sources write the organisation of that code in one other way. Another name
under the same code may be a new name: that is no matter of spelling.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hoistway.foundation.credit_code import is_credit_code
from hoistway.matching.names import plain_name
from hoistway.quality.rules.city import City
from hoistway.quality.rules.credit_code_mistyped import CODES
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB 32100-2015"
WHY = (
    "同一信用代码的单位多写作「{proposal}」。",
    "Under the same credit code most write «{proposal}».",
)


@dataclass(frozen=True, slots=True)
class Usual:
    """The spelling that most claims use, how many and from how many sources."""

    name: str
    claims: int
    sources: int


def usual_names(*, portraits: Iterable[Portrait]) -> dict[tuple[str, str], Usual]:
    """Return the usual spelling of each organisation by credit code and plain name.

    An organisation of which two spellings are equally usual has none.
    """
    heard: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    voices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for portrait in portraits:
        for coded, named in CODES:
            codes = {said.claim_id: said.value for said in portrait.said.get(coded, ())}
            for said in portrait.said.get(named, ()):
                code = codes.get(said.claim_id)
                if isinstance(code, str) and isinstance(said.value, str):
                    key = code, plain_name(text=said.value)
                    heard[key][said.value] += 1
                    voices[key].add(said.source)
    found = {}
    for key, counted in heard.items():
        (name, most), *others = counted.most_common(2)
        if not others or most > others[0][1]:
            found[key] = Usual(name, most, len(voices[key]))
    return found


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the names that are held with those that most write under the same code."""
    for coded, named in CODES:
        code, name = portrait.text(coded), portrait.text(named)
        usual = city.usual_names.get((code, plain_name(text=name)), "")
        if name in ("", usual) or not usual or not is_credit_code(code=code):
            continue
        if not portrait.is_decided(named):
            yield Verdict(
                kind=FindingKind.ORGANISATION_SPELLING, field=named, value=name, proposal=usual,
                confidence=0.97, certain=True, inputs={"code": code},
            )  # fmt: skip
