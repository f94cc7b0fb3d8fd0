"""The street or town, or its code, lies in another district than the elevator's.

Source: 民政部统计用区划代码. Certain if the name exists once in the city, in the district where
the address or the point says that the elevator stands and nothing says another one.
"""

from collections.abc import Iterator

from hoistway.quality.rules.atlas import MARGIN_M, district_at
from hoistway.quality.rules.city import City, areas_of, districts_in, stands_in, streets_by_name
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "民政部统计用区划代码"
WHY = (
    "{street} 全市唯一，属 {district}；地址或坐标也指向该处。",
    "{street} exists once in the city, in {district}; address or point lead there.",
)


def evidence(*, portrait: Portrait, district: str) -> tuple[bool, bool]:
    """Return whether address or point speak for a district, and whether one speaks against it."""
    words = districts_in(address=portrait.text("address").replace(portrait.text("street"), ""))
    point = portrait.point()
    near = stands_in(code=district, point=point, margin_m=MARGIN_M)
    speaks = district in words or (near and point is not None and district_at(point=point) != "")
    against = bool(words - {district}) or (point is not None and not near)
    return speaks, against


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Compare street name, street code and jurisdiction."""
    street = portrait.text("street")
    places = streets_by_name().get(street, ())
    areas = areas_of(portrait.text("jurisdiction"))
    if len(places) != 1 or not areas:
        return
    code, district = places[0]
    speaks, against = evidence(portrait=portrait, district=district)
    certain = speaks and not against
    if district not in areas:
        field, proposal = ("jurisdiction", district) if speaks else ("street", None)
    elif portrait.text("street_code") not in ("", code):
        field, proposal = "street_code", code
    else:
        return
    if portrait.is_decided(field):
        return
    yield Verdict(
        kind=FindingKind.STREET_AGAINST_DISTRICT, field=field, value=portrait.text(field),
        proposal=proposal, confidence=0.97 if certain else 0.5,
        certain=certain and proposal is not None,
        inputs={"street": street, "district": district, "speaks": speaks, "against": against},
    )  # fmt: skip
