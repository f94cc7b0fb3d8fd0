"""The use unit or firm is written otherwise than under its credit code elsewhere.

Source: GB 32100-2015. Certain where nothing but the writing differs (width, brackets, 上海市,
有限责任公司) and most sources write the organisation of that code in one other way. Another name
under the same code may be a new name: that is no matter of spelling.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hoistway.foundation.credit_code import is_credit_code
from hoistway.matching.names import name_likeness, plain_name
from hoistway.quality.rules.city import City
from hoistway.quality.rules.credit_code_mistyped import CODES
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB 32100-2015"
WHY = (
    "同一信用代码的单位多写作「{proposal}」。",
    "Under the same credit code most write «{proposal}».",
)

LEAST_LIKE = 0.6
"""How like another name must be to be asked about. Chosen: 书香物业 and 书香锦绣物业 are."""


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


def names_by_code(*, usual: Mapping[tuple[str, str], Usual]) -> dict[str, str]:
    """Return the name of each code that is used three times as often as any other."""
    found: dict[str, list[Usual]] = defaultdict(list)
    for (code, _), one in usual.items():
        found[code].append(one)
    names = {}
    for code, each in found.items():
        best, *others = sorted(each, key=lambda one: -one.claims)
        if others and best.claims >= 3 * others[0].claims:
            names[code] = best.name
    return names


def _other_name(city: City, code: str, name: str) -> str:
    """Return what most write under the code where it is like the name and yet another one."""
    usual = city.names_by_code.get(code, "")
    alike = name_likeness(one=usual, other=name)
    return usual if LEAST_LIKE <= alike < 1 else ""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare the names that are held with those that most write under the same code."""
    for coded, named in CODES:
        code, name = portrait.text(coded), portrait.text(named)
        usual = city.usual_names.get((code, plain_name(text=name)), "")
        if usual in ("", name):
            usual = _other_name(city, code, name) or usual
        if name in ("", usual) or not usual or not is_credit_code(code=code):
            continue
        if not portrait.is_decided(named):
            certain = plain_name(text=name) == plain_name(text=usual)
            yield Verdict(
                kind=FindingKind.ORGANISATION_SPELLING, field=named, value=name, proposal=usual,
                confidence=0.97 if certain else 0.5, certain=certain, inputs={"code": code},
            )  # fmt: skip
