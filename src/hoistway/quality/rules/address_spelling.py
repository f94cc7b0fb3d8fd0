"""An address that is not written plainly: full width, blanks, a doubled city or district, 號.

Source: house. Certain because nothing but the writing changes; where another source writes the
same address plainly (栋 and 幢 are one), its writing is taken. An address without a Chinese sign
is left alone: its blanks part its words.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, claims_of
from hoistway.quality.rules.writing import compared, has_chinese, tidy_address
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "house"
WHY = (
    "地址仅书写不规范，应写作「{proposal}」。",
    "Only the writing of the address is untidy: «{proposal}».",
)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Tidy the writing and nothing else."""
    value = portrait.text("address")
    tidy = tidy_address(text=value)
    if tidy == value or not has_chinese(text=value) or portrait.is_decided("address"):
        return
    alike = [
        said for said in portrait.witnesses("address")
        if isinstance(said.value, str) and compared(text=said.value) == compared(text=tidy)
        and tidy_address(text=said.value) == said.value
    ]  # fmt: skip
    yield Verdict(
        kind=FindingKind.ADDRESS_SPELLING, field="address", value=value,
        proposal=str(alike[0].value) if alike else tidy, confidence=0.99, certain=True,
        inputs={"claims": claims_of(*alike[:1])},
    )  # fmt: skip
