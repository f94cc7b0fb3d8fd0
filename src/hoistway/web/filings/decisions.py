"""Decisions over an elevator's days in words: what was decided, why, of what, by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hoistway.filings.vocabulary import DecisionKind, Fault, FilingKind, UnitAnswer
from hoistway.filings.vocabulary.decisions import Ground
from hoistway.foundation.actors import Actor
from hoistway.web.desk.shapes import listed, word
from hoistway.web.filings.shown import days_words, doer
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

if TYPE_CHECKING:
    from hoistway.filings.models import Decision

_TONES: dict[DecisionKind, Tone] = {
    DecisionKind.BEGIN: "safe", DecisionKind.HAND_OVER: "safe", DecisionKind.END: "quiet",
    DecisionKind.REFUSE: "caution", DecisionKind.REVERSE: "caution", DecisionKind.MERGE: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision with everything that it was made of."""

    kind: DecisionKind
    tone: Tone
    at: datetime
    by: str
    reasons: tuple[str, ...]
    words: str
    inputs: tuple[tuple[str, str], ...]
    edition: str
    is_reversed: bool
    filing_number: str


def decision_lines(
    *, decisions: Iterable["Decision"], names: Mapping[int, tuple[str, str]], by: Actor
) -> tuple[DecisionLine, ...]:
    """Return decisions for a page; `names` are those of the firms in them, by key."""
    return tuple(
        DecisionLine(
            kind=one.kind, tone=_TONES[one.kind], at=one.at, by=doer(actor=one.by, by=by),
            reasons=tuple(word(Ground(r["ground"])) for r in one.reasons if "ground" in r),
            words=next((str(r["words"]) for r in one.reasons if "words" in r), ""),
            inputs=tuple(_inputs(one.inputs, names)), edition=one.edition,
            is_reversed=one.is_reversed,  # type: ignore[attr-defined] # annotated by the query
            filing_number=one.filing.number if one.filing else "",
        )
        for one in decisions
    )  # fmt: skip


def firms_in(decisions: Iterable["Decision"]) -> set[int]:
    """Return the firms that decisions were made of, by key."""
    found: set[int] = set()
    for one in decisions:
        if "firm" in one.inputs:
            found.add(one.inputs["firm"])
        found |= {rival["firm"] for rival in one.inputs.get("rivals", [])}
    return found


def _inputs(
    inputs: Mapping[str, object], names: Mapping[int, tuple[str, str]]
) -> Iterable[tuple[str, str]]:
    """Yield what a decision was made of, in the language of the page."""
    if "kind" in inputs and "firm" in inputs:
        yield _("备案"), f"{inputs['filing']} · {word(FilingKind(str(inputs['kind'])))}"
        yield _("维保单位"), _name(inputs["firm"], names)
        yield _("日期"), _days(inputs)
        yield _("使用单位"), word(UnitAnswer(str(inputs["unit_answer"])))
    rivals = inputs.get("rivals")
    for rival in rivals if isinstance(rivals, list) else []:
        yield _("另一家单位"), f"{_name(rival['firm'], names)} · {_rival(rival)}"
    faults = inputs.get("faults")
    if isinstance(faults, list) and faults:
        yield _("机器核查"), listed(word(Fault(str(code))) for code in faults)


def _name(key: object, names: Mapping[int, tuple[str, str]]) -> str:
    pair = names.get(int(str(key)))
    return spoken(pair) if pair else "—"


def _days(inputs: Mapping[str, object]) -> str:
    since = datetime.fromisoformat(str(inputs["since"])).date()
    until = inputs["until"]
    last = datetime.fromisoformat(str(until)).date() if until else None
    return days_words(since=since, until=last)


def _rival(rival: Mapping[str, object]) -> str:
    said = {
        "agrees": _("同意移交"), "ends": _("已申请终止"), "objects": _("提出异议"),
        "confirmed": _("使用单位也已确认"),
    }  # fmt: skip
    return listed(words for key, words in said.items() if rival.get(key)) or _("未表态")
