"""What the pages of the data desk speak and draw."""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hoistway.dossier.finding import called
from hoistway.dossier.values import Pair
from hoistway.quality.vocabulary import FindingState
from hoistway.registry.models import Elevator
from hoistway.web.frame import spoken
from hoistway.web.parts.signs import Column
from hoistway.web.parts.tones import Tone

register = template.Library()

TONES: dict[FindingState, Tone] = {
    FindingState.OPEN: "caution", FindingState.CORRECTED: "safe", FindingState.ACCEPTED: "safe",
    FindingState.REJECTED: "quiet", FindingState.UNDONE: "quiet", FindingState.GONE: "quiet",
}  # fmt: skip


@register.filter(name="called")
def called_words(elevator: Elevator) -> str:
    """Say what an elevator is called."""
    return called(elevator)


@register.filter
def say(pair: Pair) -> str:
    """Say a pair in the language of the page."""
    return spoken(pair)


@register.filter
def reason_words(reason: str) -> str:
    """Say a kept reason; the pieces that were at hand appear in the language of the page."""
    return "；".join(gettext(piece) for piece in reason.split("；")) if reason else ""


@register.filter
def finding_tone(state: FindingState) -> Tone:
    """Name the tone of what became of a finding."""
    return TONES.get(state, "quiet")


@register.filter
def days_since(at: datetime, now: datetime) -> int:
    """Count the whole days between the instant and `now`."""
    return max(0, (now - at).days)


@register.filter
def whole_percent(fraction: float) -> str:
    """Write a fraction as whole per cent."""
    return f"{fraction * 100:.0f}%"


@register.filter
def signs(columns: tuple[Column, ...]) -> SafeString:
    """Draw two spellings one above the other; both texts stand beside it for readers aloud."""
    cells = format_html_join(
        "", '<span class="sign{}"><b>{}</b><b>{}</b></span>',
        (("" if c.same else " differs", c.upper, c.lower) for c in columns),
    )  # fmt: skip
    return format_html('<span class="signs" aria-hidden="true">{}</span>', cells)


@register.filter
def clause(source: str) -> str:
    """Say the clause of a kind; what the house chose itself is said so."""
    return gettext("本平台规则") if source == "house" else source.replace(" (M)", "")
