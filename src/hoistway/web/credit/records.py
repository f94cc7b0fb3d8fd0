"""The records behind a point as pages list them: what each is, and where it can be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from hoistway.credit.queries.records import RecordBehind
from hoistway.credit.vocabulary import Fact
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import word


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One record; `lacking` says that it costs points."""

    key: str
    at: datetime | None
    name: str
    link: str
    lacking: bool
    strikes: bool


def _kinds() -> dict[str, str]:
    return {
        "incident": _("救援"), "call": word(Fact.ANSWER_SECONDS), "help": word(Fact.SECOND_ASKED),
        "fault": _("故障"), "repeat": word(Fact.REPEAT_ELEVATORS), "inspection": _("检验"),
        "check": word(Fact.CHECKS), "order": word(Fact.ORDERS), "penalty": word(Fact.PENALTIES),
        "complaint": word(Fact.COMPLAINTS), "visit": _("维保"), "elevator": _("电梯"),
        "technician": _("维保人员"), "licence": word(Fact.LICENCE_GAP_DAYS), "firm": _("单位"),
        "responsibility": word(Fact.TAKEN_OVER),
    }  # fmt: skip


_PAGES = {
    "fault": "fault", "inspection": "inspection", "visit": "visit", "check": "check",
    "order": "order", "penalty": "order", "repeat": "elevator-file", "elevator": "elevator-file",
    "responsibility": "elevator-file",
}  # fmt: skip
_RESCUES = {"incident", "call", "help"}


def record_lines(*, records: Sequence[RecordBehind], by: Actor) -> list[RecordLine]:
    """Return the lines of records; of people only the kind is said, never who."""
    kinds = _kinds()
    return [
        RecordLine(
            key=one.key, at=one.at, lacking=one.lacking, strikes=one.strikes,
            name=f"{kinds.get(one.kind, one.kind)} {_said(one)}".strip(), link=_link(one, by),
        )
        for one in records
    ]  # fmt: skip


def _said(one: RecordBehind) -> str:
    if one.kind in {"technician", "firm", "licence", "complaint"}:
        return ""
    return one.number[:8] if one.kind == "visit" else one.number


def _link(one: RecordBehind, by: Actor) -> str:
    page = _PAGES.get(one.kind, "")
    if one.kind in _RESCUES:
        page = "firm-incident" if by.role == RoleKind.FIRM_OFFICE else "regulator-incident"
    if not page or not one.number:
        return ""
    try:
        return reverse(page, args=[one.number])
    except NoReverseMatch:
        return ""
