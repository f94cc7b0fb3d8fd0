"""The kind was copied from the register number, which speaks the catalogue of 2004.

Source: 特种设备目录 2014（质检总局公告2014年第114号）; the register number keeps the classes of
2004. Certain if the code collides, the number begins with it and its kind of 2014 is what
another source says.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, claims_of
from hoistway.quality.standards import table
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "质检总局公告2014年第114号"
WHY = (
    "品种代码 {value} 与注册代码前四位（2004 年目录）相同，按 2014 年目录应为 {proposal}。",
    "Code {value} is the register number's class of 2004; in the catalogue of 2014: {proposal}.",
)


def kind_of_class(*, old_class: str) -> str:
    """Return the kind of 2014 that a class of 2004 became, empty where there is none.

    Example:
        >>> kind_of_class(old_class="3210"), kind_of_class(old_class="3120")
        ('3120', '')
    """
    kinds: dict[str, str] = table("measures")["kinds_2004"]
    return kinds.get(old_class, "")


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Translate the class digits of the register number and ask the witnesses."""
    value, old_class = portrait.text("kind"), portrait.text("register_number")[:4]
    kind = kind_of_class(old_class=old_class)
    colliding = value in table("measures")["colliding_kinds"]
    if not colliding or value != old_class or kind in ("", value) or portrait.is_decided("kind"):
        return
    witnesses = portrait.witnesses("kind")
    agreeing = [said for said in witnesses if said.value == kind]
    backing = [said for said in witnesses if said.value == value]
    if backing and not agreeing:
        return
    certain = bool(agreeing) and not backing
    yield Verdict(
        kind=FindingKind.KIND_BY_OLD_CATALOGUE, field="kind", value=value, proposal=kind,
        confidence=0.97 if certain else 0.5, certain=certain,
        inputs={"old_class": old_class, "claims": claims_of(*agreeing, *backing)},
    )  # fmt: skip
