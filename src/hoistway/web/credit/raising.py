"""What would raise a score, as sentences for the firm."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoistway.credit.models import CreditScore
from hoistway.credit.queries.raising import Raise, raises_of
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseRow:
    """One change, and how many points the total would gain."""

    words: str
    points: str


def raise_rows(*, score: CreditScore) -> list[RaiseRow]:
    """Return the changes that would raise a total, the largest gain first."""
    names = {str(one.get("key")): str(one.get("en" if english() else "zh")) for one in score.points}
    return [
        RaiseRow(words=_sentence(one, names.get(one.indicator, "")), points=f"{one.gain:g}")
        for one in raises_of(score=score)
    ]


def _sentence(one: Raise, name: str) -> str:
    said = {"name": name, "fact": word(one.fact), "count": f"{round(abs(one.change), 2):g}"}
    if not one.change:
        return _("%(name)s：每次都在满分的时限内。") % said
    if one.change < 0:
        told = _("%(name)s：“%(fact)s”减少 %(count)s。") % said
    else:
        told = _("%(name)s：“%(fact)s”增加 %(count)s。") % said
    if one.to_next is not None:
        told += _("其中 %(least)s 即可达到更高等级。") % {"least": one.to_next}
    return told
