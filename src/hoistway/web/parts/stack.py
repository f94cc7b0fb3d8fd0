"""A bar of several parts of one whole, as inline SVG; the numbers beside it are the fact."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

Part = tuple[int, str, str]
"""How many, the tone (`stack-…` in drawing.css), and the word for it."""


def stack(*, parts: Sequence[Part], total: int) -> SafeString:
    """Return one bar whose parts lie side by side, each named when it is pointed at.

    Example:
        >>> "width=\\"75.00\\"" in stack(parts=[(3, "safe", "checked")], total=4)
        True
    """
    left, drawn = 0.0, []
    for count, tone, word in parts:
        width = 100 * count / total if total else 0.0
        if width:
            drawn.append(
                f'<rect class="stack-{escape(tone)}" x="{left:.2f}" y="0" width="{width:.2f}" '
                f'height="10"><title>{escape(word)} {count}</title></rect>'
            )
        left += width
    return SafeString(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="bar-bed" width="100" height="10"/>{"".join(drawn)}</svg>'
    )
