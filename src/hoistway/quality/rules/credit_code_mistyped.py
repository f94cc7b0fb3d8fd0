"""A social credit code whose check digit fails.

Source: GB 32100-2015 4.6. Certain if exactly one enrolled organisation of that very name has a
valid code that is one slip away.
"""

from collections.abc import Iterator

from hoistway.foundation.credit_code import is_credit_code
from hoistway.quality.rules.city import City
from hoistway.quality.rules.misread import is_one_slip
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB 32100-2015 4.6"
WHY = (
    "{value} 校验码不符；同名单位 {name} 的代码 {proposal} 仅差一处。",
    "The check digit of {value} fails; {name} has {proposal}, one slip away.",
)

CODES = (("use_unit_code", "use_unit"), ("firm_code", "firm"))


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Look at the codes of use unit and firm as they were said."""
    for field, named in CODES:
        code, name = portrait.text(field).strip().upper(), portrait.text(named)
        if not code or is_credit_code(code=code) or portrait.is_decided(field):
            continue
        known = city.codes_by_name.get(name, frozenset())
        fitting = [meant for meant in known if is_one_slip(written=code, meant=meant)]
        certain = len(fitting) == 1
        only = fitting or (list(known) if len(known) == 1 else [])
        yield Verdict(
            kind=FindingKind.CREDIT_CODE_MISTYPED, field=field, value=portrait.text(field),
            proposal=only[0] if len(only) == 1 else None,
            confidence=0.98 if certain else 0.5, certain=certain, inputs={"name": name},
        )  # fmt: skip
