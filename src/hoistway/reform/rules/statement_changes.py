"""How a statement differs from that of the month or the year before."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoistway.reform.rules.statement_formats import StatementFormat, printed
from hoistway.reform.rules.statement_shapes import Section, Told
from hoistway.reform.rules.statements import figures_told
from hoistway.reform.vocabulary import StatementFigure

_COMPARED = (
    StatementFigure.IN_USE, StatementFigure.EVENTS, StatementFigure.PEOPLE, StatementFigure.RATE,
    StatementFigure.ARRIVAL, StatementFigure.RESCUE, StatementFigure.REACHED,
    StatementFigure.FAULT_RATE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure beside what it was; `percent` is empty where nothing can be said."""

    figure: StatementFigure
    unit: str
    text: str
    before: str
    percent: str


def changes(
    *, sections: Iterable[Section], before: Iterable[Section], how: StatementFormat
) -> tuple[Change, ...]:
    """Return the main figures beside those of another statement.

    A change is reckoned from what is printed, so that a reader can reckon it again.
    """
    now, was = figures_told(sections=sections), figures_told(sections=before)
    return tuple(
        Change(
            figure=figure, unit=now[figure].unit, text=now[figure].text,
            before=was[figure].text, percent=_percent(now[figure], was[figure], how),
        )
        for figure in _COMPARED
        if figure in now and figure in was
    )  # fmt: skip


def _percent(now: Told, was: Told, how: StatementFormat) -> str:
    """Return the change in per cent with its sign, half-up.

    Example:
        >>> from hoistway.reform.rules.statement_formats import format_named
        >>> ours = format_named(edition="hoistway-2026")
        >>> was, now = (Told(figure=StatementFigure.EVENTS, text=text) for text in ("8", "9"))
        >>> _percent(now, was, ours), _percent(was, now, ours)
        ('+12.50', '−11.11')
    """
    if "—" in (now.text, was.text):
        return ""
    new, old = _units(now.text), _units(was.text)
    if not old:
        return ""
    text = printed(part=abs(new - old), whole=old, scale=100, digits=how.digits)
    return f"{'+' if new > old else '−' if new < old else '±'}{text}"


def _units(text: str) -> int:
    """Return a printed number in millionths."""
    bare, _, tail = text.partition(".")
    return int(bare + f"{tail:0<6}"[:6])
