"""What the pages of the plate room speak."""

from django import template

from hoistway.foundation.terms import Term
from hoistway.parties.models import Jurisdiction
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.plates.shown import tone_of_plate

register = template.Library()


@register.filter
def plate_tone(state: Term) -> Tone:
    """Name the tone of a plate's state."""
    return tone_of_plate(state)


@register.filter
def or_dash(count: int) -> str:
    """Write a count, a dash for none: a column of zeros hides what matters."""
    return f"{count:,}" if count else "—"


@register.filter
def named(area: Jurisdiction) -> str:
    """Name a jurisdiction in the language of the page."""
    return spoken((area.name_zh, area.name_en))
