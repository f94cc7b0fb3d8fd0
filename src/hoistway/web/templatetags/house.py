"""What templates need to speak: official words, instants, spans, distances, states."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django import template
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hoistway.foundation.terms import Term
from hoistway.maintenance.vocabulary.regime import called as visit_called
from hoistway.web.frame import telephone
from hoistway.web.parts.bars import bar as draw_bar
from hoistway.web.parts.bars import sparkline as draw_sparkline
from hoistway.web.parts.tones import SHAPES, Tone, tone_of
from hoistway.web.parts.words import (
    ago_words,
    clock_words,
    counter_words,
    day_words,
    duration_words,
    metre_words,
    second_words,
)

if TYPE_CHECKING:
    from hoistway.maintenance.models import Visit

register = template.Library()

CARRIED = ("lang", "type")
"""Switches of the public pages that live in the address, because these pages set no cookie."""


def _english() -> bool:
    return (get_language() or "zh").startswith("en")


@register.filter
def term(value: object) -> str:
    """Say an official word in the language of the page; anything else stays as it is."""
    if isinstance(value, Term):
        return value.in_language(get_language() or "zh")
    return "" if value is None else str(value)


@register.filter
def called(visit: "Visit") -> str:
    """Say what a visit is called: its level, «on demand», or its kind."""
    return term(visit_called(kind=visit.kind, level=visit.level))


@register.filter
def dial(number: str) -> str:
    """Return the link that dials a number."""
    return telephone(number)


@register.filter
def clock(at: datetime | None) -> str:
    """Write an instant to the minute, Shanghai time."""
    return clock_words(at, english=_english()) if at else "—"


@register.filter
def clock_s(at: datetime | None) -> str:
    """Write the time of day to the second, Shanghai time."""
    return second_words(at) if at else "—"


@register.filter
def day(at: datetime | None) -> str:
    """Write the day with its year, Shanghai time."""
    return day_words(at, english=_english()) if at else "—"


@register.filter
def plain_day(day_of: date | None) -> str:
    """Write a calendar day as 2026-11-22."""
    return f"{day_of:%Y-%m-%d}" if day_of else "—"


@register.filter
def duration(seconds: float | None) -> str:
    """Write a span given in seconds."""
    return "—" if seconds is None else duration_words(seconds, english=_english())


@register.filter
def metres(value: float | None) -> str:
    """Write a distance given in metres."""
    return "—" if value is None else metre_words(value, english=_english())


@register.filter
def since(at: datetime | None, now: datetime) -> str:
    """Write how long before `now` the instant was."""
    return ago_words(at, now=now, english=_english()) if at else "—"


@register.filter
def lasting(at: datetime | None, now: datetime) -> str:
    """Write how long something that began at the instant has lasted, in whole minutes."""
    if at is None:
        return "—"
    minutes = max(1, round((now - at).total_seconds() / 60))
    return duration_words(minutes * 60, english=_english())


@register.filter
def counter(at: datetime | None, now: datetime) -> str:
    """Write the face of a timer between the instant and `now`."""
    return counter_words(now - at) if at else "—"


@register.filter
def late(at: datetime | None, now: datetime) -> bool:
    """Tell whether the instant has passed at `now`."""
    return at is not None and at < now


@register.filter
def iso(at: datetime | None) -> str:
    """Write an instant for machines."""
    return at.isoformat() if at else ""


@register.filter
def grouped(number: object) -> str:
    """Write a code in groups of three, the last of up to five, as people read it on the telephone.

    Example:
        >>> grouped("4204896") == "420\u20094896"
        True
    """
    text = str(number)
    last = max(0, (len(text) - 3) // 3) * 3
    pieces = [text[i : i + 3] for i in range(0, last, 3)] + [text[last:]]
    return "\u2009".join(piece for piece in pieces if piece)


@register.filter
def tone(state: object) -> Tone:
    """Name the tone of a state."""
    return tone_of(state)


@register.filter
def percent(fraction: float | None) -> str:
    """Write a fraction as per cent with one place."""
    return "—" if fraction is None else f"{fraction * 100:.1f}%"


@register.filter
def bar(fraction: float, tone: str = "active") -> SafeString:
    """Draw a bar filled to the fraction."""
    return draw_bar(fraction=fraction, tone=tone)


@register.filter
def sparkline(values: list[float], label: str) -> SafeString:
    """Draw a sparkline."""
    return draw_sparkline(values=values, label=label)


@register.simple_tag
def shape(tone: Tone) -> SafeString:
    """Draw the shape of a tone."""
    path = SHAPES.get(tone, SHAPES["quiet"])
    return format_html('<svg viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>', path)


def _carried(context: Mapping[str, object]) -> dict[str, str]:
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return {}
    return {key: request.GET[key] for key in CARRIED if key in request.GET}


def carried(request: HttpRequest) -> str:
    """Return the query that keeps language and type size through a redirect."""
    query = QueryDict(mutable=True)
    query.update(_carried({"request": request}))
    return f"?{query.urlencode()}" if query else ""


@register.simple_tag(takes_context=True)
def carry(context: Mapping[str, object], **more: object) -> str:
    """Write the query that keeps language and type size on the way to the next page."""
    query = QueryDict(mutable=True)
    query.update(_carried(context))
    query.update({key: str(value) for key, value in more.items() if value is not None})
    return f"?{query.urlencode()}" if query else ""


@register.simple_tag(takes_context=True)
def carried_fields(context: Mapping[str, object]) -> SafeString:
    """Write hidden inputs that keep language and type size through a GET form."""
    pairs = _carried(context).items()
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)
