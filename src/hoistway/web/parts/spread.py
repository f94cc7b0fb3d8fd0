"""How long something usually and at the worst takes, as inline SVG; the numbers are the fact."""

from django.utils.safestring import SafeString

_WIDTH = 200.0


def spread(*, median: float, ninth: float, top: float, limit: float | None = None) -> SafeString:
    """Return a line from zero to `ninth` (nine of ten lie below), a disc at the median.

    `top` is the value at the right end, the same for all lines of one table; `limit` is a tick.

    Example:
        >>> 'cx="50.0"' in spread(median=5.0, ninth=12.0, top=20.0)
        True
    """
    scale = _WIDTH / max(top, 1e-9)
    middle, end = min(_WIDTH, median * scale), min(_WIDTH, ninth * scale)
    tick = ""
    if limit is not None and limit <= top:
        tick = f'<path class="spread-limit" d="M{limit * scale:.1f} 1V19"/>'
    return SafeString(
        f'<svg class="spread" viewBox="-6 0 {_WIDTH + 12:.0f} 20" aria-hidden="true">'
        f'<path class="spread-bed" d="M0 10H{_WIDTH:.0f}"/>'
        f'<path class="spread-reach" d="M0 10H{end:.1f}"/>{tick}'
        f'<circle class="spread-middle" cx="{middle:.1f}" cy="10" r="5"/></svg>'
    )
