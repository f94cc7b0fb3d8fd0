"""A measured value on a line with the span that its limits allow, as inline SVG."""

from decimal import Decimal

from django.utils.safestring import SafeString

_WIDTH = 96
_ROOM = Decimal("1.4")
"""How far the line runs beyond the larger of limit and value. Chosen: both keep off its end."""


def gauge(*, value: Decimal, at_least: Decimal | None, at_most: Decimal | None) -> SafeString:
    """Return the drawing; the words beside it are the fact.

    Example:
        >>> 'class="gauge-mark outside"' in gauge(
        ...     value=Decimal("6.5"), at_least=Decimal(7), at_most=None
        ... )
        True
    """
    known = [one for one in (value, at_least, at_most) if one is not None]
    low, high = min(Decimal(0), *known), max(*known, Decimal("0.001")) * _ROOM
    begin = _x(at_least if at_least is not None else low, low, high)
    end = _x(at_most if at_most is not None else high, low, high)
    outside = (at_least is not None and value < at_least) or (
        at_most is not None and value > at_most
    )
    kind = "gauge-mark outside" if outside else "gauge-mark"
    return SafeString(
        f'<svg class="gauge" viewBox="0 0 {_WIDTH} 12" aria-hidden="true">'
        f'<rect class="gauge-bed" y="4" width="{_WIDTH}" height="4" rx="2"/>'
        f'<rect class="gauge-span" x="{begin:.1f}" y="4" width="{end - begin:.1f}" height="4"/>'
        f'<rect class="{kind}" x="{_x(value, low, high) - 1.5:.1f}" width="3" height="12" rx="1"/>'
        "</svg>"
    )


def _x(value: Decimal, low: Decimal, high: Decimal) -> float:
    return float((value - low) / (high - low)) * _WIDTH
