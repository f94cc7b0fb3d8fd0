"""What the pages of the register speak and draw."""

from django import template

from hoistway.dossier.facts import Sign
from hoistway.dossier.values import Pair
from hoistway.dossier.why import Part
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

register = template.Library()

SIGNS: dict[Sign, Tone] = {
    Sign.AGREED: "safe", Sign.SINGLE: "quiet", Sign.DISPUTED: "caution", Sign.CORRECTED: "active",
    Sign.DECIDED: "active", Sign.UNTOLD: "quiet",
}  # fmt: skip
PARTS: dict[Part, Tone] = {
    Part.HELD: "safe", Part.AGREES: "safe", Part.DIFFERS: "caution", Part.SUGGESTED: "active",
    Part.REPLACED: "quiet", Part.WITHDRAWN: "quiet",
}  # fmt: skip


@register.filter
def pair(words: Pair) -> str:
    """Say a pair in the language of the page."""
    return spoken(words)


@register.filter
def sign_tone(sign: Sign) -> Tone:
    """Name the tone of how sure a fact is."""
    return SIGNS[sign]


@register.filter
def part_tone(part: Part) -> Tone:
    """Name the tone of what a saying contributes."""
    return PARTS[part]
